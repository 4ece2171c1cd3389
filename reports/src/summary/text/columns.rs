//! A table in plain text: figures aligned below their headings, the name of a row above them.

use super::super::table::{Table, TableCell, TableColumn, TableRow};
use super::{WIDTH, with_indent, wrapped};

/// How far figures stand in from the names.
const INDENT: usize = 3;
/// The space between two columns.
const BETWEEN: usize = 2;

/// The table. Where its columns do not fit, each row becomes a list of its cells with their headings.
pub(super) fn table(table: &Table) -> String {
    let widths = widths(table);
    let total = INDENT + widths.iter().sum::<usize>() + BETWEEN * widths.len().saturating_sub(1);
    if total > WIDTH { listed(table) } else { aligned(table, &widths) }
}

/// The width of each column: that of its widest figure, or of the longest word of its heading, which may take
/// several lines.
fn widths(table: &Table) -> Vec<usize> {
    let figures =
        |place: usize| table.rows.iter().filter_map(move |row| row.cells.get(place)).filter(|cell| !cell.few);
    let width = |(place, column): (usize, &TableColumn)| {
        let widest = figures(place).map(|cell| cell.text.chars().count()).max().unwrap_or(0);
        let words = column.label.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0);
        widest.max(words)
    };
    table.columns.iter().enumerate().map(width).collect()
}

fn aligned(table: &Table, widths: &[usize]) -> String {
    let mut lines = heading(table, widths);
    for row in &table.rows {
        lines.push(with_indent("", &row.label));
        lines.push(if row.cells.iter().all(|cell| cell.few) {
            // Nothing to align: the first cell says why.
            format!("{}{}", " ".repeat(INDENT), row.cells.first().map_or("–", |cell| &cell.text))
        } else {
            line(table, widths, row.cells.iter().zip(widths).map(|(cell, width)| fitting(cell, *width)))
        });
    }
    lines.join("\n")
}

/// The headings, ending on one line.
fn heading(table: &Table, widths: &[usize]) -> Vec<String> {
    let labels = table.columns.iter().zip(widths);
    let wrapped: Vec<Vec<String>> = labels.map(|(column, width)| wrapped(&column.label, *width)).collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    let at = |lines: &'_ Vec<String>, place: usize| {
        (place + lines.len())
            .checked_sub(height)
            .and_then(|place| lines.get(place))
            .cloned()
            .unwrap_or_default()
    };
    let row = |place| {
        let cells: Vec<String> = wrapped.iter().map(|lines| at(lines, place)).collect();
        line(table, widths, cells.iter().map(String::as_str))
    };
    (0..height).map(row).collect()
}

/// A cell, or a dash for words that do not fit; the reading of the row says why the figure is missing.
fn fitting(cell: &TableCell, width: usize) -> &str {
    if cell.text.chars().count() > width { "–" } else { &cell.text }
}

fn line<'a>(table: &Table, widths: &[usize], cells: impl Iterator<Item = &'a str>) -> String {
    let padded = table.columns.iter().zip(widths).zip(cells).map(|((column, width), text)| {
        if column.figures { format!("{text:>width$}") } else { format!("{text:<width$}") }
    });
    let line = padded.collect::<Vec<_>>().join(&" ".repeat(BETWEEN));
    format!("{}{}", " ".repeat(INDENT), line).replace('\u{a0}', " ").trim_end().to_owned()
}

fn listed(table: &Table) -> String {
    let cell = |(column, cell): (&TableColumn, &TableCell)| {
        let colon = if column.figures && !table.heat { "" } else { ":" };
        format!("{}{colon} {}", column.label, cell.text)
    };
    let row = |row: &TableRow| {
        let cells = row.across(table).map(cell).collect::<Vec<_>>().join("; ");
        format!("{}\n{}", with_indent("", &row.label), with_indent(&" ".repeat(INDENT), &cells))
    };
    table.rows.iter().map(row).collect::<Vec<_>>().join("\n")
}
