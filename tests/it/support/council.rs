//! An identity provider as a council has one, on loopback: it gives a code for whoever the test says, once, to who can show
//! the verifier, and a token signed with a key of its own. Whatever is wrong with a token is for the test to say.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use common_ground::system::secret::hash;
use ring::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};
use url::{Url, form_urlencoded};
use uuid::Uuid;

use super::{
    app::TestApp,
    visitor::{Reply, Visitor},
};

pub const CLIENT: &str = "common-ground";
pub const SECRET: &str = "a secret: 100% hush";

/// Changes the header and the claims of a token before it is signed.
type Change = Box<dyn Fn(&mut Value, &mut Value) + Send>;

pub struct Council {
    pub issuer: String,
    inner: Arc<Mutex<Inner>>,
    server: JoinHandle<()>,
}

struct Inner {
    issuer: String,
    /// What its document says its issuer is.
    called: String,
    published: EcdsaKeyPair,
    /// What that key is called.
    key_name: &'static str,
    signing: Option<EcdsaKeyPair>,
    change: Change,
    codes: HashMap<String, Granted>,
    keys_read: usize,
}

/// What somebody was let in for.
struct Granted {
    subject: String,
    nonce: String,
    challenge: String,
    redirect: String,
    now: i64,
}

fn key() -> EcdsaKeyPair {
    let random = SystemRandom::new();
    let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, made.as_ref(), &random).unwrap()
}

impl Council {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let inner = Arc::new(Mutex::new(Inner {
            issuer: issuer.clone(),
            called: issuer.clone(),
            published: key(),
            key_name: "first",
            signing: None,
            change: Box::new(|_, _| {}),
            codes: HashMap::new(),
            keys_read: 0,
        }));
        let serving = Arc::clone(&inner);
        let server = tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                answer(stream, &serving).await;
            }
        });
        Self { issuer, inner, server }
    }

    /// A service that people sign in to with it.
    pub async fn service(&self) -> TestApp {
        let issuer = self.issuer.clone();
        TestApp::start_with(move |config| {
            config.oidc_issuer = issuer;
            CLIENT.clone_into(&mut config.oidc_client_id);
            SECRET.clone_into(&mut config.oidc_client_secret);
        })
        .await
    }

    /// Nobody answers any more.
    pub async fn goes_away(self) {
        self.server.abort();
        let _ = self.server.await;
    }

    /// Changes the tokens that it gives from now on.
    pub fn gives(&self, change: impl Fn(&mut Value, &mut Value) + Send + 'static) {
        self.inner.lock().unwrap().change = Box::new(change);
    }

    /// Signs with a key that it does not publish.
    pub fn signs_with_another_key(&self) {
        self.inner.lock().unwrap().signing = Some(key());
    }

    /// Signs with another key under another name, and publishes it.
    pub fn changes_its_key(&self) {
        let mut inner = self.inner.lock().unwrap();
        (inner.published, inner.key_name) = (key(), "second");
    }

    /// Calls itself so.
    pub fn is_called(&self, issuer: &str) {
        issuer.clone_into(&mut self.inner.lock().unwrap().called);
    }

    pub fn keys_read(&self) -> usize {
        self.inner.lock().unwrap().keys_read
    }

    /// Somebody signs in there, where `way` leads; gives the address that they are led back to.
    pub fn lets_in(&self, app: &TestApp, way: &str, subject: &str) -> String {
        let url = Url::parse(way).unwrap();
        assert_eq!(url.path(), "/authorize", "{way}");
        let asked: HashMap<String, String> = url.query_pairs().into_owned().collect();
        assert_eq!((&*asked["client_id"], &*asked["response_type"]), (CLIENT, "code"));
        assert_eq!((&*asked["scope"], &*asked["code_challenge_method"]), ("openid", "S256"));
        let code = Uuid::new_v4().to_string();
        let granted = Granted {
            subject: subject.to_owned(),
            nonce: asked["nonce"].clone(),
            challenge: asked["code_challenge"].clone(),
            redirect: asked["redirect_uri"].clone(),
            now: app.now().as_second(),
        };
        self.inner.lock().unwrap().codes.insert(code.clone(), granted);
        let mut back = Url::parse(&asked["redirect_uri"]).unwrap();
        back.query_pairs_mut().append_pair("code", &code).append_pair("state", &asked["state"]);
        let path = back.path().to_owned();
        format!("{path}?{}", back.query().unwrap())
    }

    /// Signs somebody in by the link of the page to sign in, as the person of this name at the council.
    pub async fn signs_in(&self, app: &TestApp, visitor: &Visitor, subject: &str) -> Reply {
        let back = self.lets_in(app, &sets_out(visitor, "/sign-in/council").await, subject);
        visitor.get(&back).await
    }
}

