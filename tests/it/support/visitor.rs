//! Somebody with a browser: it keeps cookies, sends forms as browsers do, and follows nothing by itself.

use rocket::{
    Build, Rocket,
    http::{ContentType, Header, Method, Status},
    local::asynchronous::{Client, LocalRequest, LocalResponse},
};
use url::form_urlencoded::Serializer;

use super::markup::judge;

/// A browser with its cookies.
pub struct Visitor(Client);

/// What came back.
#[derive(Clone, Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Visitor {
    pub async fn at(pages: Rocket<Build>) -> Self {
        Self(Client::tracked(pages).await.unwrap())
    }

    /// The browser itself, for what is asked seldom.
    pub fn client(&self) -> &Client {
        &self.0
    }

    /// Every route of the service: its method and its pattern, with `<slug>` for the programme's part whether or not the
    /// handler reads it.
    pub fn routes(&self) -> Vec<(Method, String)> {
        let routes = self.0.rocket().routes();
        let pattern = |uri: String| uri.replacen("/programmes/<_>", "/programmes/<slug>", 1);
        routes.map(|route| (route.method, pattern(route.uri.to_string()))).collect()
    }

    pub async fn get(&self, address: &str) -> Reply {
        self.send(self.0.get(address)).await
    }

    /// What the service counts, as whoever watches it from the same machine reads it.
    pub async fn metrics(&self) -> Reply {
        self.send(self.0.get("/metrics").remote("127.0.0.1:4000".parse().unwrap())).await
    }

    /// Sends a form from one of our own pages.
    pub async fn post(&self, address: &str, fields: &[(&str, &str)]) -> Reply {
        self.send(self.form(Method::Post, address, fields).header(from("same-origin"))).await
    }

    /// Sends a form from a page of somebody else.
    pub async fn post_from_elsewhere(&self, address: &str, fields: &[(&str, &str)]) -> Reply {
        self.send(self.form(Method::Post, address, fields).header(from("cross-site"))).await
    }

    /// A form ready to be sent, without the headers that only browsers add.
    pub fn form<'c>(&'c self, method: Method, address: &str, fields: &[(&str, &str)]) -> LocalRequest<'c> {
        let body = Serializer::new(String::new()).extend_pairs(fields).finish();
        self.0.req(method, address.to_owned()).header(ContentType::Form).body(body)
    }

    /// Sends it. A page that comes back must be one that everybody can use, whatever the test is about.
    pub async fn send(&self, request: LocalRequest<'_>) -> Reply {
        let address = format!("{} {}", request.method(), request.uri());
        let reply = Reply::of(request.dispatch().await).await;
        if reply.header("Content-Type").is_some_and(|kind| kind.starts_with("text/html")) {
            judge(&address, &reply.body);
        }
        reply
    }

    /// Goes where a reply leads.
    pub async fn follow(&self, reply: &Reply) -> Reply {
        let address = reply.header("Location").unwrap();
        // What follows is for the browser alone.
        self.get(address.split('#').next().unwrap_or_default()).await
    }
}

fn from(site: &'static str) -> Header<'static> {
    Header::new("Sec-Fetch-Site", site)
}

impl Reply {
    async fn of(response: LocalResponse<'_>) -> Self {
        let status = response.status().code;
        let headers = response.headers().iter();
        let headers = headers.map(|header| (header.name.to_string(), header.value.to_string())).collect();
        let body = response.into_bytes().await.unwrap_or_default();
        // Pictures and archives are looked at by their headers only.
        Self { status, headers, body: String::from_utf8_lossy(&body).into_owned() }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    #[track_caller]
    pub fn has_status(&self, status: u16) -> &Self {
        assert_eq!(self.status, status, "{}", self.body);
        self
    }

    /// The page holds these words, as a person reads them.
    #[track_caller]
    pub fn says(&self, words: &str) -> &Self {
        assert!(self.words().contains(words), "not said: {words}\n{}", self.body);
        self
    }

    #[track_caller]
    pub fn never_says(&self, words: &str) -> &Self {
        assert!(!self.words().contains(words), "said: {words}\n{}", self.body);
        self
    }

    #[track_caller]
    pub fn leads_to(&self, address: &str) -> &Self {
        self.has_status(Status::SeeOther.code);
        assert_eq!(self.header("Location"), Some(address));
        self
    }

    /// The page with its character references read.
    fn words(&self) -> String {
        let references = [("&#38;", "&"), ("&#39;", "'"), ("&#34;", "\""), ("&#60;", "<"), ("&#62;", ">")];
        references.iter().fold(self.body.clone(), |page, (written, read)| page.replace(written, read))
    }

    /// The value of a hidden field.
    pub fn field(&self, name: &str) -> Option<&str> {
        let (_, after) = self.body.split_once(&format!("name=\"{name}\" value=\""))?;
        after.split_once('"').map(|(value, _)| value)
    }
}

/// Where the link with these words leads, if a page has one.
pub fn way(page: &Reply, words: &str) -> Option<String> {
    let before = page.body.split_once(&format!(">{words}"))?.0;
    let address = before.rsplit_once("href=\"")?.1.split('"').next()?;
    Some(address.replace("&#38;", "&").replace("&amp;", "&"))
}

/// Every page of a list, by its links to the next.
pub async fn walk(visitor: &Visitor, address: &str) -> Vec<Reply> {
    let mut pages = vec![visitor.get(address).await];
    while let Some(next) = way(&pages[pages.len() - 1], "Next 50") {
        assert!(pages.len() < 100, "{next} leads on and on");
        let page = visitor.get(&next).await;
        page.has_status(200);
        pages.push(page);
    }
    pages
}
