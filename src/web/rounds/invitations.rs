//! The emails of a round: who is invited, what became of the email to each, and what can be done about it. Of an
//! anonymous round nothing is told from which one could know whether a person has answered.

pub(crate) mod by_hand;
pub(crate) mod index;
pub(crate) mod outcome;
pub(crate) mod preview;
pub(crate) mod schedule;
pub(crate) mod send;
pub(crate) mod send_one;
pub(crate) mod test;
pub(crate) mod text;

use crate::store::{Mailing, MailingKind};

/// “the second reminder”
fn name(mailing: &Mailing) -> &'static str {
    match (mailing.kind, mailing.seq) {
        (MailingKind::Invitation, 1) => "the invitation",
        (MailingKind::Invitation, _) => "the invitation of people added later",
        (MailingKind::Reminder, 1) => "the first reminder",
        (MailingKind::Reminder, _) => "the second reminder",
    }
}
