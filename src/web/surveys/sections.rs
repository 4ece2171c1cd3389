//! The items of a survey in order, each with how it is answered and when it is shown.

use crate::{
    survey::{
        Condition, Conditions, ENGLISH, Item, Side, Survey,
        condition::{Join, Test},
        words,
    },
    web::Reading,
};

#[derive(Debug)]
pub(crate) struct SectionView {
    /// Its heading.
    pub title: String,
    /// What it asks.
    pub items: Vec<QuestionView>,
}

#[derive(Debug)]
pub(crate) struct QuestionView {
    /// The whole question.
    pub asks: String,
    /// How it is answered.
    pub answers: String,
    /// When it is shown, what it is compared with; in English.
    pub notes: Vec<String>,
    /// Its permanent key.
    pub key: String,
}

/// The sections that a side reads.
pub(crate) fn sections(reading: &Reading<'_>) -> Vec<SectionView> {
    let Reading { survey, side, language, .. } = *reading;
    let asked = survey.sections.iter().filter(|section| section.items.iter().any(|item| item.is_on(side)));
    let shown = asked.map(|section| SectionView {
        title: section.title.read(side, language).to_owned(),
        items: section
            .items
            .iter()
            .filter(|item| item.is_on(side))
            .map(|item| QuestionView {
                asks: survey.question(item, side, language),
                answers: answers(reading, item),
                notes: notes(survey, item, side),
                key: item.key.clone(),
            })
            .collect(),
    });
    shown.collect()
}

/// How an item is answered, in a line.
pub(crate) fn answers(reading: &Reading<'_>, item: &Item) -> String {
    let Reading { survey, side, language, .. } = *reading;
    let labels: Vec<String> =
        survey.values(item, side, language).into_iter().map(|(_, label)| label).collect();
    let values = item.kind.described(&labels);
    let reasons = item.missing.iter().map(|missing| words::of(language).reason(*missing));
    std::iter::once(values.as_str()).chain(reasons).collect::<Vec<_>>().join(" · ")
}

/// What there is to know of an item, in sentences.
pub(crate) fn notes(survey: &Survey, item: &Item, side: Side) -> Vec<String> {
    let mut notes = Vec::new();
    notes.extend(item.is_required().then(|| "Needs an answer.".to_owned()));
    if item.describes_person {
        notes.push("Describes the person: answers of too few people are put together as “Other”.".to_owned());
    }
    notes.extend(item.show_if.as_ref().map(|conditions| shown_if(survey, conditions, side)));
    notes.extend(item.paper_only.then(|| "Only on paper sheets.".to_owned()));
    if item.kind.is_shuffled() {
        notes.push("Each person finds the options in an order of their own.".to_owned());
    }
    if let Some(other) = item.kind.other().and_then(|key| item.option(key)) {
        notes.push(format!("Beside “{}” people can write what it is.", other.label.read(side, ENGLISH)));
    }
    if let Some(ledger) = item.ledger {
        let (own, other) =
            if ledger.offering() == side { ("offers", "expects") } else { ("expects", "offers") };
        notes.push(format!("Compared: what this side {own} with what the other {other}."));
    }
    notes
}

/// “Shown only if “Took part” is “Yes” and “Staff group” is not “Outreach”.”
pub(crate) fn shown_if(survey: &Survey, conditions: &Conditions, side: Side) -> String {
    let tests: Vec<String> =
        conditions.tests().iter().map(|condition| passes(survey, condition, side)).collect();
    let joint = match conditions.join() {
        Join::All => " and ",
        Join::Any => ", or if ",
    };
    format!("Shown only if {}.", tests.join(joint))
}

/// “ “Took part” is “Yes” or “Partly” ”
fn passes(survey: &Survey, condition: &Condition, side: Side) -> String {
    let item = survey.item(&condition.item);
    let label = item.map_or_else(|| condition.item.clone(), |item| item.label.to_string());
    let answers = item.map(|item| survey.values(item, side, ENGLISH)).unwrap_or_default();
    let name = |value: &String| {
        let label = answers.iter().find(|(answer, _)| answer == value).map(|(_, label)| label);
        format!("“{}”", label.unwrap_or(value))
    };
    let values = condition.test.values().iter().map(name).collect::<Vec<_>>().join(" or ");
    match condition.test {
        Test::AnyOf(_) => format!("“{label}” is {values}"),
        Test::NoneOf(_) => format!("“{label}” is not {values}"),
    }
}
