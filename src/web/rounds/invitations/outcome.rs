//! What became of the email to each person, in words.

use common_ground_reports::wording;
use jiff::tz::TimeZone;

use crate::{
    mail,
    store::{
        EmailRecord, EmailState, InvitationCounts, InvitedRecipient, LeftOut, MailingKind, bounces::Blocked,
    },
    web::parts::format,
};

/// “18 people are invited: 12 invitations were sent, 4 are waiting, 2 failed”
pub(crate) fn heading(counts: &InvitationCounts) -> String {
    if counts.invited == 0 {
        return "Nobody is on the list yet".to_owned();
    }
    let verb = if counts.invited == 1 { "is" } else { "are" };
    let who = format!("{} {verb} invited", wording::counted(counts.invited, "person", "people"));
    let mut parts = Vec::new();
    if counts.sent > 0 {
        let verb = if counts.sent == 1 { "was" } else { "were" };
        parts.push(format!("{} {verb} sent", wording::counted(counts.sent, "invitation", "invitations")));
    }
    if counts.saved > 0 {
        let verb = if counts.saved == 1 { "was" } else { "were" };
        let saved = wording::counted(counts.saved, "invitation", "invitations");
        parts.push(format!("{saved} {verb} saved as files, not sent"));
    }
    if counts.waiting > 0 {
        let verb = if counts.waiting == 1 { "is" } else { "are" };
        parts.push(format!("{} {verb} waiting", wording::count(counts.waiting)));
    }
    parts.extend((counts.failed > 0).then(|| format!("{} failed", wording::count(counts.failed))));
    if parts.is_empty() {
        format!("{who}, no invitations sent yet")
    } else {
        format!("{who}: {}", parts.join(", "))
    }
}

/// The latest letter, or the latest invitation alone: that a reminder was written tells that somebody had not answered.
fn latest(one: &InvitedRecipient, invitations_only: bool) -> Option<&EmailRecord> {
    one.letters.iter().rev().find(|letter| !invitations_only || letter.kind == MailingKind::Invitation)
}

/// What became of the letter to one person, as a sentence.
pub(crate) fn of(one: &InvitedRecipient, anonymous: bool, zone: &TimeZone) -> String {
    match &one.left_out {
        Some(LeftOut::NoAddress) => return "No email address, so no invitation can be sent.".to_owned(),
        Some(LeftOut::Stopped) => return "Unsubscribed.".to_owned(),
        Some(LeftOut::Blocked(Blocked::Hard(status))) => {
            return format!("Emails bounce ({status}): correct the address.");
        }
        Some(LeftOut::Blocked(Blocked::Hold)) => {
            return "On hold: three emails in 30 days could not be delivered.".to_owned();
        }
        Some(LeftOut::Absent) => return "Did not come, so gets no emails.".to_owned(),
        _ if one.used && !anonymous => return "Has answered.".to_owned(),
        _ => {}
    }
    let Some(letter) = latest(one, anonymous) else { return "Not invited yet.".to_owned() };
    let what = match letter.kind {
        MailingKind::Invitation => "The invitation",
        MailingKind::Reminder => "The reminder",
    };
    let at = |at| format::day_and_time(at, zone);
    match letter.state {
        EmailState::Queued => format!("{what} is waiting to be sent."),
        EmailState::Sending => format!("{what} is being sent."),
        EmailState::Sent if mail::is_file(&letter.result) => {
            format!("{what} was saved as a file, not sent.")
        }
        EmailState::Sent => letter
            .sent_at
            .map_or_else(|| format!("{what} was sent."), |sent| format!("{what} was sent on {}.", at(sent))),
        EmailState::Deferred => {
            format!("{what} will be tried again on {}: {}", at(letter.next_at), letter.result)
        }
        EmailState::Failed => format!("{what} failed: {}", letter.result),
        // Why could tell that they had answered.
        EmailState::Cancelled if anonymous => format!("{what} was not sent."),
        EmailState::Cancelled => format!("{what} was not sent: {}.", letter.result),
    }
}

/// Whether a person may send the invitation to somebody by hand: it never left, or nobody knows whether it did.
pub(crate) fn may_be_sent(one: &InvitedRecipient, anonymous: bool) -> bool {
    let wanted = match one.left_out {
        Some(
            LeftOut::NoAddress | LeftOut::Stopped | LeftOut::Blocked(_) | LeftOut::Expired | LeftOut::Absent,
        ) => false,
        Some(LeftOut::Answered) => anonymous,
        Some(LeftOut::Written | LeftOut::JustInvited) | None => true,
    };
    let latest = latest(one, anonymous).map(|letter| letter.state);
    wanted && matches!(latest, None | Some(EmailState::Failed | EmailState::Cancelled))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use jiff::Timestamp;

    fn somebody(used: bool, letters: &[(MailingKind, EmailState)]) -> InvitedRecipient {
        let letters = letters.iter().map(|(kind, state)| EmailRecord {
            id: Uuid::nil(),
            kind: *kind,
            seq: 1,
            state: *state,
            next_at: Timestamp::UNIX_EPOCH,
            sent_at: Some(Timestamp::UNIX_EPOCH),
            result: "no longer needed".to_owned(),
        });
        InvitedRecipient {
            invitation: Uuid::nil(),
            contact: Uuid::nil(),
            name: "Dana".to_owned(),
            email: "dana@home.example.org".to_owned(),
            used,
            left_out: used.then_some(LeftOut::Answered),
            letters: letters.collect(),
        }
    }

    #[test]
    fn whoever_has_answered_an_anonymous_survey_looks_like_whoever_has_not() {
        let reminded =
            [(MailingKind::Invitation, EmailState::Sent), (MailingKind::Reminder, EmailState::Sent)];
        let not_needed =
            [(MailingKind::Invitation, EmailState::Sent), (MailingKind::Reminder, EmailState::Cancelled)];
        let told = |one: &InvitedRecipient| (of(one, true, &TimeZone::UTC), may_be_sent(one, true));
        let silent = told(&somebody(false, &reminded));
        assert_eq!(told(&somebody(true, &reminded[..1])), silent);
        assert_eq!(told(&somebody(true, &not_needed)), silent);
        let lost = [(MailingKind::Invitation, EmailState::Failed)];
        assert_eq!(told(&somebody(true, &lost)), told(&somebody(false, &lost)));
        assert_eq!(of(&somebody(true, &reminded[..1]), false, &TimeZone::UTC), "Has answered.");
    }
}
