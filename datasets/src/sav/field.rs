//! A column as SPSS keeps it: under a name of its own, and long texts in segments.

use std::collections::HashSet;

use crate::{dataset::Dataset, variable::Variable};

/// The most bytes of a segment of a long text.
pub(super) const SEGMENT: usize = 255;
/// The bytes that each segment but the last counts for in the width of the whole.
const COUNTED: usize = 252;
/// The longest name, in bytes.
const NAME: usize = 64;
/// Words of its language.
const RESERVED: [&str; 13] =
    ["all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"];

/// A variable of the file.
pub(super) struct SavField<'d> {
    pub(super) variable: &'d Variable,
    pub(super) name: String,
    /// The bytes of its longest text; 0 for a number.
    pub(super) width: usize,
    /// Its segments: the short name of each, and its width.
    pub(super) segments: Vec<(String, usize)>,
}

impl SavField<'_> {
    /// The name of its first segment.
    pub(super) fn short(&self) -> &str {
        self.segments.first().map_or("", |(name, _)| name)
    }

    /// How many groups of eight bytes it takes in a row.
    pub(super) fn elements(&self) -> usize {
        self.segments.iter().map(|(_, width)| super::elements(*width)).sum()
    }
}

/// The columns of a dataset.
pub(super) fn fields(data: &Dataset) -> Vec<SavField<'_>> {
    let mut taken = HashSet::new();
    let mut made = 0;
    let mut fields = Vec::new();
    for (at, variable) in data.variables().iter().enumerate() {
        let is_text = !variable.is_numeric() && variable.kind != crate::VariableKind::Choice;
        let longest = data.rows().filter_map(|row| row.get(at)).map(str::len).max().unwrap_or(0);
        let width = if is_text { longest.max(1) } else { 0 };
        let segments = widths(width)
            .into_iter()
            .map(|width| {
                made += 1;
                (format!("V{made:07}"), width)
            })
            .collect();
        fields.push(SavField { variable, name: name(&variable.key, &mut taken), width, segments });
    }
    fields
}

/// The widths of the segments of a text so wide; a number is one of width 0.
fn widths(width: usize) -> Vec<usize> {
    if width <= SEGMENT {
        return vec![width];
    }
    let segments = width.div_ceil(COUNTED);
    let mut widths = vec![SEGMENT; segments - 1];
    widths.push(width - (segments - 1) * COUNTED);
    widths
}

/// The name of a column, different from all that were taken, in whatever case.
fn name(key: &str, taken: &mut HashSet<String>) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    let mut wanted: String = key.chars().map(plain).take(NAME).collect();
    if RESERVED.contains(&&*wanted.to_ascii_lowercase()) {
        wanted.push('_');
    }
    let mut name = wanted.clone();
    let mut next = 2;
    while !taken.insert(name.to_ascii_lowercase()) {
        let ending = format!("_{next}");
        name = format!("{}{ending}", &wanted[..wanted.len().min(NAME - ending.len())]);
        next += 1;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain_short_and_told_apart() {
        let mut taken = HashSet::new();
        assert_eq!(name("reached/book_boxes", &mut taken), "reached_book_boxes");
        assert_eq!(name("reached_book/boxes", &mut taken), "reached_book_boxes_2");
        assert_eq!(name("with", &mut taken), "with_");
        let long = "a".repeat(64);
        assert_eq!(name(&format!("{long}/one"), &mut taken), long);
        assert_eq!(name(&format!("{long}/two"), &mut taken), format!("{}_2", "a".repeat(62)));
    }

    #[test]
    fn long_texts_are_segments_that_hold_all_of_them() {
        assert_eq!(widths(0), [0]);
        assert_eq!(widths(255), [255]);
        assert_eq!(widths(256), [255, 4]);
        assert_eq!(widths(600), [255, 255, 96]);
    }
}
