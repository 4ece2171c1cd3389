//! The numbers that privacy notices promise. A promise that was made stays: whoever answered while a notice said
//! “groups of 10” or “12 months” is protected by these, whatever is set afterwards.

use common_ground_reports::small_numbers::MinGroup;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Days from the close of a round until its invitations go.
pub const INVITATION_DAYS: u32 = 30;
/// Months from the close of a round until its comments go.
pub const COMMENT_MONTHS: u32 = 12;
/// Months from the close of a round until its single answers go; the tallies stay.
pub const ANSWER_MONTHS: u32 = 24;
/// Days for which backups are kept.
pub const BACKUP_DAYS: u32 = 35;
/// The smallest group that protects people at all.
pub const SMALLEST_GROUP: u32 = MinGroup::FLOOR;

/// What notices promise in numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Promises {
    /// The smallest group whose figures are shown.
    pub min_group: u32,
    /// Days from the close of a round until the list of who was invited goes.
    pub invitation_days: u32,
    /// Months from the close until comments go.
    pub comment_months: u32,
    /// Months from the close until single answers go.
    pub answer_months: u32,
    /// Days for which backups are kept.
    pub backup_days: u32,
}

impl Default for Promises {
    fn default() -> Self {
        Self {
            min_group: SMALLEST_GROUP,
            invitation_days: INVITATION_DAYS,
            comment_months: COMMENT_MONTHS,
            answer_months: ANSWER_MONTHS,
            backup_days: BACKUP_DAYS,
        }
    }
}

impl Promises {
    /// Of two promises the one that protects people more, number by number.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            min_group: self.min_group.max(other.min_group),
            invitation_days: self.invitation_days.min(other.invitation_days),
            comment_months: self.comment_months.min(other.comment_months),
            answer_months: self.answer_months.min(other.answer_months),
            backup_days: self.backup_days.min(other.backup_days),
        }
    }
}

/// Promises that held until a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    /// Unix milliseconds of the change.
    pub until: i64,
    /// What was promised before it.
    pub promises: Promises,
}

/// What holds for answers asked for since `opened`: of everything promised from then on, what protects most.
pub fn holding(now: Promises, earlier: &[Earlier], opened: Timestamp) -> Promises {
    let made = earlier.iter().filter(|earlier| earlier.until > opened.as_millisecond());
    made.fold(now, |promises, earlier| promises.and(earlier.promises))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_was_promised_more_keeps_it_and_who_comes_later_gets_what_is_set() {
        let strict = Promises { min_group: 10, answer_months: 6, ..Promises::default() };
        let earlier = [Earlier { until: 1_000, promises: strict }];
        let at = |ms| Timestamp::from_millisecond(ms).unwrap();
        let before = holding(Promises::default(), &earlier, at(999));
        assert_eq!((before.min_group, before.answer_months, before.comment_months), (10, 6, COMMENT_MONTHS));
        assert_eq!(holding(Promises::default(), &earlier, at(1_000)), Promises::default());
    }

    #[test]
    fn what_is_made_stricter_holds_for_everybody() {
        let strict = Promises { min_group: 8, backup_days: 7, ..Promises::default() };
        let earlier = [Earlier { until: 1_000, promises: Promises::default() }];
        assert_eq!(holding(strict, &earlier, Timestamp::UNIX_EPOCH), strict);
    }
}
