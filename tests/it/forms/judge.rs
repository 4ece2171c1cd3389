//! What must hold whatever was sent.

use rocket::http::{ContentType, Header, Method};
use url::form_urlencoded::Serializer;

use super::form::{Field, Form, Kind, Read};
use crate::support::visitor::{Reply, Visitor};

/// More than any form may be.
const TOO_LARGE: usize = 5 << 20;

/// Fields in which something impossible may pass or may not be named, and why: route, field, reason.
const PASSES: [(&str, &str, &str); 10] = [
    ("/sign-in", "email", "an account is looked for by it, whatever it is"),
    ("/summary/correction", "", "a form of a revision before is answered that nothing was sent twice"),
    ("/rounds", "opens_time", "a blank day opens at once, whatever the hour"),
    ("/contacts/", "partner", "one that is not of this programme is not found"),
    ("/participants/new", "partner", "one that is not of this programme is not found"),
    ("/surveys/", "page_title", "asked only for a page that is new"),
    ("/surveys/", "options_cy", "asked only beside options that are right"),
    ("/surveys/", "ledger", "asked only of ratings"),
    ("/surveys/", "stem_partner_cy", "not shown where the survey has no such words"),
    ("/sign-in", "password", "never kept"),
];

/// Notes what is wrong with the answers of a service.
#[derive(Default)]
pub(super) struct Judge {
    pub faults: Vec<String>,
    /// How many bodies were sent.
    pub sent: usize,
}

impl Judge {
    /// Sends these fields. The value of `wrong` is one that must be refused.
    pub(super) async fn form(
        &mut self,
        visitor: &Visitor,
        form: &Form,
        pairs: &[(String, String)],
        wrong: Option<&Field>,
    ) {
        if form.multipart {
            return;
        }
        let body = Serializer::new(String::new()).extend_pairs(pairs).finish();
        let reply = self.send(visitor, form, ContentType::Form, body.into_bytes()).await;
        let about = wrong.map(|field| field.name.as_str()).unwrap_or_default();
        let value =
            pairs.last().map(|(_, value)| value.chars().take(30).collect::<String>()).unwrap_or_default();
        let passes = |of: &str| {
            PASSES
                .iter()
                .any(|(route, field, _)| form.path().contains(route) && (field.is_empty() || *field == of))
        };
        let wrong = wrong.filter(|field| !passes(&field.name));
        let what = format!("{} {about} {value:?}", form.path());
        // Guesses are slowed down, and then no form is shown.
        if reply.status == 429 {
            return;
        }
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
            // What no page sends, such as a form without one of its lines, may lead to a page of its own.
            if is_as_made(form, pairs) {
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
            let is_shown = !PASSES.iter().any(|(_, of, _)| *of == field.name);
            if kept != plain(typed) && is_shown {
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

    pub(super) async fn body(&mut self, visitor: &Visitor, form: &Form, body: Vec<u8>) {
        self.send(visitor, form, ContentType::Form, body).await;
    }

    async fn send(&mut self, visitor: &Visitor, form: &Form, kind: ContentType, body: Vec<u8>) -> Reply {
        self.sent += 1;
        let shown = String::from_utf8_lossy(&body[..body.len().min(200)]).into_owned();
        let request = visitor.client().req(Method::Post, form.action.clone()).header(kind);
        let request = request.header(Header::new("Sec-Fetch-Site", "same-origin")).body(body);
        let reply = visitor.send(request).await;
        if reply.status >= 500 {
            self.faults.push(format!("{}: {} for {shown}", form.path(), reply.status));
        }
        reply
    }
}

/// Whether a browser could have sent this: hidden fields and buttons as they were, every line once.
fn is_as_made(form: &Form, pairs: &[(String, String)]) -> bool {
    let sent =
        |name: &str| pairs.iter().filter(|(of, _)| of == name).map(|(_, value)| value).collect::<Vec<_>>();
    form.fields.iter().all(|field| match field.kind {
        Kind::Hidden | Kind::Button => sent(&field.name) == field.values.iter().collect::<Vec<_>>(),
        Kind::Boxes | Kind::File | Kind::Choice => true,
        _ => sent(&field.name).len() == 1,
    })
}

/// Without what a form may take away: NUL, space around it, and how a line ends.
fn plain(text: &str) -> String {
    text.replace(['\0', '\r'], "").trim().to_owned()
}
