//! Emails about what administrators set: the test of the email server, and a webhook that doesn’t work.

use jiff::Timestamp;
use uuid::Uuid;

use super::{
    Sender,
    compose::{UnsentEmail, Unwritten},
    plain::EmailFrame,
};
use crate::{
    mail::{Mailbox, RenderedEmail},
    store::{NewLetter, Person, Result, Webhook},
};

/// What emails about webhooks are called in the outbox.
const WEBHOOK: &str = "webhook";

/// The email by which an administrator sees whether emails leave: the bytes of a test email of a programme, whose site is at
/// `site`.
pub fn test_email(
    sender: &Sender,
    to: Mailbox,
    programme: &str,
    site: &str,
    now: Timestamp,
) -> std::result::Result<Vec<u8>, Unwritten> {
    let host = sender.from.address().domain();
    let letter = RenderedEmail {
        subject: format!("Test email from {programme}"),
        text: format!(
            "You asked for this email in the settings of {programme}.\n\nIf you can read it, emails are delivered. If it \
             was in your spam folder, ask whoever runs your email to let emails from {host} through.\n\n{site}\n",
        ),
        ..RenderedEmail::default()
    };
    let written = UnsentEmail { kind: "test", id: Uuid::new_v4(), to, letter, series: None };
    Ok(written.compose(sender, now)?.message)
}

/// The email to whoever added a webhook that has taken nothing for days, ready to be queued.
pub fn webhook_failing(
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
    words.queued(sender, WEBHOOK, key, (&to.name, &to.email), link, now)
}
