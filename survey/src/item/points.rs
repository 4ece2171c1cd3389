//! A point of a scale of the question's own, each point with its label.

use rand::RngExt;

use super::{Behaviour, Counted, EntryPrompt, FileMember, Listed, Members, Respondent, Scales};
use crate::{Answer, ItemInput, Side, Text};

/// The fewest and the most points.
const POINTS: std::ops::RangeInclusive<usize> = 2..=7;

/// One of two to seven labelled points. Answers are the number of the point, from 1; they are counted one by one, and
/// have no mean: how far apart the points are is for whoever worded them to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Points {
    /// What the points are called, lowest first.
    pub labels: Vec<Text>,
}

impl Listed for Points {
    const CALLED: &'static str = "A scale of your own";
    const MEMBERS: &'static [FileMember] = &[FileMember::Labels];

    fn from_members(members: Members) -> Result<Self, String> {
        Ok(Self { labels: members.labels.ok_or("a scale of its own needs its `labels`")? })
    }
}

impl Behaviour for Points {
    fn members(&self) -> Members {
        Members { labels: Some(self.labels.clone()), ..Members::default() }
    }

    fn faults(&self, _: &dyn Scales, _: &[Side]) -> Vec<String> {
        let mut reasons = Vec::new();
        if !POINTS.contains(&self.labels.len()) {
            reasons.push(format!("a scale has {} to {} points", POINTS.start(), POINTS.end()));
        }
        if self.labels.iter().any(Text::has_blank) {
            reasons.push("a point of its scale has no label".to_owned());
        }
        let repeated = |(at, label): (usize, &Text)| self.labels[..at].contains(label);
        if self.labels.iter().enumerate().any(repeated) {
            reasons.push("two points of its scale have the same label".to_owned());
        }
        reasons
    }

    fn values(&self, _: &dyn Scales, _: Side, language: &str) -> Vec<(String, String)> {
        let labels = self.labels.iter().map(|label| label.in_language(language).to_owned());
        (1..).zip(labels).map(|(point, label): (usize, String)| (point.to_string(), label)).collect()
    }

    fn input(&self) -> ItemInput<'_> {
        ItemInput::Scale
    }

    fn counted(&self) -> Counted {
        Counted::Value
    }

    fn read(&self, sent: &[&str], question: &EntryPrompt<'_>) -> Result<Answer, String> {
        question.point(sent, 1..=u32::try_from(self.labels.len()).unwrap_or(u32::MAX))
    }

    fn sample(&self, person: &mut dyn Respondent) -> Option<Answer> {
        Some(Answer::Choice(person.rng().random_range(1..=self.labels.len()).to_string()))
    }

    fn described(&self, labels: &[String]) -> String {
        labels.join(" · ")
    }
}
