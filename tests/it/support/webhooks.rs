//! A program on loopback that is told what happens: it keeps what it gets and answers with a status of one's choice.

use std::sync::{Arc, Mutex};

use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use super::{app::TestApp, visitor::Visitor};

pub const WEBHOOKS: &str = "/programmes/reading/settings/webhooks";

pub struct Receiver {
    pub host: String,
    got: Arc<Mutex<Vec<String>>>,
    /// None: it hangs up without an answer.
    status: Arc<Mutex<Option<u16>>>,
}

impl Receiver {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let host = listener.local_addr().unwrap().to_string();
        let (got, status) = (Arc::new(Mutex::new(Vec::new())), Arc::new(Mutex::new(Some(200))));
        let (kept, answers, here) = (Arc::clone(&got), Arc::clone(&status), host.clone());
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let (mut heard, mut part) = (String::new(), vec![0; 4096]);
                loop {
                    let read = stream.read(&mut part).await.unwrap();
                    heard.push_str(&String::from_utf8_lossy(&part[..read]));
                    if is_whole(&heard) || read == 0 {
                        break;
                    }
                }
                kept.lock().unwrap().push(heard);
                let Some(status) = *answers.lock().unwrap() else { continue };
                // Where an answer leads elsewhere, that is here, too: whoever follows it is heard.
                let moved = if (300..400).contains(&status) {
                    format!("Location: http://{here}/elsewhere\r\n")
                } else {
                    String::new()
                };
                let answer = format!("HTTP/1.1 {status} X\r\n{moved}Content-Length: 6\r\n\r\nThanks");
                stream.write_all(answer.as_bytes()).await.unwrap();
            }
        });
        Self { host, got, status }
    }

    pub async fn service(&self) -> TestApp {
        let host = self.host.clone();
        TestApp::start_with(move |config| config.webhook_hosts = host).await
    }

    pub fn answers(&self, status: u16) {
        *self.status.lock().unwrap() = Some(status);
    }

    /// From now on it takes what it is told and hangs up without a word.
    pub fn hangs_up(&self) {
        *self.status.lock().unwrap() = None;
    }

    pub fn got(&self) -> Vec<String> {
        self.got.lock().unwrap().clone()
    }

    /// What it was told so far, as JSON.
    pub fn told(&self) -> Vec<Value> {
        self.got().iter().map(|got| serde_json::from_str(body(got)).unwrap()).collect()
    }

    /// Adds it on the page for these events; gives the address of its page, and its secret where it has one.
    pub async fn added(&self, admin: &Visitor, kind: &str, events: &[&str]) -> (String, Option<String>) {
        let address = format!("http://{}/in", self.host);
        let mut form = vec![("name", "Intranet"), ("kind", kind), ("address", &*address)];
        form.extend(events.iter().map(|event| ("events", *event)));
        let made = admin.post(&format!("{WEBHOOKS}/new"), &form).await;
        let secret = made.body.find("whsec_").map(|at| made.body[at..].split('<').next().unwrap().to_owned());
        let secret =
            secret.map(|secret| secret.replace("&#43;", "+").replace("&#61;", "=").replace("&#47;", "/"));
        let list = admin.get(WEBHOOKS).await;
        let at = list.body.rfind(&format!("href=\"{WEBHOOKS}/")).unwrap() + 6;
        let begins = format!("{WEBHOOKS}/");
        let pages = list.body.match_indices(&*begins);
        let page =
            pages.map(|(at, _)| &list.body[at..at + WEBHOOKS.len() + 37]).find(|page| !page.contains('"'));
        (page.unwrap_or(&list.body[at..at + WEBHOOKS.len() + 37]).to_owned(), secret)
    }
}

/// Whether a request is there with all of its body.
fn is_whole(heard: &str) -> bool {
    heard.split_once("\r\n\r\n").is_some_and(|(head, body)| {
        let length = head.lines().find_map(|line| line.strip_prefix("Content-Length: "));
        length.is_none_or(|length| body.len() >= length.parse::<usize>().unwrap())
    })
}

/// A header of what was got.
pub fn header<'a>(got: &'a str, name: &str) -> &'a str {
    let found = got.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
    found.unwrap_or_else(|| panic!("no {name} in {got}"))
}

pub fn body(got: &str) -> &str {
    got.split_once("\r\n\r\n").unwrap().1
}
