//! The summary itself: what may be shown, in words and figures, ready to be stored.

use serde::{Deserialize, Deserializer, Serialize};

use super::inputs::{CourseFacts, ItemBlock, NextAction, PastAction, SurveyVersion};
use super::people::People;
use super::quote::Quote;
use crate::scale::Scale;
use crate::small_numbers::{CategoryView, MinGroup};
use crate::turnout::RoundTurnout;

/// The frozen report of a course.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// The library service.
    pub library: String,
    pub programme: String,
    pub course: CourseFacts,
    /// The feedback survey.
    pub survey: SurveyVersion,
    /// The subject of the email.
    pub subject: String,
    /// The finding, in one sentence without a full stop.
    pub headline: String,
    /// Who answered, in one sentence.
    pub answered: String,
    /// The figures; none where too few people answered to show any.
    pub figures: Option<SummaryFigures>,
    /// The smallest group shown.
    pub min_group: MinGroup,
    /// When the figures were frozen.
    pub frozen: String,
    /// Whom the figures are of, where the course asked both sides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<People>,
    /// What the other side said, where the course asked both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other: Option<Box<OtherSide>>,
    /// What was said at the workshop, where it was written up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workshop: Option<Workshop>,
    /// What was put right since, the latest last. The figures above never change.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
}

/// What the other side said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OtherSide {
    /// Who they are.
    pub people: People,
    /// The survey that they were asked.
    pub survey: SurveyVersion,
    /// The finding, in one sentence without a full stop.
    pub headline: String,
    /// Who of them answered, in one sentence.
    pub answered: String,
    /// The figures; none where too few of them answered to show any.
    pub figures: Option<SummaryFigures>,
}

/// What was said at the workshop of a course.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workshop {
    /// What the room said most, most first: whole lines, with how many people where they are enough.
    pub said: Vec<String>,
    /// The address of the write-up.
    pub write_up: String,
}

/// Something put right after the summary was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// When: "3 June 2026".
    pub on: String,
    /// What was wrong and what holds.
    pub text: String,
}

impl Summary {
    /// The same summary with something put right, and other actions where those were wrong.
    #[must_use]
    pub fn corrected(mut self, correction: Correction, actions: Option<Vec<NextAction>>) -> Self {
        self.corrections.push(correction);
        if let (Some(figures), Some(actions)) = (&mut self.figures, actions) {
            figures.actions = actions;
        }
        self
    }

    /// Whether a manager has something to decide: nothing was agreed, or something agreed last time is overdue.
    pub fn needs_somebody(&self) -> bool {
        let needs = |figures: &SummaryFigures| {
            figures.actions.is_empty() || figures.past_actions.iter().any(|past| past.late)
        };
        self.figures.as_ref().is_some_and(needs)
    }

    /// The sides that it tells of, apart from what is said of the course as a whole: one, or library staff and partners.
    pub(super) fn sides(&self) -> Vec<(Option<People>, &str, Option<&SummaryFigures>)> {
        let mut sides = vec![(self.people, self.answered.as_str(), self.figures.as_ref())];
        if let Some(other) = &self.other {
            sides.push((Some(other.people), other.answered.as_str(), other.figures.as_ref()));
        }
        sides.sort_by_key(|(people, ..)| *people == Some(People::Partner));
        sides
    }

    /// Who answered, of every side.
    pub fn who_answered(&self) -> String {
        self.sides().iter().map(|(_, answered, _)| *answered).collect::<Vec<_>>().join(" ")
    }

    /// The same summary as far as it tells of one side; of a course that asks one side, all of it.
    #[must_use]
    pub fn of_side(mut self, people: People) -> Self {
        if let Some(other) = self.other.take_if(|other| other.people == people) {
            let OtherSide { people, survey, headline, answered, figures } = *other;
            (self.people, self.survey, self.headline) = (Some(people), survey, headline);
            (self.answered, self.figures) = (answered, figures);
        }
        self.other = None;
        self
    }

    /// Removes the quotes that `is_gone` says are deleted at their source, for good; in their place stands `on`,
    /// the day. Returns how many there were. Nothing else of the summary changes.
    pub fn remove_quotes(&mut self, on: &str, is_gone: impl Fn(&str) -> bool) -> usize {
        let Some(figures) = &mut self.figures else { return 0 };
        let mut count = 0;
        for quote in figures.quotes.iter_mut().chain(&mut figures.more_quotes) {
            if quote.words().is_some_and(&is_gone) {
                *quote = Quote::Removed { removed: on.to_owned() };
                count += 1;
            }
        }
        count
    }
}

