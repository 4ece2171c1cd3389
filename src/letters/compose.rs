//! The headers of every email, and its bytes.

use jiff::Timestamp;
use url::Url;
use uuid::Uuid;

use super::Sender;
use crate::{
    mail::{ComposeError, Headers, Mailbox, RenderedEmail},
    store::{NewLetter, StoreError},
};

/// An email whose words are written and that has only its headers to get.
pub(super) struct UnsentEmail {
    /// What it is, as the outbox calls it.
    pub kind: &'static str,
    /// What its message id is made of: the same whenever the same email is made again.
    pub id: Uuid,
    /// Its one recipient.
    pub to: Mailbox,
    pub letter: RenderedEmail,
    /// What a person can stop of it, where there is something to stop.
    pub series: Option<Series>,
}

/// Emails of a kind that go on until somebody stops them.
pub(super) struct Series {
    /// Its name in `List-Id`, before the domain.
    pub name: &'static str,
    /// The page that stops them.
    pub stop: String,
    /// Whether that page stops them without a question.
    pub at_once: bool,
}

pub(super) struct Composed {
    /// `kind-id@domain of the sender`.
    pub message_id: String,
    pub message: Vec<u8>,
}

impl UnsentEmail {
    pub(super) fn compose(self, sender: &Sender, now: Timestamp) -> Result<Composed, Unwritten> {
        let message_id = message_id(self.kind, self.id, sender);
        let host = sender.from.address().domain();
        let stop = self.series.as_ref().map(|series| Url::parse(&series.stop)).transpose()?;
        let headers = Headers {
            message_id,
            list_id: self.series.as_ref().map(|series| format!("{}.{host}", series.name)),
            unsubscribe_url: stop,
            unsubscribe_mailto: None,
            one_click: self.series.is_some_and(|series| series.at_once),
            from: sender.from.clone(),
            reply_to: Some(sender.reply_to.clone()),
            to: self.to,
            date: now,
            auto_submitted: true,
        };
        let message = self.letter.compose(&headers)?;
        Ok(Composed { message_id: headers.message_id, message })
    }

    /// The same, ready to be queued as the letter `id` to `address`, which is how the recipient's address is kept, under
    /// a key that makes it this email and no other.
    pub(super) fn queued(
        self,
        sender: &Sender,
        id: Uuid,
        address: String,
        unique_key: String,
        now: Timestamp,
    ) -> Result<NewLetter, StoreError> {
        let kind = self.kind;
        let Composed { message_id, message } = self.compose(sender, now).map_err(|error| damaged(&error))?;
        Ok(NewLetter { id, kind, unique_key, address, message_id, message })
    }
}

/// The message id of the email `id` of a kind.
pub(super) fn message_id(kind: &str, id: Uuid, sender: &Sender) -> String {
    format!("{kind}-{id}@{}", sender.from.address().domain())
}

/// Why an email has no bytes.
#[derive(Debug, thiserror::Error)]
pub enum Unwritten {
    /// A header or a part of the body.
    #[error(transparent)]
    Parts(#[from] ComposeError),
    /// The link that stops such emails.
    #[error("the stop link: {0}")]
    Stop(#[from] url::ParseError),
}

/// An email that cannot be made from what is stored.
pub(super) fn damaged(reason: &dyn std::fmt::Display) -> StoreError {
    StoreError::Damaged(format!("an email could not be composed: {reason}"))
}
