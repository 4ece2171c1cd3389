//! Stored documents as rows of a wide file. Words are those of the document, so that a row costs little more than reading
//! the document once.

mod plain;

use std::{borrow::Cow, fmt};

use common_ground_reports::scale::Missing;
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, MapAccess, Visitor},
};

use super::{Column, Columns, FilePurpose, Part, cell_text};
use crate::survey::answer::{Answer, StoredForm};

/// Words of a document, copied only where the document escapes some of them.
#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct DocumentText<'d>(#[serde(borrow)] Cow<'d, str>);

impl AsRef<str> for DocumentText<'_> {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

/// Writes rows of one file, from documents that live as long as `'d`.
pub struct ColumnWriter<'c, 'd> {
    columns: &'c Columns<'c>,
    purpose: FilePurpose,
    /// In the order of their keys.
    places: Vec<Place<'c, 'd>>,
    /// Where in `places` each column finds its answer; the group first.
    order: Vec<usize>,
}

/// Where the answer to one item is kept while its row is written.
struct Place<'c, 'd> {
    key: Cow<'c, str>,
    /// What stands before its answer in a compact document.
    before: String,
    answer: Option<Answer<DocumentText<'d>>>,
}

impl<'c, 'd> ColumnWriter<'c, 'd> {
    pub(super) fn new(columns: &'c Columns<'c>, purpose: FilePurpose) -> Self {
        let group = columns.side.group_item();
        let keys =
            || std::iter::once(Cow::Borrowed(group)).chain(columns.after_group.iter().map(Column::key));
        let mut sorted: Vec<Cow<'_, str>> = keys().collect();
        sorted.sort_unstable();
        sorted.dedup();
        let order = keys().filter_map(|key| sorted.binary_search(&key).ok()).collect();
        let places = sorted
            .into_iter()
            .map(|key| Place { before: format!("\"{key}\":"), key, answer: None })
            .collect();
        Self { columns, purpose, places, order }
    }

    /// Reads a stored document; what it answers beside the columns is left out.
    ///
    /// # Errors
    /// The JSON error, when the document is not one of ours.
    pub fn read(&mut self, document: &'d str) -> Result<(), serde_json::Error> {
        self.clear();
        if plain::read(&mut self.places, document).is_none() {
            self.clear();
            let mut json = serde_json::Deserializer::from_str(document);
            Document(&mut self.places).deserialize(&mut json)?;
            json.end()?;
        }
        Ok(())
    }

    fn clear(&mut self) {
        for place in &mut self.places {
            place.answer = None;
        }
    }

    /// The fields of the row after the response's own id: the group, then the columns.
    pub fn cells(&self) -> impl Iterator<Item = Cow<'_, str>> {
        let mut answers = self.order.iter().map(|place| self.places[*place].answer.as_ref());
        let group = match answers.next().flatten() {
            Some(Answer::Choice(group)) => group.as_ref(),
            _ => "",
        };
        let columns = self.columns.after_group.iter().zip(answers);
        std::iter::once(Cow::Borrowed(group))
            .chain(columns.map(|(column, answer)| column.cell(answer, self.purpose)))
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
struct Document<'w, 'c, 'd>(&'w mut [Place<'c, 'd>]);

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
            let found = match self.0.get(next) {
                Some(expected) if expected.key == key => Some(next),
                _ => self.0.binary_search_by(|place| (*place.key).cmp(&*key)).ok(),
            };
            match found {
                Some(place) => {
                    document.next_value_seed(StoredForm(&mut self.0[place].answer))?;
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
            Some(Answer::Missing(missing)) => Cow::Borrowed(self.missing(*missing)),
            None => Cow::Borrowed(self.missing(Missing::Skipped)),
        }
    }

    fn missing(&self, missing: Missing) -> &'static str {
        match missing {
            Missing::NotApplicable => "-1",
            Missing::NotShown => "-2",
            Missing::PreferNotToSay => "-7",
            Missing::DontKnow => "-8",
            Missing::Skipped if self.is_text() => "",
            Missing::Skipped => "-9",
        }
    }
}

/// Small numbers without a copy: most cells of most files.
fn digit(number: usize) -> Cow<'static, str> {
    const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
    DIGITS.get(number).map_or_else(|| Cow::Owned(number.to_string()), |digit| Cow::Borrowed(*digit))
}
