//! An email of a few sentences around one link.

use askama::Template;
use common_ground_reports::palette::EmailColours;
use jiff::Timestamp;
use uuid::Uuid;

use super::{
    Sender,
    compose::{UnsentEmail, damaged},
};
use crate::{
    mail::{Mailbox, RenderedEmail},
    store::{NewLetter, Result},
};

/// What it says around its link.
pub(super) struct EmailFrame {
    pub subject: String,
    /// Before the link.
    pub sentences: Vec<String>,
    /// What the link does.
    pub button: &'static str,
    /// After it.
    pub after: Vec<String>,
}

#[derive(Template)]
#[template(path = "letters/plain.txt")]
struct Text<'a> {
    greeting: &'a str,
    sentences: &'a [String],
    button: &'a str,
    link: &'a str,
    after: &'a [String],
}

#[derive(Template)]
#[template(path = "letters/plain.html")]
struct Html<'a> {
    subject: &'a str,
    greeting: &'a str,
    sentences: &'a [String],
    button: &'a str,
    link: &'a str,
    after: &'a [String],
    light: EmailColours,
    dark: EmailColours,
}

impl EmailFrame {
    /// The email `kind` to `address`, whose owner is called `name`, ready to be queued under a key that makes it this email
    /// and no other.
    pub(super) fn queued(
        self,
        sender: &Sender,
        kind: &'static str,
        (id, unique_key): (Uuid, String),
        (name, address): (&str, &str),
        link: &str,
        now: Timestamp,
    ) -> Result<NewLetter> {
        let greeting = format!("Dear {name}");
        let (subject, sentences, after) = (&*self.subject, &*self.sentences, &*self.after);
        let text = Text { greeting: &greeting, sentences, button: self.button, link, after };
        let html = Html {
            subject,
            greeting: &greeting,
            sentences,
            button: self.button,
            link,
            after,
            light: EmailColours::light(),
            dark: EmailColours::DARK,
        };
        let written = UnsentEmail {
            kind,
            id,
            to: Mailbox::parse(address).map_err(|error| damaged(&error))?.named(name),
            letter: RenderedEmail {
                subject: subject.to_owned(),
                text: format!("{}\n", text.render().map_err(|error| damaged(&error))?.trim_end()),
                html: Some(html.render().map_err(|error| damaged(&error))?),
                ..RenderedEmail::default()
            },
            series: None,
        };
        written.queued(sender, id, address.to_owned(), unique_key, now)
    }
}
