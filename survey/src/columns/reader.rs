//! Rows of a wide file back into answers, with every mistake located.

use std::fmt;

use common_ground_reports::{formula::unguarded, scale::Missing};

use super::{Column, GROUP, Part, RESPONSE_ID};
use crate::{
    Answer, Answers, Item, ItemInput, Raw, Side, Survey,
    answers::{Problem, read},
};

/// What is said of a code where words are expected.
const NOT_ON_OFFER: &str =
    "The question does not offer what this code means; if it is what was written, put ' before it";

/// A mistake in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The line, from 1; the header is the first.
    pub line: u64,
    /// The heading of the column; empty for the row as a whole.
    pub column: String,
    /// What to change.
    pub message: String,
}

impl fmt::Display for Located {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.column.as_str() {
            "" => write!(f, "line {}: {}", self.line, self.message),
            column => write!(f, "line {}, {column}: {}", self.line, self.message),
        }
    }
}

/// Reads rows of one file. Its columns may come in any order; items without a column are skipped.
#[derive(Clone, Debug)]
pub struct ColumnReader<'a> {
    survey: &'a Survey,
    side: Side,
    id: Option<usize>,
    group: Option<usize>,
    items: Vec<Source<'a>>,
}

/// Where in a row an item stands: once, or once for each option, and perhaps what was written beside “other”.
#[derive(Clone, Debug)]
struct Source<'a> {
    item: &'a Item,
    cells: Vec<(Part<'a>, usize)>,
}

impl<'a> ColumnReader<'a> {
    pub(super) fn new(
        survey: &'a Survey,
        side: Side,
        columns: &[Column<'a>],
        header: &[&str],
    ) -> Result<Self, Vec<Located>> {
        let mut mistakes = Vec::new();
        let mut mistake = |column: &str, message: &str| {
            mistakes.push(Located { line: 1, column: column.to_owned(), message: message.to_owned() });
        };
        let (mut id, mut group) = (None, None);
        let mut items: Vec<Source<'a>> = Vec::new();
        for (at, heading) in header.iter().enumerate() {
            // Programs for Windows mark UTF-8 by a character before the first heading.
            let heading = heading.trim_start_matches('\u{feff}').trim();
            if heading.is_empty() {
                mistake("", &format!("Column {} has no heading; name it, or remove it", at + 1));
            } else if header[..at].iter().any(|h| h.trim_start_matches('\u{feff}').trim() == heading) {
                mistake(heading, "This column is there twice");
            } else if heading == RESPONSE_ID {
                id = Some(at);
            } else if heading == GROUP {
                group = Some(at);
            } else if let Some(column) = columns.iter().find(|column| column.heading() == heading) {
                let cell = (column.part, at);
                match items.iter_mut().find(|source| source.item.key == column.item.key) {
                    Some(source) => source.cells.push(cell),
                    None => items.push(Source { item: column.item, cells: vec![cell] }),
                }
            } else {
                mistake(heading, "The survey has no such question");
            }
        }
        if group.is_none() && survey.group_item(side).is_some() {
            mistake(GROUP, "This column is missing");
        }
        if mistakes.is_empty() { Ok(Self { survey, side, id, group, items }) } else { Err(mistakes) }
    }

    /// Reads one row: the response's id (empty if the file has none) and its answers.
    ///
    /// # Errors
    ///
    /// Every mistake in the row, with its line and column.
    pub fn read<'r>(&self, line: u64, row: &[&'r str]) -> Result<(&'r str, Answers), Vec<Located>> {
        let cell = |at: usize| row.get(at).copied().unwrap_or_default().trim();
        let mut raw = Raw::new();
        let mut mistakes = Vec::new();
        let group = self.group.map(cell).unwrap_or_default();
        if !group.is_empty() {
            raw.insert(self.side.group_item().to_owned(), vec![group.to_owned()]);
        }
        for source in &self.items {
            let whole = (source.item.key.clone(), source.entry(&cell));
            let beside = source.item.other_key().map(|key| (key, source.beside(&cell)));
            for (key, entry) in std::iter::once(whole).chain(beside) {
                match entry {
                    Ok(sent) => drop(raw.insert(key, sent)),
                    Err((column, message)) => {
                        mistakes.push(Located { line, column, message: message.to_owned() });
                    }
                }
            }
        }
        let mut answers = read(self.survey, self.side, &raw);
        // Who answered on a screen was not asked what is only for paper.
        if let Ok(answers) = &mut answers {
            let sources = self.items.iter().filter(|source| source.item.paper_only);
            for source in sources.filter(|source| source.was_not_shown(&cell)) {
                answers.insert(source.item.key.as_str(), Answer::Missing(Missing::NotShown));
            }
        }
        let problems = answers.as_ref().err().into_iter().flatten();
        mistakes.extend(problems.map(|problem| self.locate(line, problem)));
        match answers {
            Ok(answers) if mistakes.is_empty() => Ok((self.id.map(cell).unwrap_or_default(), answers)),
            _ => Err(mistakes),
        }
    }

    fn locate(&self, line: u64, problem: &Problem) -> Located {
        let column = if problem.item == self.side.group_item() { GROUP } else { &problem.item };
        Located { line, column: column.to_owned(), message: problem.message.clone() }
    }
}

