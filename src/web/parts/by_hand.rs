//! What can be sent by hand about a round, as its schedule tells it without a look at every person.

use jiff::Timestamp;

use crate::{
    store::mailings::{Mailing, MailingKind, MailingState},
    survey::mailing::APART,
    web::parts::turnout::TurnoutLine,
};

/// What a button says that sends the next email; none where nothing can go out now.
pub(crate) fn label(planned: &[Mailing], turnout: TurnoutLine, now: Timestamp) -> Option<&'static str> {
    if turnout.invited <= turnout.answered {
        return None;
    }
    if planned.iter().any(|one| one.kind == MailingKind::Invitation && one.state == MailingState::Planned) {
        return Some("Send the invitation");
    }
    let last = planned.iter().filter_map(|mailing| mailing.done_at).max()?;
    (last + APART <= now).then(|| next_reminder(planned)).flatten().map(|_| "Send a reminder")
}

/// The number of the planned reminder that would be brought forward, or of a new one.
pub(crate) fn next_reminder(planned: &[Mailing]) -> Option<i32> {
    let reminders = || planned.iter().filter(|mailing| mailing.kind == MailingKind::Reminder);
    let next = reminders().find(|mailing| mailing.state == MailingState::Planned).map(|mailing| mailing.seq);
    let new = reminders().map(|mailing| mailing.seq).max().unwrap_or(0) + 1;
    next.or((new <= MailingKind::MOST_REMINDERS).then_some(new))
}
