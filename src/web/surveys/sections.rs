//! The items of a survey in order, each with how it is answered and when it is shown.

use crate::{
    survey::{
        condition::{Condition, Test},
        definition::Survey,
        item::{Item, Kind},
        round::Side,
        text::ENGLISH,
        words,
    },
    web::{
        at,
        parts::{piece::Link, questions::Reading},
        surveys::load::Found,
    },
};

/// A page of a survey.
#[derive(Debug)]
pub(crate) struct Section {
    /// Its heading.
    pub title: String,
    /// Where the heading is changed.
    pub change: Option<Link>,
    /// What it asks.
    pub items: Vec<Question>,
}

/// An item of a survey.
#[derive(Debug)]
pub(crate) struct Question {
    /// The whole question.
    pub asks: String,
    /// How it is answered.
    pub answers: String,
    /// When it is shown, what it is compared with; in English.
    pub notes: Vec<String>,
    /// Its permanent key.
    pub key: String,
    /// Where it is changed; none in a ready-made survey.
    pub ways: Option<Ways>,
}

/// Where an item is changed.
#[derive(Debug)]
pub(crate) struct Ways {
    /// Address of its form.
    pub change: String,
    /// Address that takes `to`: `up` or `down`.
    pub shift: String,
    /// Address of the question before it is removed.
    pub remove: String,
}

/// The sections that a side reads; those of a survey of one's own can be changed.
pub(crate) fn sections(slug: &str, found: &Found, reading: &Reading<'_>) -> Vec<Section> {
    let Reading { survey, side, language } = *reading;
    let own = matches!(found, Found::Own(_));
    let key = &survey.key;
    let numbered = (1_usize..).zip(&survey.sections);
    let asked = numbered.filter(|(_, section)| section.items.iter().any(|item| item.is_on(side)));
    let shown = asked.map(|(number, section)| Section {
        change: own.then(|| {
            let page = at::survey_page(slug, key, number.to_string());
            Link::new("Change the heading", page).about(format!("of page {number}"))
        }),
        title: section.title.read(side, language).to_owned(),
        items: section
            .items
            .iter()
            .filter(|item| item.is_on(side))
            .map(|item| Question {
                asks: section.question(item, side, language),
                answers: answers(reading, item),
                notes: notes(survey, item, side),
                key: item.key.clone(),
                ways: own.then(|| Ways {
                    change: at::survey_item(slug, key, &item.key),
                    shift: at::survey_item_move(slug, key, &item.key),
                    remove: at::survey_item_remove(slug, key, &item.key),
                }),
            })
            .collect(),
    });
    shown.collect()
}

/// How an item is answered, in a line.
fn answers(reading: &Reading<'_>, item: &Item) -> String {
    let Reading { survey, side, language } = *reading;
    let options = item.kind.options().iter().map(|option| option.label.read(side, language).to_owned());
    let options = options.collect::<Vec<_>>().join(" · ");
    let values = match &item.kind {
        Kind::Rating { scale } => survey.scale_labels(scale, language).unwrap_or_default().join(" · "),
        Kind::SingleChoice { .. } => format!("One of: {options}"),
        Kind::MultipleChoice { maximum: Some(most), .. } => format!("Up to {most} of: {options}"),
        Kind::MultipleChoice { .. } => format!("Any of: {options}"),
        Kind::Ranking { maximum, .. } => {
            let places = maximum.unwrap_or(item.kind.options().len());
            format!("The best {places} in order of: {options}")
        }
        Kind::Number { min, max, .. } => format!("A number from {min} to {max}"),
        Kind::Date => "A date".to_owned(),
        Kind::ShortText => "A few words".to_owned(),
        Kind::LongText => "Words of their own".to_owned(),
        Kind::Statement => "Nothing to answer".to_owned(),
    };
    let reasons = item.missing.iter().map(|missing| words::of(language).reason(*missing));
    std::iter::once(values.as_str()).chain(reasons).collect::<Vec<_>>().join(" · ")
}

fn notes(survey: &Survey, item: &Item, side: Side) -> Vec<String> {
    let mut notes = Vec::new();
    if item.is_required() {
        notes.push("Needs an answer.".to_owned());
    }
    if item.describes_person {
        notes.push("Describes the person: answers of too few people are put together as “Other”.".to_owned());
    }
    if let Some(condition) = &item.show_if {
        notes.push(shown_if(survey, condition, side));
    }
    if let Some(ledger) = item.ledger {
        let (own, other) =
            if ledger.offering() == side { ("offers", "expects") } else { ("expects", "offers") };
        notes.push(format!("Compared: what this side {own} with what the other {other}."));
    }
    notes
}

/// “Only if “Took part” is “Yes”.”
pub(crate) fn shown_if(survey: &Survey, condition: &Condition, side: Side) -> String {
    let item = survey.item(&condition.item);
    let label = item.map_or_else(|| condition.item.clone(), |item| item.label.to_string());
    let name = |value: &String| {
        let option = item.and_then(|item| item.option(value));
        let point = || match item.map(|item| &item.kind) {
            Some(Kind::Rating { scale }) => {
                let at = value.parse::<usize>().ok()?.checked_sub(1)?;
                survey.scale_labels(scale, ENGLISH)?.get(at).cloned()
            }
            _ => None,
        };
        let label = option.map(|option| option.label.read(side, ENGLISH).to_owned()).or_else(point);
        format!("“{}”", label.unwrap_or_else(|| value.clone()))
    };
    let values = condition.test.values().iter().map(name).collect::<Vec<_>>().join(" or ");
    match condition.test {
        Test::AnyOf(_) => format!("Shown only if “{label}” is {values}."),
        Test::NoneOf(_) => format!("Shown unless “{label}” is {values}."),
    }
}
