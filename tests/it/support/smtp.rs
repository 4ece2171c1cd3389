//! A mail server in this process, spoken to over TCP: it keeps what it accepts and misbehaves as told.

mod conversation;

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    time::Duration,
};

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, KeyUsagePurpose};
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::ring,
        pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
    },
};

use self::conversation::State;

/// How the server encrypts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tls {
    Never,
    /// By STARTTLS.
    Upgrade,
    /// From the first byte.
    Implicit,
}

/// A point of the conversation: the server has read the client's words and is about to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum At {
    Greeting,
    Ehlo,
    StartTls,
    Auth,
    Mail,
    Rcpt,
    Data,
    /// The letter has arrived, final dot included.
    Body,
}

/// What the server does there instead of answering well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Act {
    /// Says this line. The letter is not kept.
    Say(&'static str),
    /// Closes the connection.
    Drop,
    /// Says nothing more and keeps the connection open.
    Stall,
    /// Says a line that has no end.
    Babble,
}

/// How the server behaves. The default accepts everything, in the clear, without sign-in.
#[derive(Debug, Clone)]
pub(crate) struct Behaviour {
    pub(crate) tls: Tls,
    /// User and password to demand before a letter; offered only over TLS unless `tls` is `Never`.
    pub(crate) login: Option<(&'static str, &'static str)>,
    /// What EHLO says of AUTH.
    pub(crate) mechanisms: &'static str,
    /// The name or address that the certificate is made for.
    pub(crate) certificate_for: &'static str,
    /// Misdeeds; `true`: only the first time.
    pub(crate) script: Vec<(At, Act, bool)>,
    /// What it says to recipients whose address begins so.
    pub(crate) mailboxes: Vec<(&'static str, &'static str)>,
    /// What it says to every recipient who was not named before.
    pub(crate) strangers: Option<&'static str>,
    /// How long it takes over each letter.
    pub(crate) takes: Duration,
}

impl Default for Behaviour {
    fn default() -> Self {
        Self {
            tls: Tls::Never,
            login: None,
            mechanisms: "PLAIN LOGIN",
            certificate_for: "127.0.0.1",
            script: vec![],
            mailboxes: vec![],
            strangers: None,
            takes: Duration::ZERO,
        }
    }
}

impl Behaviour {
    pub(crate) fn tls(tls: Tls) -> Self {
        Self { tls, ..Self::default() }
    }

    pub(crate) fn always(at: At, act: Act) -> Self {
        Self { script: vec![(at, act, false)], ..Self::default() }
    }

    pub(crate) fn once(at: At, act: Act) -> Self {
        Self { script: vec![(at, act, true)], ..Self::default() }
    }
}

/// A letter that the server accepted.
#[derive(Debug, Clone)]
pub(crate) struct Received {
    pub(crate) from: String,
    pub(crate) to: Vec<String>,
    pub(crate) bytes: Vec<u8>,
    pub(crate) encrypted: bool,
    /// Who had signed in.
    pub(crate) user: Option<String>,
}

#[derive(Default)]
struct Heard {
    messages: Vec<Received>,
    commands: Vec<String>,
    /// Everybody a letter was offered for.
    recipients: Vec<String>,
    connections: usize,
}

/// A running server; it stops when dropped.
pub(crate) struct SmtpServer {
    port: u16,
    behaviour: Behaviour,
    heard: Arc<Mutex<Heard>>,
    folder: tempfile::TempDir,
    accepting: JoinHandle<()>,
}

impl SmtpServer {
    pub(crate) async fn start(behaviour: Behaviour) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let folder = tempfile::tempdir().unwrap();
        let (acceptor, ca_pem) = certified(behaviour.certificate_for);
        std::fs::write(folder.path().join("ca.pem"), ca_pem).unwrap();
        let heard = Arc::<Mutex<Heard>>::default();
        let state = State {
            behaviour: behaviour.clone(),
            script: Arc::new(Mutex::new(behaviour.script.clone())),
            heard: heard.clone(),
        };
        let accepting = tokio::spawn(async move {
            // Dropped together with this task, so that no conversation outlives its server.
            let mut conversations = tokio::task::JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                conversations.spawn(state.clone().serve(stream, acceptor.clone()));
            }
        });
        Self { port, behaviour, heard, folder, accepting }
    }

    /// The URL to reach it, with user and password if it demands them.
    pub(crate) fn url(&self) -> String {
        let scheme = if self.behaviour.tls == Tls::Implicit { "smtps" } else { "smtp" };
        let login =
            self.behaviour.login.map(|(user, password)| format!("{user}:{password}@")).unwrap_or_default();
        format!("{scheme}://{login}127.0.0.1:{}", self.port)
    }

    /// The certificate of the authority that signed the server's, in a PEM file.
    pub(crate) fn ca_pem_path(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }

    /// A folder that lives as long as the server.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The letters accepted so far.
    pub(crate) fn messages(&self) -> Vec<Received> {
        self.heard.lock().unwrap().messages.clone()
    }

    /// Every line that clients have said, letters apart.
    pub(crate) fn commands(&self) -> Vec<String> {
        self.heard.lock().unwrap().commands.clone()
    }

    /// How many connections were opened.
    pub(crate) fn connections(&self) -> usize {
        self.heard.lock().unwrap().connections
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// The server's side of TLS for `name` (a host or an IP address), and the authority's certificate as PEM.
fn certified(name: &str) -> (TlsAcceptor, String) {
    let ca_key = KeyPair::generate().unwrap();
    let mut ca = CertificateParams::new(Vec::new()).unwrap();
    ca.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    ca.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    let ca_pem = ca.self_signed(&ca_key).unwrap().pem();

    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(vec![name.to_owned()])
        .unwrap()
        .signed_by(&key, &Issuer::new(ca, ca_key))
        .unwrap();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .unwrap();
    (TlsAcceptor::from(Arc::new(config)), ca_pem)
}
