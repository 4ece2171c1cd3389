//! The email by which an administrator sees whether emails leave.

use jiff::Timestamp;
use uuid::Uuid;

use super::{
    Sender,
    compose::{UnsentEmail, Unwritten},
};
use crate::mail::{Mailbox, RenderedEmail};

/// The bytes of a test email of a programme, whose site is at `site`.
pub fn compose(
    sender: &Sender,
    to: Mailbox,
    programme: &str,
    site: &str,
    now: Timestamp,
) -> Result<Vec<u8>, Unwritten> {
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
