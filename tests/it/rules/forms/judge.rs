//! What must hold whatever was sent.

use std::net::{Ipv4Addr, SocketAddr};

use rocket::http::{ContentType, Cookie, Header, Method};
use sea_orm::ConnectionTrait;
use url::form_urlencoded::Serializer;

use super::{
    form::{Field, Form, Kind, Read},
    parts,
    walk::Routes,
};
use crate::support::{
    app::TestApp,
    visitor::{Reply, Visitor},
};

/// More than any form may be.
const TOO_LARGE: usize = 5 << 20;

/// Fields in which something impossible may pass, and why: route, field, reason.
const PASSES: [(&str, &str, &str); 1] =
    [("/sign-in", "email", "an account is looked for by it, whatever it is")];

/// Text fields that are never given back, and why: route, field, reason.
const NOT_KEPT: [(&str, &str, &str); 2] = [
    ("/sign-in/code", "code", "a code works once, and a recovery code is a secret"),
    ("/programmes/<slug>/account/second-factor", "code", "a code works once"),
];

/// Notes what is wrong with the answers of a service.
pub(super) struct Judge<'r> {
    routes: &'r Routes,
    apps: [&'r TestApp; 2],
    pub faults: Vec<String>,
    /// How many bodies were sent.
    pub sent: usize,
}

