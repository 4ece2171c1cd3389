//! The numbers and days that a round was given, by cell. They are not counted while answers come in: whoever makes the
//! table of a close reads the responses for them. On SQLite nobody can store an answer while a transaction writes, so that
//! all are read before it begins, a page at a time; the tallies of the round, which move with every response, tell in the
//! transaction whether anything came since.

use jiff::{civil::Date, tz::TimeZone};
use serde::Deserialize;

use super::{Connection, Result, Round, check};
use crate::survey::{
    Answer, Survey,
    spread::SpreadItem,
    tally::{CountedValue, Groups},
};

/// The numbers and days of a round, as they were when its tallies were these.
#[derive(Clone, Debug)]
pub struct GivenSpreads {
    tallied: Groups,
    cells: Groups,
}

impl GivenSpreads {
    /// Reads those of a round; none where its survey asks for none. `tallied` is what was tallied before.
    pub async fn read(
        db: &Connection,
        round: &Round,
        survey: &Survey,
        tallied: Groups,
    ) -> Result<Option<Self>> {
        let asked = SpreadItem::all(survey, round.side, opened(round));
        if asked.is_empty() {
            return Ok(None);
        }
        let given = check::recount(db, round.id, |answers| counted(&asked, answers), |_| {}).await?;
        let mut cells = Groups::new();
        for ((item, group, value), n) in given {
            cells.entry(group).or_default().add(item, value, u64::try_from(n).unwrap_or_default());
        }
        Ok(Some(Self { tallied, cells }))
    }

    /// Whether they are those of a round that has these tallies.
    pub fn is_of(&self, tallied: &Groups) -> bool {
        self.tallied == *tallied
    }

    /// Adds them to what each group answered.
    pub fn add_to(&self, groups: &mut Groups) {
        for (group, cells) in &self.cells {
            groups.entry(group.clone()).or_default().add_all(cells);
        }
    }
}

/// The day on which a round opened: wherever in the world, since it only says where months begin.
fn opened(round: &Round) -> Date {
    round.opens_at.to_zoned_datetime(TimeZone::UTC).date()
}

/// What one response adds, read from its stored document.
fn counted(
    asked: &[SpreadItem],
    answers: &serde_json::Value,
) -> std::result::Result<Vec<CountedValue>, String> {
    let mut counted = Vec::new();
    for (spread, given) in asked.iter().filter_map(|spread| Some((spread, answers.get(spread.item())?))) {
        let answer = Answer::<String>::deserialize(given).map_err(|error| error.to_string())?;
        counted.extend(spread.counted(&answer));
    }
    Ok(counted)
}
