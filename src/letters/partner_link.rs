//! The email with a link to a partner's own page.

use jiff::Timestamp;
use uuid::Uuid;

use super::{Sender, plain::EmailFrame};
use crate::store::{Contact, NewLetter, Result};

/// What these emails are called in the outbox: like those about accounts they hold a link that lets somebody in, so their
/// words are thrown away as soon as they have left.
const KIND: &str = super::account::KIND;

/// Makes the email to a contact, ready to be queued.
pub fn compose(
    sender: &Sender,
    to: &Contact,
    (library, partner): (&str, &str),
    link: &str,
    now: Timestamp,
) -> Result<NewLetter> {
    let id = Uuid::new_v4();
    let words = EmailFrame {
        subject: format!("Your page: {library} and {partner}"),
        sentences: vec![format!(
            "Here is the link to the page about how {library} and {partner} work together: what you have agreed, and what \
             is waiting for you."
        )],
        button: "Open the page",
        after: vec![
            "The link works for 30 days. Please don’t pass it on: whoever has it sees the page.".to_owned(),
            "If you didn’t ask for this, you can ignore it.".to_owned(),
        ],
    };
    words.queued(sender, KIND, (id, format!("partner link {id}")), (&to.name, &to.email), link, now)
}
