//! The dataset as a system file of SPSS (`.sav`), which PSPP, R and Python read too. Choices are numbers with labels, a value
//! below zero is missing, and questions with several choices are sets.

mod field;

use std::fmt::Write;

use self::field::{SavField, fields};
use crate::{
    dataset::{Dataset, DatasetError},
    variable::{CellValue, Variable, VariableKind},
};

/// The longest label of a variable and of a value, in bytes.
const VARIABLE_LABEL: usize = 255;
const VALUE_LABEL: usize = 120;
/// The range of codes that are missing values.
const MISSING: [f64; 2] = [-9.0, -1.0];
/// From the first day of the Gregorian calendar, from which SPSS counts, to 1970.
const DAYS_TO_1970: i64 = 141_428;
const SECONDS_OF_DAY: i64 = 86_400;
/// What stands where a number has no value.
const SYSTEM_MISSING: f64 = -f64::MAX;

/// The formats of cells.
const FORMAT_TEXT: i32 = 1;
const FORMAT_NUMBER: i32 = 5;
/// `2026/05/14`
const FORMAT_DAY: i32 = 39;

/// The most bytes of the answers in a file: every text takes as much room as the longest of its column.
const LARGEST: usize = 48 << 20;

/// The file.
///
/// # Errors
/// [`DatasetError::TooLarge`] where the longest texts make it larger than can be held.
pub fn file(data: &Dataset) -> Result<Vec<u8>, DatasetError> {
    let fields = fields(data);
    let row = 8 * fields.iter().map(SavField::elements).sum::<usize>();
    let answers = row.saturating_mul(data.rows().len());
    if answers > LARGEST {
        return Err(DatasetError::TooLarge);
    }
    // With room for what stands before them: a file that grows is held twice for a moment.
    let mut out = Out(Vec::with_capacity(answers + (1 << 20)));
    out.header(data, &fields);
    for field in &fields {
        out.variable(field);
    }
    let mut place = 1;
    for field in &fields {
        out.value_labels(field.variable, place);
        place += int(field.elements());
    }
    out.machine();
    out.sets(&fields);
    out.display(&fields);
    out.names(&fields);
    out.record(20, 1, b"UTF-8");
    out.int(999);
    out.int(0);
    for row in data.rows() {
        for (field, cell) in fields.iter().zip(row) {
            out.cell(field, cell);
        }
    }
    Ok(out.0)
}

/// Bytes of a system file.
struct Out(Vec<u8>);

impl Out {
    fn int(&mut self, number: i32) {
        self.0.extend(number.to_le_bytes());
    }

    fn float(&mut self, number: f64) {
        self.0.extend(number.to_le_bytes());
    }

    /// Bytes, with spaces up to a width.
    fn padded(&mut self, bytes: &[u8], width: usize) {
        let bytes = &bytes[..bytes.len().min(width)];
        self.0.extend(bytes);
        self.0.resize(self.0.len() + width - bytes.len(), b' ');
    }

    /// A record of the kind that other programs may leave out.
    fn record(&mut self, subtype: i32, size: usize, bytes: &[u8]) {
        for number in [7, subtype, int(size), int(bytes.len() / size)] {
            self.int(number);
        }
        self.0.extend(bytes);
    }

