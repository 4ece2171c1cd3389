//! How many have answered a round: while it is open this is all that anybody is told. And what can be sent by hand to the
//! others, as its schedule tells it without a look at every person.

use common_ground_reports::wording;
use jiff::Timestamp;

use crate::{
    store::{Mailing, MailingKind, MailingState},
    survey::mailing::APART,
};

/// So many answers, of so many people on the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TurnoutLine {
    /// Responses stored.
    pub answered: u64,
    /// People invited by name; zero when there is no list.
    pub invited: u64,
}

impl TurnoutLine {
    /// “12 of 18 have answered”, while more may come.
    pub(crate) fn so_far(self) -> String {
        match self.answered {
            0 => "nobody has answered yet".to_owned(),
            1 if !self.has_list() => "1 person has answered".to_owned(),
            _ => format!("{} have answered", self.people()),
        }
    }

    /// “12 of 18 answered”, once it is over.
    pub(crate) fn in_the_end(self) -> String {
        match self.answered {
            0 => "nobody answered".to_owned(),
            _ => format!("{} answered", self.people()),
        }
    }

    /// Whether a share of the list can be told. An open link may bring more people than were on it.
    pub(crate) fn has_list(self) -> bool {
        self.invited > 0 && self.invited >= self.answered
    }

    /// What a button says that sends the next email by hand; none where nothing can go out now.
    pub(crate) fn by_hand(self, planned: &[Mailing], now: Timestamp) -> Option<&'static str> {
        if self.invited <= self.answered {
            return None;
        }
        if planned.iter().any(|one| one.kind == MailingKind::Invitation && one.state == MailingState::Planned)
        {
            return Some("Send the invitation");
        }
        let last = planned.iter().filter_map(|mailing| mailing.done_at).max()?;
        (last + APART <= now).then(|| next_reminder(planned)).flatten().map(|_| "Send a reminder")
    }

    fn people(self) -> String {
        if self.has_list() {
            return format!("{} of {}", wording::count(self.answered), wording::count(self.invited));
        }
        wording::counted(self.answered, "person", "people")
    }
}

/// The number of the planned reminder that would be brought forward, or of a new one.
pub(crate) fn next_reminder(planned: &[Mailing]) -> Option<i32> {
    let reminders = || planned.iter().filter(|mailing| mailing.kind == MailingKind::Reminder);
    let next = reminders().find(|mailing| mailing.state == MailingState::Planned).map(|mailing| mailing.seq);
    let new = reminders().map(|mailing| mailing.seq).max().unwrap_or(0) + 1;
    next.or((new <= MailingKind::MOST_REMINDERS).then_some(new))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_told_only_of_a_list_that_holds_everybody_who_answered() {
        let said = |answered, invited| TurnoutLine { answered, invited }.so_far();
        assert_eq!(said(12, 18), "12 of 18 have answered");
        assert_eq!(said(1, 18), "1 of 18 have answered");
        assert_eq!(said(19, 18), "19 people have answered");
        assert_eq!(said(1, 0), "1 person has answered");
        assert_eq!(said(0, 18), "nobody has answered yet");
        assert_eq!(TurnoutLine { answered: 1, invited: 0 }.in_the_end(), "1 person answered");
    }
}
