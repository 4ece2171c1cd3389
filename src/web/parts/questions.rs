//! The questions of a page as templates show them, with what was entered and what to mend.

use common_ground_reports::scale::Missing;

use crate::{
    survey::{
        Answers, Item, ItemInput, Raw, Section, Side, Survey, Wording,
        answers::Problem,
        carried::{self, Carried},
        words,
    },
    web::parts::question::{
        self, BesideOption, CarriedWording, Control, FormEntry, FormQuestion, InputLine, RankingPlace,
    },
};

/// A survey as somebody reads it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading<'a> {
    /// What is asked.
    pub survey: &'a Survey,
    /// Who is asked.
    pub side: Side,
    pub language: &'a str,
    /// What they have answered so far; none for whoever only looks.
    pub so_far: Option<&'a Answers>,
    /// Whether all is asked on one page, so that a script carries answers from one question to another.
    pub at_once: bool,
    /// What their order of the options belongs to; without it that of the survey.
    pub order: Option<&'a str>,
}

impl<'a> Reading<'a> {
    /// A survey as somebody looks at it who does not answer.
    pub(crate) fn of(survey: &'a Survey, side: Side, language: &'a str) -> Self {
        Self { survey, side, language, so_far: None, at_once: false, order: None }
    }

    fn carried(&self) -> Carried<'a> {
        match self.so_far {
            None => Carried::Called,
            Some(answers) if self.at_once => Carried::Ahead(answers),
            Some(answers) => Carried::Answers(answers),
        }
    }
}

/// The statements and questions of a section, as far as `items` has them.
pub(crate) fn entries(
    reading: &Reading<'_>,
    section: &Section,
    items: &[&Item],
    entered: &Raw,
    problems: &[Problem],
) -> Vec<FormEntry> {
    let (side, language) = (reading.side, reading.language);
    let read = |wording: &Wording| reading.survey.read(wording, side, language, reading.carried());
    let said = |wording: &Wording| CarriedWording {
        text: read(wording),
        live: reading.at_once.then(|| carried::live(reading.survey, wording, side, language)).flatten(),
        english: wording.is_untranslated(side, language),
    };
    let stem = section.stem.as_ref().map(|stem| stem.read(side, language));
    let mut entries = Vec::new();
    for item in items {
        if !item.is_question() {
            entries.push(FormEntry::Statement(said(&item.text)));
            continue;
        }
        let completes = stem.filter(|_| item.completes_stem());
        let none = Vec::new();
        let values = entered.get(&item.key).unwrap_or(&none);
        entries.push(FormEntry::Question(FormQuestion {
            key: item.key.clone(),
            stem: completes.map(|stem| stem.trim_end_matches(['…', '.', ' ']).to_owned()),
            asks: said(&item.text),
            hint: item.hint.as_ref().map(read),
            required: item.is_required(),
            problem: problems.iter().find(|p| p.item == item.key).map(|p| p.message.clone()),
            control: control(reading, item, values, beside(reading, item, entered, problems).as_ref()),
        }));
    }
    entries
}

/// The line beside the option for “other”.
fn beside(reading: &Reading<'_>, item: &Item, entered: &Raw, problems: &[Problem]) -> Option<BesideOption> {
    let (key, other) = (item.other_key()?, item.option(item.kind.other()?)?);
    Some(BesideOption {
        of: other.label.read(reading.side, reading.language).to_owned(),
        value: entered.get(&key).and_then(|values| values.first()).cloned().unwrap_or_default(),
        problem: problems.iter().find(|problem| problem.item == key).map(|problem| problem.message.clone()),
        key,
    })
}

fn control(reading: &Reading<'_>, item: &Item, values: &[String], beside: Option<&BesideOption>) -> Control {
    let value = || values.first().cloned().unwrap_or_default();
    let Reading { survey, side, language, .. } = *reading;
    let options = || {
        let mut options = survey.values(item, side, language);
        if let Some(order) = reading.order {
            item.arrange(order, &mut options);
        }
        options.into_iter().map(|(value, label)| {
            let chosen = values.contains(&value);
            let beside = beside.filter(|_| item.kind.other() == Some(&*value)).cloned();
            let option = item.option(&value);
            let english = option.is_some_and(|option| option.label.is_untranslated(side, language));
            question::AnswerChoice { value, label, english, chosen, beside }
        })
    };
    let apart: Vec<question::AnswerChoice> =
        item.missing.iter().map(|missing| blank_reason(reading, *missing, values)).collect();
    match item.kind.input() {
        ItemInput::Scale | ItemInput::One => Control::Radios { scale: options().collect(), apart },
        ItemInput::Several { exclusive, maximum } => {
            let (alone, together): (Vec<_>, Vec<_>) =
                options().partition(|option| exclusive == Some(&*option.value));
            Control::Checkboxes {
                options: together,
                apart: alone.into_iter().chain(apart).collect(),
                maximum,
            }
        }
        ItemInput::Ranked { places } => {
            let names = words::of(language).form.places.iter().take(places);
            let places = names.enumerate().map(|(n, name)| RankingPlace {
                label: (*name).to_owned(),
                chosen: values.get(n).cloned().filter(|value| !value.is_empty()),
            });
            Control::Ranking { places: places.collect(), options: options().collect() }
        }
        ItemInput::Number { min, max } => Control::Line {
            line: InputLine::Number { least: Some(min.to_string()), most: Some(max.to_string()) },
            value: value(),
        },
        ItemInput::Date => {
            Control::Line { line: InputLine::Date { earliest: None, latest: None }, value: value() }
        }
        ItemInput::Line | ItemInput::Nothing => Control::Line { line: InputLine::Text, value: value() },
        // Browsers send two characters for the end of a line; the check and the counter know one.
        ItemInput::Paragraph { maximum } => {
            Control::Paragraph { value: value().replace("\r\n", "\n"), maximum }
        }
    }
}

fn blank_reason(reading: &Reading<'_>, missing: Missing, values: &[String]) -> question::AnswerChoice {
    question::AnswerChoice {
        value: missing.key().to_owned(),
        label: words::of(reading.language).reason(missing).to_owned(),
        english: false,
        chosen: values.iter().any(|value| value == missing.key()),
        beside: None,
    }
}
