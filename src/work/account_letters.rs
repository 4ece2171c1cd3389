//! Letters about accounts: a way in for somebody new, word of a new role, and a link to set another password. Each
//! holds a link that works once, so its words are thrown away as soon as it has left.

use askama::Template;
use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    app::App,
    mail::{Headers, Letter, Mailbox},
    store::{Result, StoreError, outbox::NewLetter, people::Person},
};

/// What these letters are called in the outbox.
pub const KIND: &str = "account";

/// What a letter is about.
#[derive(Clone, Copy, Debug)]
pub enum About<'a> {
    /// Somebody may come in for the first time.
    Welcome {
        /// The programme that they are to work in.
        programme: &'a str,
        /// As what: “a trainer”.
        role: &'a str,
        /// Who added them.
        by: &'a str,
    },
    /// Somebody who has an account has a role in one more programme.
    Joined {
        /// That programme.
        programme: &'a str,
        /// As what: “a trainer”.
        role: &'a str,
        /// Who added them.
        by: &'a str,
    },
    /// Somebody asked to set another password.
    Reset,
}

#[derive(Template)]
#[template(path = "mail/account.txt")]
struct Text<'a> {
    greeting: &'a str,
    sentences: &'a [String],
    button: &'a str,
    link: &'a str,
    after: &'a [String],
}

#[derive(Template)]
#[template(path = "mail/account.html")]
struct Html<'a> {
    subject: &'a str,
    greeting: &'a str,
    sentences: &'a [String],
    button: &'a str,
    link: &'a str,
    after: &'a [String],
}

/// What a letter says around its one link.
struct Words {
    subject: &'static str,
    sentences: Vec<String>,
    button: &'static str,
    after: Vec<String>,
}

impl About<'_> {
    fn words(self) -> Words {
        match self {
            Self::Welcome { programme, role, by } => Words {
                subject: "Your way in to Common Ground",
                sentences: vec![
                    format!("{by} has added you as {role} of “{programme}”."),
                    "To come in, choose a password. You sign in with this email address from then on."
                        .to_owned(),
                ],
                button: "Choose a password",
                after: vec![
                    "The link works once, for seven days. If it has run out, ask for another.".to_owned(),
                    "If you did not expect this, you can leave it: nothing happens unless you open the link."
                        .to_owned(),
                ],
            },
            Self::Joined { programme, role, by } => Words {
                subject: "You have a role in one more programme",
                sentences: vec![format!(
                    "{by} has added you as {role} of “{programme}”. You sign in as you always do."
                )],
                button: "Sign in",
                after: Vec::new(),
            },
            Self::Reset => Words {
                subject: "Choose another password",
                sentences: vec![
                    "Somebody, most likely you, asked to choose another password for this account."
                        .to_owned(),
                ],
                button: "Choose another password",
                after: vec![
                    "The link works once, for one hour. Choosing another password signs you out everywhere."
                        .to_owned(),
                    "If it was not you, you can leave it: your password stays as it is.".to_owned(),
                ],
            },
        }
    }
}

/// Makes a letter, ready to be queued.
///
/// # Errors
/// [`StoreError::Damaged`] when the sender or the recipient cannot be written to.
pub async fn compose(
    app: &App,
    to: &Person,
    about: About<'_>,
    link: &str,
    now: Timestamp,
) -> Result<NewLetter> {
    let damaged = |error: &dyn std::fmt::Display| StoreError::Damaged(format!("a letter: {error}"));
    let words = about.words();
    let greeting = format!("Dear {}", to.name);
    let (subject, sentences, after) = (words.subject, &*words.sentences, &*words.after);
    let text = Text { greeting: &greeting, sentences, button: words.button, link, after };
    let html = Html { subject, greeting: &greeting, sentences, button: words.button, link, after };
    let letter = Letter {
        subject: subject.to_owned(),
        text: format!("{}\n", text.render().map_err(|error| damaged(&error))?.trim_end()),
        html: Some(html.render().map_err(|error| damaged(&error))?),
        ..Letter::default()
    };
    let from = Mailbox::parse(&app.mail().await?.sender).map_err(|error| damaged(&error))?;
    let recipient = Mailbox::parse(&to.email).map_err(|error| damaged(&error))?.named(&to.name);
    let id = Uuid::new_v4();
    let headers = Headers {
        reply_to: Some(from.clone()),
        to: recipient,
        message_id: format!("account-{id}@{}", from.address().domain()),
        date: now,
        list_id: None,
        unsubscribe_url: None,
        unsubscribe_mailto: None,
        one_click: false,
        auto_submitted: true,
        from,
    };
    let message = letter.compose(&headers).map_err(|error| damaged(&error))?;
    Ok(NewLetter {
        id,
        kind: KIND,
        unique_key: format!("account {id}"),
        address: to.email.clone(),
        message_id: headers.message_id,
        message,
    })
}
