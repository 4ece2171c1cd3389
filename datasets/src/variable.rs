//! One column of a dataset: what it is called, what was asked, and what its values mean.

/// The codes that stand where there is no value.
pub const MISSING_CODES: [i8; 5] = [-1, -2, -7, -8, -9];

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// Its heading in the CSV file.
    pub key: String,
    /// What it is called in charts and tables.
    pub label: String,
    /// The question as people read it.
    pub question: String,
    /// The kind of question, as codebooks name it.
    pub asked_as: String,
    /// What its cells hold.
    pub kind: VariableKind,
    /// What its values mean, in the order of the codebook; a value can be a range in words, such as `0 to 100`.
    pub values: Vec<ValueLabel>,
    /// The codes that can stand where there is no value.
    pub missing: Vec<ValueLabel>,
    /// The question that several columns answer together: one of several choices.
    pub set: Option<ChoiceSet>,
}

/// What a value means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueLabel {
    /// As it stands in a cell.
    pub value: String,
    /// What it means.
    pub label: String,
}

/// A question that has a column for each of its options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceSet {
    pub key: String,
    /// What it is called.
    pub label: String,
}

/// What the cells of a column hold, where they hold no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VariableKind {
    /// The id of the row.
    Id,
    /// The key of one option.
    Choice,
    /// A whole number that stands for a point of a scale.
    Point,
    /// 1 or 0: whether an option was chosen.
    Chosen,
    /// The place of an option, or 0.
    Place,
    Number {
        /// Digits after the point.
        decimals: u8,
    },
    /// A day.
    Date,
    /// Words.
    Text,
}

/// What a cell says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CellValue<'c> {
    /// Nothing.
    Nothing,
    /// One of [`MISSING_CODES`].
    Missing(i8),
    Number(f64),
    /// An option, by its place among [`Variable::categories`].
    Choice(usize),
    /// A day, counted from 1 January 1970.
    Day(i64),
    /// Words.
    Text(&'c str),
}

impl Variable {
    /// The single values that have labels; none where values are numbers, days or words.
    pub fn categories(&self) -> impl Iterator<Item = &ValueLabel> {
        let kind = self.kind;
        self.values.iter().filter(move |label| match kind {
            VariableKind::Choice => !label.value.is_empty(),
            VariableKind::Point | VariableKind::Chosen | VariableKind::Place => {
                label.value.parse::<u32>().is_ok()
            }
            VariableKind::Id | VariableKind::Number { .. } | VariableKind::Date | VariableKind::Text => false,
        })
    }

    /// Whether its cells hold numbers or days.
    pub fn is_numeric(&self) -> bool {
        !matches!(self.kind, VariableKind::Id | VariableKind::Choice | VariableKind::Text)
    }

    /// What a cell of it says; nothing of what cannot stand there.
    pub fn cell<'c>(&self, cell: &'c str) -> Option<CellValue<'c>> {
        if self.kind == VariableKind::Id {
            return (!cell.is_empty()).then_some(CellValue::Text(cell));
        }
        if cell.is_empty() {
            return Some(CellValue::Nothing);
        }
        if let Some(code) = MISSING_CODES.into_iter().find(|code| code.to_string() == cell) {
            return Some(CellValue::Missing(code));
        }
        match self.kind {
            VariableKind::Id | VariableKind::Text => Some(CellValue::Text(cell)),
            VariableKind::Choice => {
                self.categories().position(|label| label.value == cell).map(CellValue::Choice)
            }
            VariableKind::Point | VariableKind::Chosen | VariableKind::Place => {
                cell.parse::<u32>().ok().map(|number| CellValue::Number(f64::from(number)))
            }
            VariableKind::Number { .. } => {
                cell.parse::<f64>().ok().filter(|number| number.is_finite()).map(CellValue::Number)
            }
            VariableKind::Date => day(cell).map(CellValue::Day),
        }
    }
}

/// The days from 1 January 1970 to a day as `2026-05-14`.
fn day(cell: &str) -> Option<i64> {
    let (rest, day) = cell.rsplit_once('-')?;
    let (year, month) = rest.rsplit_once('-')?;
    let (year, month, day): (i64, i64, i64) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    let is_day = (-9_999..=9_999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    // Years that begin in March end with the day that only some years have.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    is_day.then_some(days + (153 * month + 2) / 5 + day - 1 - 719_468)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variable(kind: VariableKind) -> Variable {
        let value =
            |(value, label): (&str, &str)| ValueLabel { value: value.to_owned(), label: label.to_owned() };
        Variable {
            key: "key".to_owned(),
            label: String::new(),
            question: String::new(),
            asked_as: String::new(),
            kind,
            values: [("school", "A school"), ("other", "Others"), ("", "left out")].map(value).into(),
            missing: Vec::new(),
            set: None,
        }
    }

    #[test]
    fn days_are_counted_across_leap_years_and_before_the_common_era() {
        for (cell, expected) in [
            ("1970-01-01", 0),
            ("1969-12-31", -1),
            ("2000-02-29", 11_016),
            ("2026-05-14", 20_587),
            ("1582-10-14", -141_428),
            ("0001-01-01", -719_162),
            ("-000001-12-31", -719_529),
        ] {
            assert_eq!(day(cell), Some(expected), "{cell}");
        }
        for none in ["", "2026", "2026-05", "14/05/2026", "2026-13-01", "2026-00-01"] {
            assert_eq!(day(none), None, "{none}");
        }
    }

    #[test]
    fn a_cell_is_a_code_before_it_is_a_value() {
        assert_eq!(variable(VariableKind::Text).cell("-2"), Some(CellValue::Missing(-2)));
        assert_eq!(variable(VariableKind::Text).cell("'-2"), Some(CellValue::Text("'-2")));
        assert_eq!(variable(VariableKind::Number { decimals: 1 }).cell("-9"), Some(CellValue::Missing(-9)));
        assert_eq!(variable(VariableKind::Number { decimals: 1 }).cell("2.5"), Some(CellValue::Number(2.5)));
        assert_eq!(variable(VariableKind::Choice).cell("other"), Some(CellValue::Choice(1)));
        assert_eq!(variable(VariableKind::Choice).cell(""), Some(CellValue::Nothing));
        assert_eq!(variable(VariableKind::Choice).cell("club"), None);
        assert_eq!(variable(VariableKind::Point).cell("good"), None);
    }
}