impl<'r> Judge<'r> {
    /// Judges these services; somebody who guesses at anything does so at the first.
    pub(super) fn new(routes: &'r Routes, apps: [&'r TestApp; 2]) -> Self {
        Self { routes, apps, faults: Vec::new(), sent: 0 }
    }

    /// Sends these fields. The value of `wrong` is one that must be refused.
    pub(super) async fn form(
        &mut self,
        visitor: &Visitor,
        form: &Form,
        pairs: &[(String, String)],
        wrong: Option<&Field>,
    ) {
        let (kind, body) =
            if form.multipart { parts::of(form, pairs) } else { (ContentType::Form, encoded(pairs)) };
        let reply = self.send(visitor, form, kind, body).await;
        let about = wrong.map(|field| field.name.as_str()).unwrap_or_default();
        let value =
            pairs.last().map(|(_, value)| value.chars().take(30).collect::<String>()).unwrap_or_default();
        let route = self.routes.pattern(Method::Post, form.path());
        let passes = |of: &str| PASSES.iter().any(|(on, field, _)| route == Some(on) && *field == of);
        let wrong = wrong.filter(|field| !passes(&field.name));
        let what = format!("{} {about} {value:?}", form.path());
        if reply.status == 422 {
            self.comes_back(&what, form, pairs, wrong, &reply);
        } else if wrong.is_some() {
            self.faults.push(format!("{what}: {} in place of 422", reply.status));
        }
    }

    fn comes_back(
        &mut self,
        what: &str,
        form: &Form,
        pairs: &[(String, String)],
        wrong: Option<&Field>,
        reply: &Reply,
    ) {
        let page = Read::of(&reply.body);
        let Some(again) = page.forms.iter().find(|again| again.path() == form.path()) else {
            // Where something was carried along that no page carries, another page may say so.
            if carries_the_same(form, pairs) {
                self.faults.push(format!("{what}: the form is gone"));
            }
            return;
        };
        if page.problems.is_empty() {
            self.faults.push(format!("{what}: nothing says what to mend"));
        }
        for problem in page.problems.iter().filter(|problem| !page.ids.contains(problem)) {
            self.faults.push(format!("{what}: a problem leads to #{problem}, which is nowhere"));
        }
        if let Some(wrong) = wrong.filter(|wrong| !page.problems.contains(&wrong.id)) {
            self.faults
                .push(format!("{what}: not named; problems are {:?}, not {}", page.problems, wrong.id));
        }
        for field in again.fields.iter().filter(|field| field.kind.is_typed()) {
            let Some((_, typed)) = pairs.iter().find(|(name, _)| *name == field.name) else { continue };
            let kept = field.values.first().map(|value| plain(value)).unwrap_or_default();
            let route = self.routes.pattern(Method::Post, form.path());
            let is_kept = !NOT_KEPT.iter().any(|(on, of, _)| route == Some(on) && *of == field.name);
            if kept != plain(typed) && is_kept {
                let kept: String = kept.chars().take(30).collect();
                self.faults.push(format!("{what}: {} was not kept but {kept:?}", field.name));
            }
        }
    }

    pub(super) async fn wrong_kind(&mut self, visitor: &Visitor, form: &Form) {
        for kind in [ContentType::JSON, ContentType::Plain, ContentType::Binary] {
            self.send(visitor, form, kind, b"{\"name\":1}".to_vec()).await;
        }
        let kind = ContentType::new("multipart", "form-data").with_params(("boundary", "x"));
        let broken = b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../\0.csv\"\r\n\r\n\xff\xfe,=1\r\n--x--";
        self.send(visitor, form, kind.clone(), broken.to_vec()).await;
        self.send(visitor, form, kind, b"--x\r\nContent".to_vec()).await;
    }

    /// Refused at its size, unless the form needs no body at all and never reads one.
    pub(super) async fn too_large(&mut self, visitor: &Visitor, form: &Form) {
        let body = [b"name=".as_slice(), &vec![b'a'; TOO_LARGE]].concat();
        let reply = self.send(visitor, form, ContentType::Form, body).await;
        if form.open().next().is_some() && !matches!(reply.status, 400 | 413 | 422) {
            self.faults.push(format!("{}: {} in place of 413 for 5 MB", form.path(), reply.status));
        }
    }

    /// A form with a file in it. Where it `must` be refused, the form comes back, or the page that says how large it may be.
    pub(super) async fn file(&mut self, visitor: &Visitor, form: &Form, body: Vec<u8>, must: bool) {
        let shown = String::from_utf8_lossy(&body[..body.len().min(120)]).into_owned();
        let reply = self.send(visitor, form, parts::kind(), body).await;
        if must && !matches!(reply.status, 413 | 422) {
            self.faults.push(format!("{}: {} in place of 422 for {shown}", form.path(), reply.status));
        }
    }

    pub(super) async fn body(&mut self, visitor: &Visitor, form: &Form, body: Vec<u8>) {
        self.send(visitor, form, ContentType::Form, body).await;
    }

    async fn send(&mut self, visitor: &Visitor, form: &Form, kind: ContentType, body: Vec<u8>) -> Reply {
        self.sent += 1;
        let shown = String::from_utf8_lossy(&body[..body.len().min(200)]).into_owned();
        let mut reply = self.dispatch(visitor, visitor, form, &kind, &body).await;
        // Guesses are slowed down, and then nobody looks at what was sent. So nobody has guessed yet.
        if reply.status == 429 {
            for app in self.apps {
                app.app.db.write_one().execute_unprepared("DELETE FROM wait").await.unwrap();
            }
            let unknown = self.apps[0].visitor().await;
            reply = self.dispatch(&unknown, visitor, form, &kind, &body).await;
        }
        if reply.status >= 500 || reply.status == 429 {
            self.faults.push(format!("{}: {} for {shown}", form.path(), reply.status));
        }
        reply
    }

    /// Sends a body from an address of its own, with what a visitor's browser holds.
    async fn dispatch(
        &self,
        by: &Visitor,
        visitor: &Visitor,
        form: &Form,
        kind: &ContentType,
        body: &[u8],
    ) -> Reply {
        let number = u32::try_from(self.sent).unwrap();
        let address = SocketAddr::new(Ipv4Addr::from(0x0A00_0000 + number).into(), 4000);
        let cookies: Vec<Cookie<'static>> = visitor.client().cookies().iter().cloned().collect();
        let request = by.client().req(Method::Post, form.action.clone()).header(kind.clone()).remote(address);
        let request = request.cookies(cookies).header(Header::new("Sec-Fetch-Site", "same-origin"));
        by.send(request.body(body)).await
    }
}

fn encoded(pairs: &[(String, String)]) -> Vec<u8> {
    Serializer::new(String::new()).extend_pairs(pairs).finish().into_bytes()
}

/// Whether all that nobody types, hidden fields and buttons, was sent as the form has it.
fn carries_the_same(form: &Form, pairs: &[(String, String)]) -> bool {
    form.fields.iter().filter(|field| matches!(field.kind, Kind::Hidden | Kind::Button)).all(|field| {
        let mut sent = pairs.iter().filter(|(of, _)| *of == field.name).peekable();
        sent.peek().is_some() && sent.all(|(_, value)| field.values.first() == Some(value))
    })
}

/// Without what a form may take away: NUL, space around it, and how a line ends.
fn plain(text: &str) -> String {
    text.replace(['\0', '\r'], "").trim().to_owned()
}