impl Source<'_> {
    /// What a form would have sent for these cells, or the column at fault and why.
    fn entry<'r>(&self, cell: &impl Fn(usize) -> &'r str) -> Result<Vec<String>, (String, &'static str)> {
        let cells = self.cells.iter().filter(|(part, _)| *part != Part::Other).map(|(_, at)| cell(*at));
        if self.item.kind.input().is_text() {
            cells.filter_map(|cell| self.text(cell).transpose()).collect()
        } else if self.item.kind.has_column_for_each_option() {
            self.options(cell)
        } else {
            Ok(cells.flat_map(value).collect())
        }
    }

    /// What was written beside “other”.
    fn beside<'r>(&self, cell: &impl Fn(usize) -> &'r str) -> Result<Vec<String>, (String, &'static str)> {
        let cells = self.cells.iter().filter(|(part, _)| *part == Part::Other).map(|(_, at)| cell(*at));
        let written = |cell: &'r str| match code(cell) {
            None => Some(Ok(unguarded(cell).to_owned())),
            Some(Missing::Skipped | Missing::NotShown) => None,
            Some(_) => Some(Err((self.item.other_key().unwrap_or_default(), NOT_ON_OFFER))),
        };
        cells.filter_map(written).collect()
    }

    fn was_not_shown<'r>(&self, cell: &impl Fn(usize) -> &'r str) -> bool {
        self.cells.iter().any(|(_, at)| code(cell(*at)) == Some(Missing::NotShown))
    }

    /// A text, or the key of a code. A code that is not on offer would be kept as words that nobody wrote.
    fn text(&self, cell: &str) -> Result<Option<String>, (String, &'static str)> {
        match code(cell) {
            None => Ok(Some(unguarded(cell).to_owned())),
            Some(Missing::Skipped | Missing::NotShown) => Ok(None),
            Some(missing) if self.item.missing.contains(&missing) => Ok(Some(missing.key().to_owned())),
            Some(_) => Err((self.item.key.clone(), NOT_ON_OFFER)),
        }
    }

    fn options<'r>(&self, cell: &impl Fn(usize) -> &'r str) -> Result<Vec<String>, (String, &'static str)> {
        let fault = |option: &str, why| Err((format!("{}/{option}", self.item.key), why));
        let ranks = matches!(self.item.kind.input(), ItemInput::Ranked { .. });
        let mut missing: Option<&str> = None;
        let mut chosen: Vec<(usize, &str)> = Vec::new();
        for (part, at) in &self.cells {
            let Part::Option(option) = *part else { continue };
            let cell = cell(*at);
            match (code(cell), cell.parse::<usize>()) {
                (Some(_), _) if missing.is_some_and(|other| other != cell) => {
                    return fault(option, "The options of one question have different codes");
                }
                (Some(_), _) => missing = Some(cell),
                (None, Ok(0)) => {}
                (None, Ok(place)) if ranks || place == 1 => {
                    if ranks && chosen.iter().any(|(taken, _)| *taken == place) {
                        return fault(option, "Two options have the same place");
                    }
                    chosen.push((place, option));
                }
                (None, _) if cell.is_empty() => {}
                (None, _) if ranks => return fault(option, "Write the place as a number, or 0"),
                (None, _) => return fault(option, "Write 1 for chosen and 0 for not chosen"),
            }
        }
        chosen.sort_by_key(|(place, _)| *place);
        match missing {
            Some(_) if !chosen.is_empty() => {
                let option = chosen[0].1;
                fault(option, "This option has an answer where others have a code for none")
            }
            Some(code) => Ok(value(code).collect()),
            None => Ok(chosen.into_iter().map(|(_, option)| option.to_owned()).collect()),
        }
    }
}

/// The missing answer that a cell's code stands for.
fn code(cell: &str) -> Option<Missing> {
    cell.parse().ok().and_then(Missing::from_code)
}

/// A cell as a form's value: codes become keys. What was skipped or not shown was not sent.
fn value(cell: &str) -> impl Iterator<Item = String> {
    let value = match code(cell) {
        Some(Missing::Skipped | Missing::NotShown) => None,
        Some(missing) => Some(missing.key()),
        None => Some(cell).filter(|cell| !cell.is_empty()),
    };
    value.map(str::to_owned).into_iter()
}
