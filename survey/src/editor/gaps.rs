//! What a draft still needs before it can be published, in the words of its pages.

use std::fmt::Write;

use common_ground_reports::wording;

use crate::{Side, Survey, Wording};

/// Something to add or to put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingPart {
    /// Where.
    pub about: SurveyPart,
    /// What to do: “Enter the heading”.
    pub what: String,
}

/// The part of a survey that something is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SurveyPart {
    /// The survey as a whole.
    Survey,
    /// Its title and introduction.
    Words,
    /// A section, from 0.
    Section(usize),
    /// An item, by its key.
    Item(String),
}

/// Everything that stands between a draft and its publication, in the order of the survey.
pub fn gaps(survey: &Survey) -> Vec<MissingPart> {
    let mut gaps = Vec::new();
    let mut gap = |about: SurveyPart, what: String| gaps.push(MissingPart { about, what });
    if !survey.title.is_worded(&survey.sides) {
        gap(SurveyPart::Words, "Enter the title".to_owned());
    }
    if !survey.intro.is_worded(&survey.sides) {
        gap(SurveyPart::Words, "Enter what people read before the first question".to_owned());
    }
    if survey.items().next().is_none() {
        gap(SurveyPart::Survey, "Add a question".to_owned());
    }
    for (at, section) in survey.sections.iter().enumerate() {
        let sides: Vec<Side> =
            survey.sides.iter().copied().filter(|s| section.items.iter().any(|i| i.is_on(*s))).collect();
        let number = at + 1;
        if section.items.is_empty() && survey.items().next().is_some() {
            gap(
                SurveyPart::Section(at),
                format!("Add a question to section {number}, or remove the section"),
            );
        }
        let is_worded = |wording: &Wording| wording.is_worded(&sides);
        if !is_worded(&section.title) {
            gap(SurveyPart::Section(at), format!("Enter the heading of section {number}"));
        }
        if section.stem.as_ref().is_some_and(|stem| !is_worded(stem)) {
            gap(SurveyPart::Section(at), format!("Enter the opening words of section {number}"));
        }
    }
    for fault in survey.faults() {
        match &fault.item {
            Some(key) => gap(SurveyPart::Item(key.clone()), in_words(survey, &fault.reason)),
            None if is_told(&fault.reason) => {}
            None => gap(SurveyPart::Survey, in_words(survey, &fault.reason)),
        }
    }
    gaps
}

/// Whether a fault of the whole survey is told above by its place.
fn is_told(reason: &str) -> bool {
    let told = ["the title ", "the introduction ", "a survey needs a section", "the stem of section "];
    told.iter().any(|told| reason.starts_with(told))
        || (reason.starts_with("section ") && reason.ends_with("has no items"))
}

/// A reason of the checker with labels in place of keys, and words in place of the names in files.
pub fn in_words(survey: &Survey, reason: &str) -> String {
    let mut said = String::new();
    for (at, part) in reason.split('`').enumerate() {
        if at % 2 == 0 {
            said.push_str(part);
            continue;
        }
        match part {
            "show_if" => said.push_str("“When it is shown”"),
            "maximum" => said.push_str("the maximum number of choices"),
            "hint" => said.push_str("help text"),
            "required_message" => said.push_str("message for a missing answer"),
            "ledger" => said.push_str("comparison of both sides"),
            "describes_person" => said.push_str("“describes the person answering”"),
            "dk" | "na" | "pns" => said.push_str(part),
            key => {
                let label = survey.item(key).map_or_else(|| key.to_owned(), |item| item.label.to_string());
                let _ = write!(said, "“{label}”");
            }
        }
    }
    wording::capitalised(&said)
}
