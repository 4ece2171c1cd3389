//! Confidence then and now in the same people, as the input of reports.

use common_ground_reports::summary::inputs::Confidence;

use super::Answered;
use crate::survey::text::ENGLISH;

/// What stands after an aim where people say how confident they are now, and how confident they were.
const NOW: &str = "__now";
const THEN: &str = "__then";

/// One entry for each aim of the survey at the end of a course, with what was answered before the course where that was
/// asked.
pub fn confidence(answered: &Answered, before: Option<&Answered>) -> Vec<Confidence> {
    let aims = answered.survey.aims().into_iter();
    aims.map(|aim| {
        let now = format!("{aim}{NOW}");
        let item = answered.survey.item(&now);
        let label = item.map(|item| item.label.in_language(ENGLISH).to_owned());
        let topic =
            item.and_then(|item| item.topic.as_ref()).map(|topic| topic.in_language(ENGLISH).to_owned());
        Confidence {
            key: aim.to_owned(),
            label: label.unwrap_or_else(|| aim.to_owned()),
            topic: topic.unwrap_or_default(),
            pairs: answered.pairs(&format!("{aim}{THEN}"), &now),
            before: before.map(|before| before.counts(aim)),
        }
    })
    .collect()
}
