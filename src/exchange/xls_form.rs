//! Surveys as XLSForm, the workbook that KoboToolbox, ODK and their like read: out, one file for each side, and back in. What
//! the form has no place for stands in columns whose names begin with `cg_`, which other programs pass over.

mod constraint;
mod lists;
mod read;
mod relevant;
mod sheets;
#[cfg(test)]
mod tests;
mod write;

pub use self::{read::read, write::write};
pub use super::people::workbook::is_workbook;
use crate::survey::{Item, Side, Survey, Text, Wording, words};

/// The note that is read before the first question.
const INTRO: &str = "cg_intro";
/// The kind of a line that stands beside the option for “other”.
const BESIDE: &str = "other_text";

/// A survey as one side reads it: what is left when every wording is that of this side.
#[must_use]
pub fn one_side(survey: &Survey, side: Side) -> Survey {
    let same = |wording: &Wording| {
        Wording::Same(wording.on(side).cloned().unwrap_or_else(|| Text::english(String::new())))
    };
    let mut one = survey.clone();
    (one.title, one.intro, one.sides) = (same(&survey.title), same(&survey.intro), vec![side]);
    for section in &mut one.sections {
        section.title = same(&section.title);
        section.stem = section.stem.as_ref().map(same);
        section.items.retain(|item| item.is_on(side));
        for item in &mut section.items {
            item.text = same(&item.text);
            item.hint = item.hint.as_ref().map(same);
            item.required_message = item.required_message.as_ref().map(same);
            item.sides.clear();
            // The reporting group must always be answered.
            item.required = item.required && !item.is_group();
            let mut members = item.kind.members();
            for option in members.options.iter_mut().flatten() {
                option.label = same(&option.label);
            }
            if let Ok(kind) = item.kind.listing().read(members) {
                item.kind = kind;
            }
        }
    }
    one.sections.retain(|section| !section.items.is_empty());
    let is_there = |key: &String| one.sections.iter().any(|section| has(&section.items, key));
    let pairs = survey.pairs.iter().filter(|pair| is_there(&pair.left) && is_there(&pair.right));
    let pairs = pairs.cloned().collect();
    let scores = survey.scores.iter().filter(|score| score.items.iter().all(is_there));
    let scores = scores.cloned().collect();
    (one.pairs, one.scores) = (pairs, scores);
    one
}

fn has(items: &[Item], key: &str) -> bool {
    items.iter().any(|item| item.key == key)
}

/// A language as headings name it: `English (en)`.
fn called(language: &str) -> String {
    format!("{} ({language})", words::name_of(language))
}

/// Where a survey comes from that cannot be read here, in a sentence that says what to do; nothing for other files.
pub fn of_another_program(bytes: &[u8]) -> Option<&'static str> {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(10_000)]);
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let is_structure = text.contains("<LimeSurveyDocType>");
    let is_table = first.starts_with("id\t") && first.contains("\tclass\t");
    if is_structure || is_table {
        return Some(
            "This is a survey from LimeSurvey, which can’t be read here. Put its questions in an XLSForm (.xlsx) and \
             choose that file, or add them here yourself",
        );
    }
    let is_answers = ["Timestamp,", "\"Timestamp\","].iter().any(|begin| first.starts_with(begin));
    let is_form = text.starts_with('{')
        && (text.contains("docs.google.com/") || text.contains("\"formId\"") || text.contains("\"doc_id\""));
    (is_answers || is_form).then_some(
        "This is a file from Google Forms, which can’t be read here. Put its questions in an XLSForm (.xlsx) and \
         choose that file, or add them here yourself",
    )
}
