//! The questions of a page as templates show them, with what was entered and what to mend.

use common_ground_reports::scale::Missing;

use crate::{
    survey::{
        answers::{Problem, Raw},
        definition::{Section, Survey},
        item::{Choice, Item, Kind, LONG_TEXT_MAX},
        round::Side,
        words,
    },
    web::parts::question::{self, Control, Entry, Line, Question, RankingPlace},
};

/// A survey as somebody reads it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading<'a> {
    /// What is asked.
    pub survey: &'a Survey,
    /// Who is asked.
    pub side: Side,
    /// In which language.
    pub language: &'a str,
}

/// The stems, statements and questions of a section, as far as `items` has them.
pub(crate) fn entries(
    reading: &Reading<'_>,
    section: &Section,
    items: &[&Item],
    entered: &Raw,
    problems: &[Problem],
) -> Vec<Entry> {
    let (side, language) = (reading.side, reading.language);
    let stem = section.stem.as_ref().map(|stem| stem.read(side, language));
    let mut told = false;
    let mut entries = Vec::new();
    for item in items {
        if !item.is_question() {
            entries.push(Entry::Statement(item.text.read(side, language).to_owned()));
            continue;
        }
        let completes = stem.filter(|_| matches!(item.kind, Kind::Rating { .. }));
        if let Some(stem) = completes.filter(|_| !told) {
            entries.push(Entry::Stem(stem.to_owned()));
            told = true;
        }
        let none = Vec::new();
        let values = entered.get(&item.key).unwrap_or(&none);
        entries.push(Entry::Question(Question {
            key: item.key.clone(),
            stem: completes.map(|stem| stem.trim_end_matches(['…', '.', ' ']).to_owned()),
            asks: item.text.read(side, language).to_owned(),
            hint: item.hint.as_ref().map(|hint| hint.read(side, language).to_owned()),
            required: item.is_required(),
            problem: problems.iter().find(|p| p.item == item.key).map(|p| p.message.clone()),
            control: control(reading, item, values),
        }));
    }
    entries
}

fn control(reading: &Reading<'_>, item: &Item, values: &[String]) -> Control {
    let value = || values.first().cloned().unwrap_or_default();
    let options = || item.kind.options().iter().map(|option| offered(reading, option, values));
    let apart: Vec<question::Choice> =
        item.missing.iter().map(|missing| blank_reason(reading, *missing, values)).collect();
    match &item.kind {
        Kind::Rating { scale } => Control::Radios { scale: points(reading, scale, values), apart },
        Kind::SingleChoice { .. } => Control::Radios { scale: options().collect(), apart },
        Kind::MultipleChoice { exclusive, maximum, .. } => {
            let (alone, together): (Vec<_>, Vec<_>) =
                options().partition(|option| exclusive.as_deref() == Some(&*option.value));
            Control::Checkboxes {
                options: together,
                apart: alone.into_iter().chain(apart).collect(),
                maximum: *maximum,
            }
        }
        Kind::Ranking { options: all, maximum } => {
            let names = &words::of(reading.language).form.places;
            let places = names.iter().take(maximum.unwrap_or(all.len()).min(all.len()));
            let places = places.enumerate().map(|(n, name)| RankingPlace {
                label: (*name).to_owned(),
                chosen: values.get(n).cloned().filter(|value| !value.is_empty()),
            });
            Control::Ranking { places: places.collect(), options: options().collect() }
        }
        Kind::Number { min, max, .. } => Control::Line {
            line: Line::Number { least: Some(min.to_string()), most: Some(max.to_string()) },
            value: value(),
        },
        Kind::Date => Control::Line { line: Line::Date { earliest: None, latest: None }, value: value() },
        Kind::ShortText => Control::Line { line: Line::Text, value: value() },
        Kind::LongText | Kind::Statement => Control::Paragraph { value: value(), maximum: LONG_TEXT_MAX },
    }
}

fn points(reading: &Reading<'_>, scale: &str, values: &[String]) -> Vec<question::Choice> {
    let labels = reading.survey.scale_labels(scale, reading.language).unwrap_or_default();
    let choice = |(point, label): (usize, String)| {
        let value = (point + 1).to_string();
        let chosen = values.contains(&value);
        question::Choice { value, label, chosen }
    };
    labels.into_iter().enumerate().map(choice).collect()
}

fn offered(reading: &Reading<'_>, option: &Choice, values: &[String]) -> question::Choice {
    question::Choice {
        value: option.key.clone(),
        label: option.label.read(reading.side, reading.language).to_owned(),
        chosen: values.contains(&option.key),
    }
}

fn blank_reason(reading: &Reading<'_>, missing: Missing, values: &[String]) -> question::Choice {
    question::Choice {
        value: missing.key().to_owned(),
        label: words::of(reading.language).reason(missing).to_owned(),
        chosen: values.iter().any(|value| value == missing.key()),
    }
}
