//! Answers as counts: what one response adds to the tallies of its round, and reading the sums back.
//!
//! | item | value | counted |
//! |---|---|---|
//! | (empty) | `response` | responses |
//! | `<item>` | `1` to `5` | a rating |
//! | `<item>` | an option key, or the number of a point | a single choice, a point of a scale of its own or of 0 to 10 |
//! | `<item>` | `na`, `not_shown`, `pns`, `dk`, `skipped` | any item without a value |
//! | `<item>` | `answered` | a number, date or text |
//! | `<item>/<option>` | `1` or `0` | an option of a multiple choice, chosen or not |
//! | `<item>/<option>` | `1`, `2`, … or `0` | the place of an option in a ranking; `0` is unranked |
//! | `<left>\|<right>` | `3>4` | a pair of ratings, both valid |
//! | `<score>#total` | the total | a complete row of a score |
//! | `<score>#<item>` | `1` to `5` | an item in complete rows of a score |

mod plan;
mod sums;
#[cfg(test)]
pub(super) mod tests;

use std::collections::BTreeMap;

use super::{Answers, Survey};

pub use self::{plan::TallyPlan, sums::Tally};

/// The sums of each group, by its key.
pub type Groups = BTreeMap<String, Tally>;

/// One thing that a response adds to the tallies of its round, to be counted once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CountedValue {
    /// The item, or what else is counted, as the table above has it; empty for the response as a whole.
    pub item: String,
    pub value: String,
}

impl CountedValue {
    /// A value of an item.
    pub fn new(item: impl Into<String>, value: impl Into<String>) -> Self {
        Self { item: item.into(), value: value.into() }
    }
}

/// What is counted for a response as a whole.
pub const RESPONSE: &str = "response";
/// What is counted for a response with at least 80% of its ratings settled.
pub const COMPLETE: &str = "complete";
/// The same for 50 to 79%.
pub const PARTIAL: &str = "partial";
/// The same for less.
pub const BREAK_OFF: &str = "break_off";
/// What is counted for a number, date or text.
pub const ANSWERED: &str = "answered";

/// What one response adds. Whoever counts many responses makes a [`TallyPlan`] once.
pub fn tallies(survey: &Survey, answers: &Answers) -> Vec<CountedValue> {
    TallyPlan::of_survey(survey).tallies(answers)
}

/// The tally name of an option.
pub fn option_item(item: &str, option: &str) -> String {
    format!("{item}/{option}")
}

/// The tally name of a pair.
pub fn pair_item(left: &str, right: &str) -> String {
    format!("{left}|{right}")
}

/// The tally name of an item in a score, or of its total.
pub fn score_item(score: &str, item: &str) -> String {
    format!("{score}#{item}")
}

/// What stands for the sum in a score's tallies.
pub(super) const TOTAL: &str = "total";