    fn header(&mut self, data: &Dataset, fields: &[SavField<'_>]) {
        self.0.extend(b"$FL2");
        self.padded(b"@(#) SPSS DATA FILE Common Ground", 60);
        let elements: usize = fields.iter().map(SavField::elements).sum();
        // The layout, elements of a row, no compression, no weight, rows.
        for number in [2, int(elements), 0, 0, int(data.rows().len())] {
            self.int(number);
        }
        self.float(100.0);
        // No time of making: the same answers are the same file.
        self.0.extend(b"01 Jan 7000:00:00");
        self.padded(cut(data.title(), 64).as_bytes(), 64);
        self.0.extend([0; 3]);
    }

    fn variable(&mut self, field: &SavField<'_>) {
        let label = cut(&field.variable.label, VARIABLE_LABEL);
        for (segment, (name, width)) in field.segments.iter().enumerate() {
            let missing = if *width == 0 { -2 } else { 0 };
            let label = if segment == 0 { label } else { "" };
            for number in [2, int(*width), i32::from(!label.is_empty()), missing] {
                self.int(number);
            }
            let format = format(field.variable, *width);
            self.int(format);
            self.int(format);
            self.padded(name.as_bytes(), 8);
            if !label.is_empty() {
                self.int(int(label.len()));
                self.padded(label.as_bytes(), label.len().next_multiple_of(4));
            }
            if missing != 0 {
                for number in MISSING {
                    self.float(number);
                }
            }
            for _ in 1..elements(*width) {
                // The rest of a text, eight bytes each.
                for number in [2, -1, 0, 0, 0, 0] {
                    self.int(number);
                }
                self.padded(b"", 8);
            }
        }
    }

    /// What the values of a variable mean, which begins at that place of a row.
    fn value_labels(&mut self, variable: &Variable, place: i32) {
        let by_place = variable.kind == VariableKind::Choice;
        let value = |(at, value): (usize, &str)| if by_place { number(at + 1) } else { value.parse().ok() };
        let categories = variable.categories().enumerate();
        let categories = categories.map(|(at, label)| (value((at, &label.value)), &label.label));
        let codes = variable.missing.iter().map(|label| (label.value.parse().ok(), &label.label));
        let is_number = variable.is_numeric() || by_place;
        let labels: Vec<(f64, &str)> = categories
            .chain(codes)
            .filter_map(|(value, label)| Some((value?, cut(label, VALUE_LABEL))))
            .filter(|(_, label)| is_number && !label.is_empty())
            .collect();
        if labels.is_empty() {
            return;
        }
        self.int(3);
        self.int(int(labels.len()));
        for (value, label) in labels {
            self.float(value);
            self.0.push(u8::try_from(label.len()).unwrap_or(u8::MAX));
            // With its length, whole groups of eight.
            self.padded(label.as_bytes(), (label.len() + 1).next_multiple_of(8) - 1);
        }
        for number in [4, 1, place] {
            self.int(number);
        }
    }

    /// How numbers are written in this file.
    fn machine(&mut self) {
        // A version, no machine of note, IEEE 754, no compression of note, little-endian, UTF-8.
        let ints = [1, 0, 0, -1, 1, 1, 2, 65_001];
        self.record(3, 4, &ints.map(i32::to_le_bytes).concat());
        let floats = [SYSTEM_MISSING, f64::MAX, f64::from_bits(SYSTEM_MISSING.to_bits() - 1)];
        self.record(4, 8, &floats.map(f64::to_le_bytes).concat());
    }

    fn sets(&mut self, fields: &[SavField<'_>]) {
        let mut sets = String::new();
        let mut rest = fields;
        while let [first, ..] = rest {
            let set = &first.variable.set;
            let many = rest.iter().take_while(|field| field.variable.set == *set).count();
            if let Some(set) = set {
                let names: Vec<String> =
                    rest[..many].iter().map(|field| field.short().to_ascii_lowercase()).collect();
                let (key, label) = (cut(&set.key, 63), cut(&set.label, VARIABLE_LABEL));
                // Writing to text never fails.
                let _ = writeln!(sets, "${key}=D1 1 {} {label} {}", label.len(), names.join(" "));
            }
            rest = &rest[many..];
        }
        if !sets.is_empty() {
            self.record(7, 1, sets.as_bytes());
        }
    }

    /// How variables are measured and shown.
    fn display(&mut self, fields: &[SavField<'_>]) {
        let mut bytes = Vec::new();
        for field in fields {
            let (measure, width, right) = match field.variable.kind {
                VariableKind::Id | VariableKind::Choice | VariableKind::Chosen => (1, 8, 0),
                VariableKind::Text => (1, 24, 0),
                VariableKind::Point | VariableKind::Place => (2, 8, 1),
                VariableKind::Number { .. } | VariableKind::Date => (3, 10, 1),
            };
            for _ in &field.segments {
                bytes.extend([measure, width, right].map(i32::to_le_bytes).concat());
            }
        }
        self.record(11, 4, &bytes);
    }

    /// The names of variables beside those of eight letters, and the widths of long texts.
    fn names(&mut self, fields: &[SavField<'_>]) {
        let names: Vec<String> =
            fields.iter().map(|field| format!("{}={}", field.short(), field.name)).collect();
        self.record(13, 1, names.join("\t").as_bytes());
        let long = fields.iter().filter(|field| field.segments.len() > 1);
        let widths = long.fold(String::new(), |mut widths, field| {
            let _ = write!(widths, "{}={:05}\0\t", field.short(), field.width);
            widths
        });
        if !widths.is_empty() {
            self.record(14, 1, widths.as_bytes());
        }
    }

    fn cell(&mut self, field: &SavField<'_>, cell: &str) {
        if field.width == 0 {
            self.float(number_of(field.variable, cell));
            return;
        }
        for (segment, (_, width)) in field.segments.iter().enumerate() {
            let bytes = cell.as_bytes();
            // Long texts go on every 255 bytes, wherever a letter ends.
            let from = (segment * field::SEGMENT).min(bytes.len());
            let to = (from + field::SEGMENT).min(bytes.len());
            self.padded(&bytes[from..to], width.next_multiple_of(8));
        }
    }
}

/// The number that stands for a cell.
fn number_of(variable: &Variable, cell: &str) -> f64 {
    let number = match variable.cell(cell) {
        Some(CellValue::Missing(code)) => Some(f64::from(code)),
        Some(CellValue::Number(number)) => Some(number),
        Some(CellValue::Choice(at)) => number(at + 1),
        Some(CellValue::Day(day)) => seconds(day),
        Some(CellValue::Nothing | CellValue::Text(_)) | None => None,
    };
    number.unwrap_or(SYSTEM_MISSING)
}

fn seconds(day: i64) -> Option<f64> {
    // Ten thousand years of seconds: far fewer than a double counts exactly.
    let day = i32::try_from(day + DAYS_TO_1970).ok()?;
    let seconds = i32::try_from(SECONDS_OF_DAY).ok()?;
    Some(f64::from(day) * f64::from(seconds))
}

fn number(at: usize) -> Option<f64> {
    u32::try_from(at).ok().map(f64::from)
}

/// How many groups of eight bytes a segment takes.
fn elements(width: usize) -> usize {
    width.div_ceil(8).max(1)
}

fn format(variable: &Variable, width: usize) -> i32 {
    let (kind, width, decimals) = match variable.kind {
        _ if width > 0 => (FORMAT_TEXT, int(width), 0),
        VariableKind::Date => (FORMAT_DAY, 10, 0),
        VariableKind::Number { decimals } => (FORMAT_NUMBER, 12, i32::from(decimals)),
        _ => (FORMAT_NUMBER, 8, 0),
    };
    (kind << 16) | (width << 8) | decimals
}

/// As much of a text as so many bytes hold, in whole letters.
fn cut(text: &str, most: usize) -> &str {
    &text[..text.floor_char_boundary(most)]
}

fn int(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_cut_between_letters() {
        assert_eq!(cut("Môn", 2), "M");
        assert_eq!(cut("Môn", 3), "Mô");
        assert_eq!(cut("Môn", 90), "Môn");
    }

    #[test]
    fn days_are_seconds_since_the_gregorian_calendar_began() {
        assert_eq!(seconds(0), Some(12_219_379_200.0));
        assert_eq!(seconds(-DAYS_TO_1970), Some(0.0));
    }
}