/// Follows a link that leads to the identity provider; gives the address there.
pub async fn sets_out(visitor: &Visitor, link: &str) -> String {
    let reply = visitor.get(link).await;
    reply.has_status(303).header("Location").unwrap().to_owned()
}

async fn answer(mut stream: TcpStream, inner: &Mutex<Inner>) {
    let request = request(&mut stream).await;
    let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
    let (status, body) = inner.lock().unwrap().answer(&path, &request);
    let body = body.to_string();
    let head = format!(
        "HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    );
    let piece = format!("{:x}\r\n{body}\r\n0\r\n\r\n", body.len());
    let _ = stream.write_all((head + &piece).as_bytes()).await;
}

/// The whole of a request.
async fn request(stream: &mut TcpStream) -> String {
    let (mut heard, mut part) = (Vec::new(), [0; 4096]);
    loop {
        let read = stream.read(&mut part).await.unwrap_or_default();
        heard.extend_from_slice(&part[..read]);
        let text = String::from_utf8_lossy(&heard).into_owned();
        let length = text.split("Content-Length: ").nth(1).and_then(|rest| rest.split("\r\n").next());
        let length: usize = length.and_then(|length| length.parse().ok()).unwrap_or_default();
        let whole = text.split_once("\r\n\r\n").is_some_and(|(_, body)| body.len() >= length);
        if whole || read == 0 {
            return text;
        }
    }
}

impl Inner {
    fn answer(&mut self, path: &str, request: &str) -> (u16, Value) {
        let issuer = &self.issuer;
        match path {
            "/.well-known/openid-configuration" => (
                200,
                json!({
                    "issuer": self.called,
                    "authorization_endpoint": format!("{issuer}/authorize"),
                    "token_endpoint": format!("{issuer}/token"),
                    "jwks_uri": format!("{issuer}/keys"),
                }),
            ),
            "/keys" => {
                self.keys_read += 1;
                (200, self.keys())
            }
            "/token" => match self.token(request) {
                Some(token) => {
                    (200, json!({ "id_token": token, "access_token": "x", "token_type": "Bearer" }))
                }
                None => (400, json!({ "error": "invalid_grant" })),
            },
            _ => (404, json!({})),
        }
    }

    fn keys(&self) -> Value {
        let point = self.published.public_key().as_ref();
        let (x, y) = (URL_SAFE_NO_PAD.encode(&point[1..33]), URL_SAFE_NO_PAD.encode(&point[33..]));
        json!({ "keys": [{ "kty": "EC", "crv": "P-256", "x": x, "y": y, "kid": self.key_name, "use": "sig" }] })
    }

    fn token(&mut self, request: &str) -> Option<String> {
        let (head, form) = request.split_once("\r\n\r\n")?;
        let form: HashMap<String, String> = form_urlencoded::parse(form.as_bytes()).into_owned().collect();
        let encoded = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
        let login = STANDARD.encode(format!("{}:{}", encoded(CLIENT), encoded(SECRET)));
        if !head.contains(&format!("Authorization: Basic {login}\r\n")) && !head.ends_with(&login) {
            return None;
        }
        // A code works once.
        let granted = self.codes.remove(form.get("code")?)?;
        if hash(form.get("code_verifier")?) != granted.challenge
            || *form.get("redirect_uri")? != granted.redirect
        {
            return None;
        }
        let mut header = json!({ "alg": "ES256", "kid": self.key_name });
        let mut claims = json!({
            "iss": self.issuer, "sub": granted.subject, "aud": CLIENT, "nonce": granted.nonce,
            "iat": granted.now, "exp": granted.now + 300, "email": "ada@riverside.example.org",
        });
        (self.change)(&mut header, &mut claims);
        let part = |part: &Value| URL_SAFE_NO_PAD.encode(part.to_string());
        let signed = format!("{}.{}", part(&header), part(&claims));
        let key = self.signing.as_ref().unwrap_or(&self.published);
        let signature = key.sign(&SystemRandom::new(), signed.as_bytes()).unwrap();
        Some(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }
}
