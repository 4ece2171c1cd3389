//! The columns of the tables of a feed: under which name, and what their values are.

use std::{
    collections::{BTreeMap, BTreeSet},
    iter,
};

use common_ground_datasets::{Variable, VariableKind};
use common_ground_reports::figures::{COMPARISON_COLUMNS, items};
use serde_json::{Number, Value};

use crate::{exchange::codebook::HEADINGS, web::api::odata::feed::FeedTable};

/// What the values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EdmType {
    /// Whole numbers.
    Whole,
    /// Numbers.
    Double,
    /// Words, keys and days.
    Text,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FeedColumn {
    pub name: String,
    pub kind: EdmType,
    /// Whether it tells one row from another, and so is never empty.
    pub is_key: bool,
}

impl EdmType {
    /// As OData calls it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Whole => "Edm.Int64",
            Self::Double => "Edm.Double",
            Self::Text => "Edm.String",
        }
    }

    /// A cell of a CSV file as a value: null where it is empty. Nothing for one that the column cannot have.
    pub(super) fn value(self, cell: &str) -> Option<Value> {
        if cell.is_empty() {
            return Some(Value::Null);
        }
        match self {
            Self::Text => Some(Value::from(cell)),
            Self::Whole => cell.parse::<i64>().ok().map(Value::from),
            Self::Double => cell.parse::<f64>().ok().and_then(Number::from_f64).map(Value::Number),
        }
    }
}

/// The columns of a table of figures, or of the codebook: the number of the row, where the row is from, and the columns of
/// the CSV file.
pub(super) fn of_figures(table: FeedTable) -> Vec<FeedColumn> {
    let (whence, own): (&[&str], &[&str]) = match table {
        FeedTable::Items => (&["round"], &items::COLUMNS),
        FeedTable::Comparison => (&["offer", "expectation"], &COMPARISON_COLUMNS),
        FeedTable::Codebook => (&["round", "property"], &HEADINGS),
        FeedTable::Answers => (&[], &[]),
    };
    let column = |(name, kind): (&str, EdmType)| FeedColumn { name: name.to_owned(), kind, is_key: false };
    let row = FeedColumn { name: "row".to_owned(), kind: EdmType::Whole, is_key: true };
    let whence = whence.iter().map(|name| (*name, EdmType::Text));
    let own = own.iter().map(|name| (*name, of_figure(name)));
    iter::once(row).chain(whence.chain(own).map(column)).collect()
}

/// What a column of a file of figures holds.
fn of_figure(name: &str) -> EdmType {
    match name {
        "n" | "dk" | "na" | "skipped" | "c1" | "c2" | "c3" | "c4" | "c5" | "n_offer" | "n_expect"
        | "suppressed" => EdmType::Whole,
        "mean" | "sd" | "median" | "ci_low" | "ci_high" | "top2" | "mean_offer" | "sd_offer"
        | "mean_expect" | "sd_expect" | "gap" | "p_welch" | "p_mann_whitney" | "p_holm" | "p_bh"
        | "cliffs_delta" => EdmType::Double,
        _ => EdmType::Text,
    }
}

/// The columns of a file of answers, of which the first is the id; `names` has the name of each heading.
pub(super) fn of_answers(variables: &[Variable], names: &BTreeMap<String, String>) -> Vec<FeedColumn> {
    let column = |variable: &Variable| FeedColumn {
        name: names.get(&variable.key).unwrap_or(&variable.key).clone(),
        kind: match variable.kind {
            VariableKind::Point | VariableKind::Chosen | VariableKind::Place => EdmType::Whole,
            VariableKind::Number { .. } => EdmType::Double,
            // A code can stand in the place of a day.
            VariableKind::Id | VariableKind::Choice | VariableKind::Date | VariableKind::Text => {
                EdmType::Text
            }
        },
        is_key: variable.kind == VariableKind::Id,
    };
    variables.iter().map(column).collect()
}

/// Headings of a CSV file as OData can name them: letters, digits and `_`, each once.
pub(super) fn property_names<'a>(headings: impl IntoIterator<Item = &'a str>) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for heading in headings {
        let sign = |sign: char| if sign.is_ascii_alphanumeric() { sign } else { '_' };
        let mut name: String = heading.chars().map(sign).collect();
        if !name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_') {
            name.insert(0, '_');
        }
        while !taken.insert(name.clone()) {
            name.push('_');
        }
        names.insert(heading.to_owned(), name);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_begin_with_a_letter_hold_nothing_strange_and_differ() {
        let names = property_names(["reached/visits", "reached_visits", "2026", "größe", "a_b"]);
        let of = |heading: &str| names[heading].as_str();
        assert_eq!(of("reached/visits"), "reached_visits");
        assert_eq!(of("reached_visits"), "reached_visits_");
        assert_eq!((of("2026"), of("größe"), of("a_b")), ("_2026", "gr__e", "a_b"));
    }

    #[test]
    fn an_empty_cell_is_null_and_a_cell_that_cannot_be_is_nothing() {
        assert_eq!(EdmType::Whole.value(""), Some(Value::Null));
        assert_eq!(EdmType::Whole.value("-8"), Some(Value::from(-8)));
        assert_eq!(EdmType::Whole.value("good"), None);
        assert_eq!(EdmType::Double.value("1e-7"), Some(Value::from(1e-7)));
        assert_eq!(EdmType::Double.value("NaN"), None);
        assert_eq!(EdmType::Text.value("-8"), Some(Value::from("-8")));
    }

    #[test]
    fn every_table_of_figures_has_one_key_and_each_name_once() {
        for table in [FeedTable::Items, FeedTable::Comparison, FeedTable::Codebook] {
            let columns = of_figures(table);
            assert_eq!(columns.iter().filter(|column| column.is_key).count(), 1);
            let names: BTreeSet<&str> = columns.iter().map(|column| column.name.as_str()).collect();
            assert_eq!(names.len(), columns.len(), "{table:?}");
        }
    }
}
