//! The form of a survey file: what JSON members there are, and how they become a [`Survey`].

mod item;

use serde::{Deserialize, Serialize};

use self::item::ItemDocument;
use super::{DefinitionError, ItemPair, SCHEMA, ScaleDefinition, Score, SurveyFault};
use crate::{Item, Section, Side, Survey, Wording};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SurveyDocument {
    schema: u32,
    key: String,
    version: u32,
    title: Wording,
    intro: Wording,
    sides: Vec<Side>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    aims_to_pick: Option<usize>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    scales: Vec<ScaleDefinition>,
    sections: Vec<SectionDocument>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pairs: Vec<ItemPair>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    scores: Vec<Score>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SectionDocument {
    title: Wording,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    stem: Option<Wording>,
    items: Vec<ItemDocument>,
}

/// Reads a file: the survey, and what could not be made sense of in its items.
pub(super) fn read(name: &str, json: &str) -> Result<(Survey, Vec<SurveyFault>), DefinitionError> {
    #[derive(Deserialize)]
    struct Schema {
        schema: u32,
    }
    let syntax = |error: &serde_json::Error| DefinitionError::Syntax {
        file: name.to_owned(),
        line: error.line(),
        column: error.column(),
        reason: reason(error),
    };
    // Read on its own first: a later schema may have members that this one would call unknown.
    let Schema { schema } = serde_json::from_str(json).map_err(|e| syntax(&e))?;
    if !(1..=SCHEMA).contains(&schema) {
        let fault = SurveyFault::overall(format!(
            "schema {schema} is not known here; this program reads 1 to {SCHEMA}"
        ));
        return Err(DefinitionError::Faults { file: name.to_owned(), faults: vec![fault] });
    }
    let document: SurveyDocument = serde_json::from_str(json).map_err(|e| syntax(&e))?;
    Ok(document.into_survey())
}

/// Writes a survey as a file, ending in a line break.
pub(super) fn write(survey: &Survey) -> String {
    let document = SurveyDocument::from(survey.clone());
    // Strings, numbers and lists alone: nothing that could fail to become JSON.
    let mut json = serde_json::to_string_pretty(&document).unwrap_or_default();
    json.push('\n');
    json
}

/// The first version of the format whose readers take a survey for what it is: before 2, places for answers were read as
/// words.
fn schema(survey: &Survey) -> u32 {
    if survey.items().any(Item::carries_answers) { SCHEMA } else { 1 }
}

/// The parser's message without its position, which is told apart.
fn reason(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let position = format!(" at line {} column {}", error.line(), error.column());
    message.strip_suffix(&position).unwrap_or(&message).to_owned()
}

impl SurveyDocument {
    fn into_survey(self) -> (Survey, Vec<SurveyFault>) {
        let mut faults = Vec::new();
        let mut sections = Vec::with_capacity(self.sections.len());
        for section in self.sections {
            let mut items = Vec::with_capacity(section.items.len());
            for item in section.items {
                let key = item.key.clone();
                match item.into_item() {
                    Ok(item) => items.push(item),
                    Err(reason) => faults.push(SurveyFault::of(&key, reason)),
                }
            }
            sections.push(Section { title: section.title, stem: section.stem, items });
        }
        let survey = Survey {
            key: self.key,
            version: self.version,
            title: self.title,
            intro: self.intro,
            sides: self.sides,
            aims_to_pick: self.aims_to_pick,
            scales: self.scales,
            sections,
            pairs: self.pairs,
            scores: self.scores,
        };
        (survey, faults)
    }
}

impl From<Survey> for SurveyDocument {
    fn from(survey: Survey) -> Self {
        let section = |section: Section| SectionDocument {
            title: section.title,
            stem: section.stem,
            items: section.items.into_iter().map(ItemDocument::from).collect(),
        };
        Self {
            schema: schema(&survey),
            key: survey.key,
            version: survey.version,
            title: survey.title,
            intro: survey.intro,
            sides: survey.sides,
            aims_to_pick: survey.aims_to_pick,
            scales: survey.scales,
            sections: survey.sections.into_iter().map(section).collect(),
            pairs: survey.pairs,
            scores: survey.scores,
        }
    }
}
