//! What the columns of a file of answers mean: a row for each value that a column can have, as CSV.

use common_ground_reports::{formula::guarded, scale::Missing, small_numbers::OTHER};
use csv::{Terminator, WriterBuilder};

use super::BYTE_ORDER_MARK;
use crate::survey::{
    columns::{GROUP, RESPONSE_ID},
    definition::Survey,
    item::Item,
    round::Side,
    text::ENGLISH,
};

const HEADINGS: [&str; 6] = ["column", "kind", "label", "question", "value", "meaning"];

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
    csv.write_record([RESPONSE_ID, "id", "The response", "", "", MADE_ANEW])?;
    let (group, others): (Vec<&Item>, Vec<&Item>) =
        survey.questions_on(side).partition(|item| item.is_group());
    if group.is_empty() {
        csv.write_record([
            GROUP,
            "",
            "The group",
            "",
            "",
            "always empty: the survey does not ask for a group",
        ])?;
    }
    for item in group.into_iter().chain(others) {
        let question = survey.question(item, side, ENGLISH);
        let told = [item.label.in_language(ENGLISH), &question].map(guarded);
        for (column, label, value, meaning) in rows(survey, item, side) {
            let label = if label.is_empty() { told[0].to_string() } else { format!("{}: {label}", told[0]) };
            csv.write_record([&column, item.kind.name(), &label, &told[1], &value, &guarded(&meaning)])?;
        }
    }
    csv.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

/// What stands in the column of what was written beside “other”.
const BESIDE_OTHER: &str = "what was written beside it, with a ' before it where it would be taken for a code, or in the \
                            file for Excel for a formula; empty: nothing";

/// Column, what tells it from others of the item, value, meaning.
type Row = (String, String, String, String);

fn rows(survey: &Survey, item: &Item, side: Side) -> Vec<Row> {
    let mut rows = of_answer(survey, item, side);
    if let (Some(column), Some(other)) =
        (item.other_key(), item.kind.other().and_then(|key| item.option(key)))
    {
        let label = other.label.read(side, ENGLISH).to_owned();
        rows.push((column, label, String::new(), BESIDE_OTHER.to_owned()));
    }
    rows
}

fn of_answer(survey: &Survey, item: &Item, side: Side) -> Vec<Row> {
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
        let rows = |(option, label): &(String, String)| {
            column(item, &format!("{key}/{option}"), label, meanings.clone())
        };
        return values.iter().flat_map(rows).collect();
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
    column(item, key, "", values)
}

/// The rows of one column: its values, then the codes that can stand in their place.
fn column(item: &Item, column: &str, label: &str, values: Vec<(String, String)>) -> Vec<Row> {
    let is_text = item.kind.input().is_text();
    let offered = |missing: &Missing| match missing {
        Missing::NotShown => item.show_if.is_some() || item.paper_only,
        Missing::Skipped => !item.is_required() && !is_text,
        offered => item.missing.contains(offered),
    };
    let codes = Missing::ALL.into_iter().filter(offered);
    let codes = codes.map(|missing| (missing.code().to_string(), words(missing).to_owned()));
    let rows = values.into_iter().chain(codes);
    rows.map(|(value, meaning)| (column.to_owned(), label.to_owned(), value, meaning)).collect()
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
