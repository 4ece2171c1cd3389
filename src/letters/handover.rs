//! The email to a contact who takes over from another, with the page of what was agreed.

use jiff::Timestamp;
use uuid::Uuid;

use super::{Sender, plain::EmailFrame};
use crate::store::{Contact, NewLetter, Result};

/// What these emails are called in the outbox: they hold a link that lets somebody in, so their words are thrown away as soon
/// as they have left.
const KIND: &str = super::account::KIND;

/// Makes the email to the successor, ready to be queued.
pub fn compose(
    sender: &Sender,
    to: &Contact,
    (library, partner): (&str, &str),
    former: Option<&str>,
    link: &str,
    now: Timestamp,
) -> Result<NewLetter> {
    let id = Uuid::new_v4();
    let from = former.map(|name| format!(" from {name}")).unwrap_or_default();
    let words = EmailFrame {
        subject: format!("You’re now our contact: {library} and {partner}"),
        sentences: vec![
            format!("You’ve taken over{from} as the contact of {library} at {partner}."),
            "One page says what we’ve agreed, how it’s going and what has been promised. Please read it, and say line by \
             line whether it’s still right."
                .to_owned(),
        ],
        button: "See what we’ve agreed",
        after: vec![
            "The link works for 30 days and needs no password. Please don’t pass it on: whoever has it sees the page."
                .to_owned(),
            "If this isn’t right, please tell the library.".to_owned(),
        ],
    };
    words.queued(sender, KIND, (id, format!("handover {id}")), (&to.name, &to.email), link, now)
}
