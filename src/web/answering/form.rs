//! The questions of a page as the template shows them, with what was entered and what to mend.

use super::visit::Visit;
use crate::{
    survey::{
        answers::{Problem, Raw},
        definition::Section,
        item::{Choice, Item, Kind, LONG_TEXT_MAX, SHORT_TEXT_MAX},
        paging::Page,
    },
    web::{
        view::{
            answering::{Form, Saving, Way},
            part,
            question::{self, Control, Entry, Line, Question, RankingPlace, target},
        },
        words,
    },
};
use common_ground_reports::scale::Missing;

/// One page of the form.
pub(super) fn page(visit: &Visit, page: &Page<'_>, key: &str, entered: &Raw, problems: &[Problem]) -> Form {
    let back = match page.number {
        1 => Way::Follow(visit.address()),
        number => Way::Follow(visit.page_address(number - 1)),
    };
    Form {
        step: (page.of > 1).then(|| format!("Page {} of {}", page.number, page.of)),
        title: page.title().read(visit.round.side, &visit.language).to_owned(),
        promise: (page.number == 1).then(|| visit.promise()),
        entries: entries(visit, page.section, &page.items, entered, problems),
        page: page.number,
        back: Some(back),
        ..blank(visit, key, problems)
    }
}

/// All questions on one page, for browsers that keep nothing and for entries that came all at once.
pub(super) fn all(visit: &Visit, key: &str, entered: &Raw, problems: &[Problem]) -> Form {
    let side = visit.round.side;
    let sections = visit.survey.sections.iter();
    let entries = sections.flat_map(|section| {
        let items: Vec<&Item> = section.items.iter().filter(|item| item.is_on(side)).collect();
        entries(visit, section, &items, entered, problems)
    });
    Form {
        title: visit.title(),
        promise: Some(visit.promise()),
        entries: entries.collect(),
        saving: Saving::ThisPage,
        ..blank(visit, key, problems)
    }
}

fn blank(visit: &Visit, key: &str, problems: &[Problem]) -> Form {
    let saving = match visit.keeps_drafts() {
        Some(_) => Saving::SameLink { until: words::day_and_time(visit.round.closes_at, &visit.zone()) },
        None => Saving::ThisBrowser,
    };
    Form {
        frame: visit.frame(),
        action: visit.address(),
        step: None,
        title: String::new(),
        promise: None,
        problems: problems.iter().map(shown).collect(),
        entries: Vec::new(),
        safeguarding: Some(visit.programme.settings.safeguarding.clone()).filter(|words| !words.is_empty()),
        key: key.to_owned(),
        page: 1,
        carried: Vec::new(),
        back: None,
        saving,
    }
}

/// A problem beside its question.
pub(super) fn shown(problem: &Problem) -> part::Problem {
    part::Problem { target: target(&problem.item), message: problem.message.clone() }
}

fn entries(
    visit: &Visit,
    section: &Section,
    items: &[&Item],
    entered: &Raw,
    problems: &[Problem],
) -> Vec<Entry> {
    let (side, language) = (visit.round.side, &*visit.language);
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
            control: control(visit, item, values),
        }));
    }
    entries
}

fn control(visit: &Visit, item: &Item, values: &[String]) -> Control {
    let value = || values.first().cloned().unwrap_or_default();
    let options = || item.kind.options().iter().map(|option| offered(visit, option, values));
    let apart: Vec<question::Choice> =
        item.missing.iter().map(|missing| blank_reason(*missing, values)).collect();
    match &item.kind {
        Kind::Rating { scale } => Control::Radios { scale: points(visit, scale, values), apart },
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
            let names = ["First", "Second", "Third", "Fourth", "Fifth"];
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
        Kind::ShortText => Control::Line { line: Line::Text { maximum: SHORT_TEXT_MAX }, value: value() },
        Kind::LongText | Kind::Statement => Control::Paragraph { value: value(), maximum: LONG_TEXT_MAX },
    }
}

fn points(visit: &Visit, scale: &str, values: &[String]) -> Vec<question::Choice> {
    let labels = visit.survey.scale_labels(scale, &visit.language).unwrap_or_default();
    let choice = |(point, label): (usize, String)| {
        let value = (point + 1).to_string();
        let chosen = values.contains(&value);
        question::Choice { value, label, chosen }
    };
    labels.into_iter().enumerate().map(choice).collect()
}

fn offered(visit: &Visit, option: &Choice, values: &[String]) -> question::Choice {
    question::Choice {
        value: option.key.clone(),
        label: option.label.read(visit.round.side, &visit.language).to_owned(),
        chosen: values.contains(&option.key),
    }
}

fn blank_reason(missing: Missing, values: &[String]) -> question::Choice {
    question::Choice {
        value: missing.key().to_owned(),
        label: reason_label(missing).to_owned(),
        chosen: values.iter().any(|value| value == missing.key()),
    }
}

/// The words for giving no value.
pub(super) fn reason_label(missing: Missing) -> &'static str {
    match missing {
        Missing::DontKnow => "Don’t know",
        Missing::NotApplicable => "Does not apply to us",
        Missing::PreferNotToSay => "Prefer not to say",
        Missing::Skipped | Missing::NotShown => "",
    }
}
