//! What the columns of a file of answers mean: a row for each value that a column can have, as CSV.

use common_ground_datasets::{ChoiceSet, ValueLabel, Variable, VariableKind};
use common_ground_reports::{formula::guarded, scale::Missing, small_numbers::OTHER};
use csv::{Terminator, WriterBuilder};

use super::BYTE_ORDER_MARK;
use crate::survey::{
    ENGLISH, Item, ItemInput, Side, Survey,
    columns::{GROUP, RESPONSE_ID},
};

/// The columns of the codebook.
pub const HEADINGS: [&str; 6] = ["column", "kind", "label", "question", "value", "meaning"];

/// What an id is in a file of answers.
const MADE_ANEW: &str = "new in each file; says nothing about order, time or person";

/// What stands in the place of groups and categories of few people.
const TOGETHER: &str = "small groups put together: too few people to tell them apart";

/// The codebook of what one side was asked, in the order of the file's columns. Like a file for spreadsheets it begins
/// with a byte order mark, as it is mostly read there.
///
/// # Errors
/// Only if a row could not be set, which no survey brings about.
pub fn codebook(survey: &Survey, side: Side) -> Result<Vec<u8>, csv::Error> {
    let mut csv =
        WriterBuilder::new().terminator(Terminator::CRLF).from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    csv.write_record(HEADINGS)?;
    for variable in variables(survey, side) {
        let told = [&variable.label, &variable.question].map(|told| guarded(told));
        for ValueLabel { value, label } in variable.values.iter().chain(&variable.missing) {
            let (key, asked_as) = (&variable.key, &variable.asked_as);
            csv.write_record([key.as_str(), asked_as, &*told[0], &told[1], value, &guarded(label)])?;
        }
    }
    csv.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

/// The columns of the file of one side's answers, in their order.
pub fn variables(survey: &Survey, side: Side) -> Vec<Variable> {
    let mut variables = vec![alone(RESPONSE_ID, "id", "The response", VariableKind::Id, MADE_ANEW)];
    let (group, others): (Vec<&Item>, Vec<&Item>) =
        survey.questions_on(side).partition(|item| item.is_group());
    if group.is_empty() {
        let never = "always empty: the survey does not ask for a group";
        variables.push(alone(GROUP, "", "The group", VariableKind::Choice, never));
    }
    variables.extend(group.into_iter().chain(others).flat_map(|item| of_item(survey, item, side)));
    variables
}

/// A column that belongs to no question.
fn alone(key: &str, asked_as: &str, label: &str, kind: VariableKind, meaning: &str) -> Variable {
    Variable {
        key: key.to_owned(),
        label: label.to_owned(),
        question: String::new(),
        asked_as: asked_as.to_owned(),
        kind,
        values: vec![value_label((String::new(), meaning.to_owned()))],
        missing: Vec::new(),
        set: None,
    }
}

/// What stands in the column of what was written beside “other”.
const BESIDE_OTHER: &str = "what was written beside it, with a ' before it where it would be taken for a code, or in the \
                            file for Excel for a formula; empty: nothing";

fn of_item(survey: &Survey, item: &Item, side: Side) -> Vec<Variable> {
    let mut variables = of_answer(survey, item, side);
    if let (Some(key), Some(other)) = (item.other_key(), item.kind.other().and_then(|key| item.option(key))) {
        let label = other.label.read(side, ENGLISH);
        let told = (key, label, vec![(String::new(), BESIDE_OTHER.to_owned())]);
        let mut written = variable(survey, item, side, told);
        (written.kind, written.missing, written.set) = (VariableKind::Text, Vec::new(), None);
        variables.push(written);
    }
    variables
}

fn of_answer(survey: &Survey, item: &Item, side: Side) -> Vec<Variable> {
    let key = if item.is_group() { GROUP } else { &item.key };
    let mut values = survey.values(item, side, ENGLISH);
    if item.kind.has_column_for_each_option() {
        let left_out = if item.describes_person {
            "; the column is left out where too few people, or all but a few, chose it"
        } else {
            ""
        };
        let meanings = item.kind.meanings().into_iter();
        let meanings: Vec<_> =
            meanings.map(|(value, meaning)| (value, format!("{meaning}{left_out}"))).collect();
        let of_option = |(option, label): &(String, String)| {
            variable(survey, item, side, (format!("{key}/{option}"), label, meanings.clone()))
        };
        return values.iter().map(of_option).collect();
    }
    if item.makes_groups() {
        match values.iter_mut().find(|(key, _)| key == OTHER) {
            Some((_, label)) => *label = format!("{label}; also {TOGETHER}"),
            None => values.push((OTHER.to_owned(), TOGETHER.to_owned())),
        }
    }
    if item.is_group() {
        values.push((
            String::new(),
            "left out of the file: no two groups are large enough to be told apart".to_owned(),
        ));
    }
    values.extend(item.kind.meanings());
    vec![variable(survey, item, side, (key.to_owned(), "", values))]
}

/// A column of an item: its key, what tells it from others of the item, its values; and the codes that can stand in their
/// place.
fn variable(
    survey: &Survey,
    item: &Item,
    side: Side,
    (key, label, values): (String, &str, Vec<(String, String)>),
) -> Variable {
    let is_text = item.kind.input().is_text();
    let offered = |missing: &Missing| match missing {
        Missing::NotShown => item.show_if.is_some() || item.paper_only,
        Missing::Skipped => !item.is_required() && !is_text,
        offered => item.missing.contains(offered),
    };
    let codes = Missing::ALL.into_iter().filter(offered);
    let codes = codes.map(|missing| value_label((missing.code().to_string(), words(missing).to_owned())));
    let called = item.label.in_language(ENGLISH);
    let kind = kind(item);
    let set = ChoiceSet { key: item.key.clone(), label: called.to_owned() };
    Variable {
        key,
        label: if label.is_empty() { called.to_owned() } else { format!("{called}: {label}") },
        question: survey.question(item, side, ENGLISH),
        asked_as: item.kind.name().to_owned(),
        kind,
        values: values.into_iter().map(value_label).collect(),
        missing: codes.collect(),
        set: (kind == VariableKind::Chosen).then_some(set),
    }
}

/// What the cells of an item hold.
fn kind(item: &Item) -> VariableKind {
    match item.kind.input() {
        ItemInput::Scale => VariableKind::Point,
        ItemInput::One => VariableKind::Choice,
        ItemInput::Several { .. } => VariableKind::Chosen,
        ItemInput::Ranked { .. } => VariableKind::Place,
        ItemInput::Number { .. } => {
            VariableKind::Number { decimals: item.kind.members().decimals.unwrap_or_default() }
        }
        ItemInput::Date => VariableKind::Date,
        ItemInput::Line | ItemInput::Paragraph { .. } | ItemInput::Nothing => VariableKind::Text,
    }
}

fn value_label((value, label): (String, String)) -> ValueLabel {
    ValueLabel { value, label }
}

fn words(missing: Missing) -> &'static str {
    match missing {
        Missing::NotApplicable => "missing: does not apply",
        Missing::NotShown => "missing: not shown to this person",
        Missing::PreferNotToSay => "missing: prefer not to say",
        Missing::DontKnow => "missing: don’t know",
        Missing::Skipped => "missing: skipped",
    }
}
