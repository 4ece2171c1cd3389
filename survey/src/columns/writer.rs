//! Stored documents as rows of a wide file. Words are those of the document, so that a row costs little more than reading
//! the document once.

mod plain;

use std::{borrow::Cow, fmt};

use common_ground_reports::scale::Missing;
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, MapAccess, Visitor},
};

use self::plain::PlainAnswer;
use super::{Column, Columns, FilePurpose, Part, cell_text, push_cell};
use crate::{Answer, answer::StoredForm};

/// Words of a document, copied only where the document escapes some of them.
#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct DocumentText<'d>(#[serde(borrow)] Cow<'d, str>);

impl AsRef<str> for DocumentText<'_> {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

/// Writes rows of one file, from documents that live as long as `'d`. What it keeps is kept from row to row.
pub struct ColumnWriter<'c, 'd> {
    columns: &'c Columns<'c>,
    purpose: FilePurpose,
    /// In the order of their keys.
    places: Vec<Place<'c>>,
    /// Where in `places` the group is.
    group: usize,
    /// Where in `places` each column finds its answer.
    order: Vec<Source>,
    /// Whether the document was plain: its answers are in `plain` then, and in `answers` otherwise; place by place.
    is_plain: bool,
    plain: Vec<PlainAnswer<'d>>,
    answers: Vec<Option<Answer<DocumentText<'d>>>>,
}

/// Where the answer to one item is kept while its row is written.
struct Place<'c> {
    key: Cow<'c, str>,
    /// What stands before its answer in a compact document.
    before: String,
}

/// Where a column finds its answer.
struct Source {
    place: usize,
    is_text: bool,
}

impl<'c, 'd> ColumnWriter<'c, 'd> {
    pub(super) fn new(columns: &'c Columns<'c>, purpose: FilePurpose) -> Self {
        let group = columns.side.group_item();
        let mut keys: Vec<Cow<'_, str>> = columns.after_group.iter().map(Column::key).collect();
        keys.push(Cow::Borrowed(group));
        keys.sort_unstable();
        keys.dedup();
        // Every key is there.
        let place = |key: &str| keys.iter().position(|known| known == key).unwrap_or_default();
        let source =
            |column: &Column<'_>| Source { place: place(column.key().as_ref()), is_text: column.is_text() };
        let order = columns.after_group.iter().map(source).collect();
        let group = place(group);
        let places: Vec<Place<'_>> =
            keys.into_iter().map(|key| Place { before: format!("\"{key}\":"), key }).collect();
        let plain = vec![PlainAnswer::Nothing; places.len()];
        let answers = places.iter().map(|_| None).collect();
        Self { columns, purpose, places, group, order, is_plain: true, plain, answers }
    }

    /// Reads a stored document; what it answers beside the columns is left out.
    ///
    /// # Errors
    /// The JSON error, when the document is not one of ours.
    pub fn read(&mut self, document: &'d str) -> Result<(), serde_json::Error> {
        self.is_plain = plain::read(&self.places, &mut self.plain, document).is_some();
        if !self.is_plain {
            self.answers.fill_with(|| None);
            let mut json = serde_json::Deserializer::from_str(document);
            Document { places: &self.places, answers: &mut self.answers }.deserialize(&mut json)?;
            json.end()?;
        }
        Ok(())
    }

    /// The fields of the row after the response's own id: the group, then the columns.
    pub fn cells(&self) -> impl Iterator<Item = Cow<'_, str>> {
        let columns = self.columns.after_group.iter().zip(&self.order);
        std::iter::once(Cow::Borrowed(self.group()))
            .chain(columns.map(|(column, source)| self.cell(column, source)))
    }

    fn group(&self) -> &str {
        if self.is_plain {
            return if let PlainAnswer::Choice(group) = self.plain[self.group] { group.text } else { "" };
        }
        match &self.answers[self.group] {
            Some(Answer::Choice(group)) => group.as_ref(),
            _ => "",
        }
    }

    fn cell(&self, column: &Column<'_>, source: &Source) -> Cow<'_, str> {
        if !self.is_plain {
            return column.cell(self.answers[source.place].as_ref(), self.purpose);
        }
        match self.plain[source.place] {
            PlainAnswer::Nothing => Cow::Borrowed(code(Missing::Skipped, source.is_text)),
            PlainAnswer::Rating(point) => digit(usize::from(point)),
            PlainAnswer::Choice(key) => Cow::Borrowed(key.text),
            PlainAnswer::Text(words) => cell_text(words.text, self.purpose),
            PlainAnswer::Missing(missing) => Cow::Borrowed(code(missing, source.is_text)),
        }
    }

    /// Appends the same fields to a row of a CSV file, a comma before each. Most are small enough that each look at them
    /// counts.
    pub fn write(&self, row: &mut Vec<u8>) {
        if !self.is_plain {
            for cell in self.cells() {
                row.push(b',');
                push_cell(row, &cell);
            }
            return;
        }
        row.push(b',');
        if let PlainAnswer::Choice(group) = self.plain[self.group] {
            group.push(row);
        }
        for source in &self.order {
            row.push(b',');
            let without = |missing| code(missing, source.is_text).as_bytes();
            match self.plain[source.place] {
                PlainAnswer::Nothing => row.extend_from_slice(without(Missing::Skipped)),
                PlainAnswer::Rating(point) => row.push(b'0' + point),
                PlainAnswer::Choice(key) => key.push(row),
                PlainAnswer::Text(words) => match cell_text(words.text, self.purpose) {
                    Cow::Borrowed(_) => words.push(row),
                    Cow::Owned(guarded) => push_cell(row, &guarded),
                },
                PlainAnswer::Missing(missing) => row.extend_from_slice(without(missing)),
            }
        }
    }
}

