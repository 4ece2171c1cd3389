//! What a summary is written from: plain words and tallies, whoever collected them.

use serde::{Deserialize, Serialize};

use super::people::People;
use super::quote::Quote;
use crate::compare::Comparison;
use crate::counts::Counts;
use crate::scale::Scale;
use crate::small_numbers::MinGroup;
use crate::stats::paired::PairCounts;
use crate::turnout::RoundTurnout;

/// Everything known about a course at the moment its summary is frozen. It may hold figures that must not be
/// shown; [`super::Summary::write`] leaves them out.
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs {
    /// The library service: "Newham Libraries".
    pub library: String,
    /// The programme: "Welcome to reading, 2026".
    pub programme: String,
    pub course: CourseFacts,
    /// Whose answers these are, where the course asks both sides.
    pub people: Option<People>,
    /// People who came, where somebody counted.
    pub came: Option<u64>,
    /// People who answered the feedback survey.
    pub answered: u64,
    /// How far people came in the feedback survey, with the response rate where there is one.
    pub turnout: Option<RoundTurnout>,
    /// The feedback survey.
    pub survey: SurveyVersion,
    /// Confidence, one entry for each aim of the course.
    pub confidence: Vec<Confidence>,
    /// What people thought of the day.
    pub reactions: Vec<Reaction>,
    /// The comparison of offers and expectations, at most one for each direction.
    pub blocks: Vec<ItemBlock>,
    /// The course before this one.
    pub previous: Option<Previous>,
    /// Comments that a person has read and released, the best first.
    pub quotes: Vec<Quote>,
    /// What was agreed, the most important first.
    pub actions: Vec<NextAction>,
    /// What became of the actions of the course before, in their order.
    pub past_actions: Vec<PastAction>,
    /// What the trainers want to add; blank lines part paragraphs.
    pub note: Option<String>,
    /// Who is missing from the answers, in whole sentences.
    pub absent: Vec<String>,
    /// The smallest group shown.
    pub min_group: MinGroup,
    /// When the figures were frozen: "24 May 2026, 09:00".
    pub frozen: String,
}

/// The course, as people speak of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourseFacts {
    /// Its full title: "Pilot course 3".
    pub title: String,
    /// Its title in a subject line: "Course 3".
    pub short_title: String,
    /// Where it was: "Stratford Library".
    pub place: String,
    /// Where it was, in a subject line: "Newham".
    pub short_place: String,
    /// When: "14 May 2026".
    pub date: String,
    /// When, in a subject line: "14 May".
    pub day: String,
}

/// One version of a survey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveyVersion {
    /// Its title: "How was the course?".
    pub title: String,
    pub version: u32,
}

/// Confidence in one thing, then and now, in the same people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confidence {
    /// The permanent key: `conf_initiative`.
    pub key: String,
    /// Its label: "Set up and chair a first meeting".
    pub label: String,
    /// What it is about in a few words that fit after "confident about": "setting up a first meeting". May be
    /// empty.
    pub topic: String,
    /// Then and now of the people who answered both. Whatever else is shown of either is of these people too.
    pub pairs: PairCounts,
    /// Answers before the course, where they were asked for.
    pub before: Option<Counts>,
}

/// What people thought of one side of the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reaction {
    /// The permanent key: `react_useful`.
    pub key: String,
    /// Its label: "Useful".
    pub label: String,
    /// Its scale. A scale whose middle is best is never averaged.
    pub scale: Scale,
    /// The answers.
    pub counts: Counts,
}

/// Offers against expectations, in one direction.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ItemBlock {
    /// The comparison, which holds only what may be shown.
    pub comparison: Comparison,
    /// The scale of both sides.
    pub scale: Scale,
    /// When the answers were given: "April to May 2026". May be empty.
    pub window: String,
    /// The surveys that were asked, the offering side's first. May be empty.
    pub surveys: Vec<SurveyVersion>,
    /// How partner kinds are called in tables, by key: ("school", "Schools").
    pub kinds: Vec<(String, String)>,
    /// The response rate of each survey, 0 to 1, the offering side's first; none where there is none.
    #[serde(default)]
    pub response_rates: [Option<f64>; 2],
}

/// The course before this one. It is compared only where the survey is the same, and only items with at least
/// ten pairs then and now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Previous {
    /// How it is called: "Course 2, 2 April".
    pub name: String,
    /// The survey it used.
    pub survey: SurveyVersion,
    /// Its confidence items.
    pub confidence: Vec<Confidence>,
}

/// Something that happens next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextAction {
    /// What is done.
    pub what: String,
    /// Who does it.
    pub who: String,
    /// By when: "30 June".
    pub by: String,
    /// Where it came from, as a sentence: "From the workshop". Mostly empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub from: String,
}

/// Something that was agreed after the course before this one, as it stood when the summary was frozen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastAction {
    /// What was agreed.
    pub action: NextAction,
    /// When it was done: "3 June 2026"; none while it is not.
    pub done_on: Option<String>,
    /// Whether it is not done although its day is over.
    pub late: bool,
    /// What became of it where nothing is left to do and it is not all done: "Partly done on 3 June 2026"; and a sentence
    /// about it, which may be empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<(String, String)>,
}

/// Something that was said at a workshop, and how many people gave it a dot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DottedCard {
    /// In the words of the write-up.
    pub words: String,
    /// People; none where nobody voted.
    pub people: Option<u64>,
}
