//! The email to whoever added a webhook that has taken nothing for days.

use jiff::Timestamp;
use uuid::Uuid;

use super::{Sender, plain::EmailFrame};
use crate::store::{NewLetter, Person, Result, Webhook};

/// What these emails are called in the outbox.
const KIND: &str = "webhook";

/// Makes it, ready to be queued.
pub fn compose(
    sender: &Sender,
    webhook: &Webhook,
    to: &Person,
    link: &str,
    now: Timestamp,
) -> Result<NewLetter> {
    let words = EmailFrame {
        subject: format!("A webhook doesn’t work: {}", webhook.name),
        sentences: vec![
            format!("“{}” at {} has taken nothing for three days.", webhook.name, webhook.host),
            "If that doesn’t change, we’ll switch it off tomorrow. You can switch it on again at any time."
                .to_owned(),
        ],
        button: "See what it answered",
        after: Vec::new(),
    };
    let since = webhook.failing_since.unwrap_or(now);
    let key = (Uuid::new_v4(), format!("webhook {} {since} {}", webhook.id, to.id));
    words.queued(sender, KIND, key, (&to.name, &to.email), link, now)
}