/// Everything a summary says beyond who answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SummaryFigures {
    /// The finding in a sentence or two more, after who answered. May be empty.
    pub lead: String,
    /// The few figures that stand out.
    pub facts: Vec<HeadlineFact>,
    /// Which way confidence moved, as a clause; empty where nothing of it may be shown.
    pub moved: String,
    /// Confidence then and now.
    pub changes: Vec<ConfidenceChange>,
    /// The last course against this one, in a sentence.
    pub last_course: Option<String>,
    /// Offers against expectations, in either direction.
    pub blocks: Vec<ItemBlock>,
    /// The largest gaps, at most three.
    pub gaps: Vec<LargestGap>,
    /// One thing that goes well, in whole sentences.
    pub going_well: Option<String>,
    /// Comments on the first screen: two or three, as far as there is room.
    pub quotes: Vec<Quote>,
    /// The other released comments.
    pub more_quotes: Vec<Quote>,
    /// What happens next.
    #[serde(default, alias = "action", deserialize_with = "one_or_several")]
    pub actions: Vec<NextAction>,
    /// What became of the actions of the course before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub past_actions: Vec<PastAction>,
    /// What the trainers want to add.
    pub note: Option<String>,
    /// What people thought of the day.
    pub reactions: Vec<CourseReaction>,
    /// What limits the figures, in whole sentences.
    pub cautions: Vec<String>,
    /// The response rate in words.
    pub response_rate: Option<String>,
    /// How far people came, from the invitation to the last page.
    #[serde(default)]
    pub turnout: Option<RoundTurnout>,
}

/// Documents frozen by the first version hold one action, or none.
fn one_or_several<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<NextAction>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Stored {
        Several(Vec<NextAction>),
        One(NextAction),
    }
    Ok(match Option::deserialize(deserializer)? {
        None => Vec::new(),
        Some(Stored::One(action)) => vec![action],
        Some(Stored::Several(actions)) => actions,
    })
}

/// The label of the figure that says who answered.
pub(super) const ANSWERED: &str = "Answered";

/// A figure that stands out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadlineFact {
    /// "Answered"
    pub label: String,
    /// "12 of 15"
    pub value: String,
}

/// Confidence in one thing, then and now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConfidenceChange {
    /// The permanent key.
    pub key: String,
    pub label: String,
    /// The figures; none where they are too few to show.
    pub shown: Option<ShownChange>,
    /// Whether nobody answered both times.
    pub unanswered: bool,
}

/// The figures of a change that may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShownChange {
    /// Complete pairs.
    pub n: u64,
    /// Mean of then, 1 to 5.
    pub then: f64,
    /// Mean of now.
    pub now: f64,
    /// 95% interval of the mean change; none below ten pairs or without a spread.
    pub interval: Option<crate::stats::Interval>,
    /// People who went up.
    pub up: u64,
    /// People who stayed.
    pub same: u64,
    /// People who went down.
    pub down: u64,
    /// The mean of those who answered before the course.
    pub before: Option<SummaryMean>,
    /// The means of the last course.
    pub last: Option<LastChange>,
}

/// A mean with its number of answers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SummaryMean {
    /// Valid answers.
    pub n: u64,
    /// Their mean, 1 to 5.
    pub mean: f64,
}

/// Then and now at the last course.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LastChange {
    /// Complete pairs.
    pub n: u64,
    /// Mean of then.
    pub then: f64,
    /// Mean of now.
    pub now: f64,
}

/// One of the largest gaps, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LargestGap {
    /// The permanent key of the item.
    pub key: String,
    /// The item: "Bend our rules to fit what partners want".
    pub label: String,
    /// First how kinds of partner differ, where they do by a point or more: "Schools expect 4.5 but charities 2.1. "
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kinds: String,
    /// The side that expects: "Partners expect 4.2".
    pub expectation: String,
    /// Whether that is the library.
    pub library_expects: bool,
    /// The side that offers: "staff offer 2.7".
    pub offer: String,
    /// What it amounts to: "a clear gap of 1.5".
    pub reading: String,
    /// Last the mean of all answers, where kinds of partner count the same: " (all partners’ answers: 4.4)"
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub plain: String,
}

/// What people thought of one side of the day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CourseReaction {
    /// The permanent key.
    pub key: String,
    pub label: String,
    pub scale: Scale,
    /// Valid answers; 0 when nobody answered, none when suppressed.
    pub n: Option<u64>,
    /// "Don't know", where n is shown.
    pub dont_know: u64,
    /// "Does not apply", where n is shown.
    pub not_applicable: u64,
    /// The mean; none on a scale whose middle is best.
    pub mean: Option<f64>,
    /// People in the best place: the two highest answers, or the middle where that is best. None where n is not
    /// shown, and in some documents of an earlier version.
    pub best: Option<u64>,
    /// The answers, as finely as they are told.
    pub categories: CategoryView,
}