impl fmt::Debug for ColumnWriter<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Answers are nobody's business.
        f.debug_struct("Writer")
            .field("columns", self.columns)
            .field("purpose", &self.purpose)
            .finish_non_exhaustive()
    }
}

/// Answers being read, to the places of their items.
struct Document<'w, 'c, 'd> {
    places: &'w [Place<'c>],
    answers: &'w mut [Option<Answer<DocumentText<'d>>>],
}

impl<'d> DeserializeSeed<'d> for Document<'_, '_, 'd> {
    type Value = ();

    fn deserialize<D: Deserializer<'d>>(self, document: D) -> Result<(), D::Error> {
        document.deserialize_map(self)
    }
}

impl<'d> Visitor<'d> for Document<'_, '_, 'd> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("answers by item key")
    }

    fn visit_map<A: MapAccess<'d>>(self, mut document: A) -> Result<(), A::Error> {
        let mut next = 0;
        while let Some(DocumentText(key)) = document.next_key()? {
            // We write documents in the order of keys, PostgreSQL does not.
            let found = match self.places.get(next) {
                Some(expected) if expected.key == key => Some(next),
                _ => self.places.binary_search_by(|place| (*place.key).cmp(&*key)).ok(),
            };
            match found {
                Some(place) => {
                    document.next_value_seed(StoredForm(&mut self.answers[place]))?;
                    next = place + 1;
                }
                None => document.next_value_seed(StoredForm::<DocumentText<'_>>(&mut None))?,
            }
        }
        Ok(())
    }
}

impl Column<'_> {
    fn cell<'r, W: AsRef<str>>(&self, answer: Option<&'r Answer<W>>, purpose: FilePurpose) -> Cow<'r, str> {
        let option = if let Part::Option(option) = self.part { option } else { "" };
        let is_option = |key: &W| key.as_ref() == option;
        match answer {
            Some(Answer::Rating(point)) => digit(usize::from(*point)),
            Some(Answer::Choice(key)) => Cow::Borrowed(key.as_ref()),
            Some(Answer::Choices(chosen)) => digit(usize::from(chosen.iter().any(is_option))),
            Some(Answer::Ranking(ranked)) => digit(ranked.iter().position(is_option).map_or(0, |at| at + 1)),
            Some(Answer::Number(number)) => Cow::Owned(number.to_string()),
            Some(Answer::Date(date)) => Cow::Owned(date.to_string()),
            Some(Answer::Text(text)) => cell_text(text.as_ref(), purpose),
            Some(Answer::Missing(missing)) => Cow::Borrowed(code(*missing, self.is_text())),
            None => Cow::Borrowed(code(Missing::Skipped, self.is_text())),
        }
    }
}

/// What stands where there is no value.
fn code(missing: Missing, is_text: bool) -> &'static str {
    match missing {
        Missing::NotApplicable => "-1",
        Missing::NotShown => "-2",
        Missing::PreferNotToSay => "-7",
        Missing::DontKnow => "-8",
        Missing::Skipped if is_text => "",
        Missing::Skipped => "-9",
    }
}

/// Small numbers without a copy: most cells of most files.
fn digit(number: usize) -> Cow<'static, str> {
    const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
    DIGITS.get(number).map_or_else(|| Cow::Owned(number.to_string()), |digit| Cow::Borrowed(*digit))
}
