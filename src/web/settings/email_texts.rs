//! The words of the emails that ask people, for every survey of a programme that has no words of its own, and those around
//! summaries.

pub(crate) mod edit;
pub(crate) mod index;
pub(crate) mod show;
pub(crate) mod summary;

use crate::{
    store::{MailingKind, ProgrammeSettings},
    survey::words,
    web::{Error, Link, Result, Trail, at},
};

/// What an email is called.
fn title(kind: MailingKind) -> &'static str {
    match kind {
        MailingKind::Invitation => "Invitation",
        MailingKind::Reminder => "Reminder",
    }
}

/// The languages that emails are written in.
fn languages(settings: &ProgrammeSettings) -> impl Iterator<Item = &'static str> {
    words::all().iter().map(|words| words.code).filter(|code| settings.offers(code))
}

/// A kind of email and a language of this programme, from their parts of the address.
fn find(settings: &ProgrammeSettings, kind: &str, language: &str) -> Result<(MailingKind, &'static str)> {
    let language = languages(settings).find(|code| *code == language).ok_or(Error::NotFound)?;
    Ok((MailingKind::from_key(kind).ok_or(Error::NotFound)?, language))
}

fn trail(slug: &str, here: impl Into<String>) -> Trail {
    let above = vec![
        Link::new("Settings", at::settings(slug)),
        Link::new("Email texts", at::settings_email_texts(slug)),
    ];
    Trail { above, here: here.into() }
}
