//! A number from 0 to 10 between two labelled ends.

use rand::RngExt;

use super::{Behaviour, Counted, EntryPrompt, FileMember, Listed, Members, Respondent, Scales};
use crate::{Answer, ItemInput, Side, Text};

/// The highest point.
const HIGHEST: u32 = 10;

/// A point from 0 to 10, of which the ends alone are labelled. Answers are the number, counted one by one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale0To10 {
    /// What 0 is called.
    pub low: Text,
    /// What 10 is called.
    pub high: Text,
}

impl Listed for Scale0To10 {
    const CALLED: &'static str = "0 to 10";
    const MEMBERS: &'static [FileMember] = &[FileMember::Low, FileMember::High];

    fn from_members(members: Members) -> Result<Self, String> {
        let (Some(low), Some(high)) = (members.low, members.high) else {
            return Err("a scale from 0 to 10 needs `low` and `high`, the labels of its ends".to_owned());
        };
        Ok(Self { low, high })
    }
}

impl Behaviour for Scale0To10 {
    fn members(&self) -> Members {
        Members { low: Some(self.low.clone()), high: Some(self.high.clone()), ..Members::default() }
    }

    fn faults(&self, _: &dyn Scales, _: &[Side]) -> Vec<String> {
        let blank = self.low.has_blank() || self.high.has_blank();
        blank.then(|| "an end of its scale has no label".to_owned()).into_iter().collect()
    }

    fn values(&self, _: &dyn Scales, _: Side, language: &str) -> Vec<(String, String)> {
        let label = |point: u32| match point {
            0 => format!("0 – {}", self.low.in_language(language)),
            HIGHEST => format!("{HIGHEST} – {}", self.high.in_language(language)),
            between => between.to_string(),
        };
        (0..=HIGHEST).map(|point| (point.to_string(), label(point))).collect()
    }

    fn input(&self) -> ItemInput<'_> {
        ItemInput::Scale
    }

    fn counted(&self) -> Counted {
        Counted::Value
    }

    fn highest(&self) -> Option<u32> {
        Some(HIGHEST)
    }

    fn read(&self, sent: &[&str], question: &EntryPrompt<'_>) -> Result<Answer, String> {
        question.point(sent, 0..=HIGHEST)
    }

    fn sample(&self, person: &mut dyn Respondent) -> Option<Answer> {
        // The better of two throws: people mostly answer above the middle.
        let point = person.rng().random_range(0..=HIGHEST).max(person.rng().random_range(0..=HIGHEST));
        Some(Answer::Choice(point.to_string()))
    }

    fn described(&self, labels: &[String]) -> String {
        let ends = labels.first().zip(labels.last());
        ends.map(|(low, high)| format!("From {low} to {high}")).unwrap_or_default()
    }
}
