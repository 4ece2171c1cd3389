//! The published tables of rounds: what everything shown of a round is drawn from. One is written in the transaction that
//! causes it, and read in one statement.

use std::collections::BTreeMap;

use common_ground_reports::{
    counts::Counts,
    small_numbers::{Batch, MinGroup},
};
use jiff::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set, sea_query::OnConflict};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    Connection, Db, Result, Round, StoreError, check,
    entity::published,
    rounds,
    spreads::GivenSpreads,
    surveys,
    tallies::{self, STARTED, StoredTally},
    write,
};
use crate::{
    survey::{
        RoundState, Survey,
        published::{Record, TableStage},
        tally::Groups,
    },
    system::secret::hash,
};

/// What is kept of a round.
#[derive(Clone, Debug)]
enum Kept {
    Table(Box<Record>),
    /// What an earlier version showed of it, of which no table was made yet.
    Earlier(Earlier),
}

/// What earlier versions kept.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Earlier {
    /// The sums of a close, from when the round was opened again.
    Close(Vec<StoredTally>),
    /// The batches of an open round, each rating by itself.
    Ratings(BTreeMap<String, View>),
}

/// What was shown of a rating.
#[derive(Clone, Debug, Deserialize)]
struct View {
    published: Option<Frozen>,
}

#[derive(Clone, Debug, Deserialize)]
struct Frozen {
    view: Counts,
}

impl Kept {
    fn of(row: &published::Model) -> Result<Self> {
        let damaged = |error: &dyn std::fmt::Display| {
            StoreError::Damaged(format!("the published table of round {}: {error}", row.round_id))
        };
        if row.hash.is_empty() {
            return serde_json::from_str(&row.document).map(Self::Earlier).map_err(|error| damaged(&error));
        }
        if hash(&row.document) != row.hash {
            return Err(damaged(&"it is not what was written; put it back from a backup"));
        }
        serde_json::from_str(&row.document).map(Self::Table).map_err(|error| damaged(&error))
    }

    fn table(self) -> Option<Record> {
        match self {
            Self::Table(record) => Some(*record),
            Self::Earlier(_) => None,
        }
    }

    /// Its table; what an earlier version showed is made into one.
    fn record(self, survey: &Survey, round: &Round, min: MinGroup) -> Record {
        match self {
            Self::Table(record) => *record,
            Self::Earlier(Earlier::Close(rows)) => {
                Record::close(None, survey, round.side, &grouped(rows), min)
            }
            Self::Earlier(Earlier::Ratings(views)) => {
                let shown = views.into_iter().filter_map(|(item, view)| Some((item, view.published?.view)));
                Record::from_ratings(survey, round.side, &shown.collect(), min)
            }
        }
    }
}

/// The table of a round; none where nothing was shown of it yet, or only by an earlier version.
pub async fn find(db: &Connection, round: Uuid) -> Result<Option<Record>> {
    Ok(kept(db, round).await?.and_then(Kept::table))
}

/// The tables of these rounds, as [`find`] finds each.
pub async fn of_rounds(db: &Connection, rounds: &[Uuid]) -> Result<BTreeMap<Uuid, Record>> {
    let these = published::Column::RoundId.is_in(rounds.iter().copied());
    let rows = published::Entity::find().filter(these).all(db).await?;
    let read = |row: &published::Model| Ok(Kept::of(row)?.table().map(|record| (row.round_id, record)));
    rows.iter().filter_map(|row| read(row).transpose()).collect()
}

/// Whether a table can be read, and is what was written.
pub(super) fn is_whole(row: &published::Model) -> bool {
    Kept::of(row).is_ok()
}

async fn kept(db: &Connection, round: Uuid) -> Result<Option<Kept>> {
    let row = published::Entity::find_by_id(round).one(db).await?;
    row.as_ref().map(Kept::of).transpose()
}

/// Writes the table of a round that has closed, or that closed before and has more answers now. `tx` holds the row of the
/// round, so that nothing is stored and no other table written meanwhile. `given` is what [`read_before`] read: where somebody
/// has answered since, or nothing was read, it is read now.
pub async fn at_close(
    tx: &Connection,
    id: Uuid,
    min: MinGroup,
    given: Option<&GivenSpreads>,
) -> Result<Record> {
    let missing = || StoreError::Damaged(format!("round {id} is missing"));
    let round = rounds::find(tx, id).await?.ok_or_else(missing)?;
    let survey = surveys::asked(tx, &round).await?;
    let shown = kept(tx, id).await?.map(|kept| kept.record(&survey, &round, min));
    let mut groups = tallied(tx, id).await?;
    if let Some(given) = given.filter(|given| given.is_of(&groups)) {
        given.add_to(&mut groups);
    } else if let Some(given) = GivenSpreads::read(tx, &round, &survey, groups.clone()).await? {
        given.add_to(&mut groups);
    }
    let record = Record::close(shown.as_ref(), &survey, round.side, &groups, min);
    keep(tx, id, &record, round.closes_at).await?;
    Ok(record)
}

/// The numbers and days that a round was given up to now, for [`at_close`]; none where its survey asks for none.
pub async fn read_before(db: &Connection, id: Uuid) -> Result<Option<GivenSpreads>> {
    let Some(round) = rounds::find(db, id).await? else { return Ok(None) };
    let survey = surveys::asked(db, &round).await?;
    let tallied = tallied(db, id).await?;
    GivenSpreads::read(db, &round, &survey, tallied).await
}

/// Whether nobody has answered a round since these were read; always where there is nothing to read.
pub(super) async fn is_of_now(tx: &Connection, id: Uuid, given: Option<&GivenSpreads>) -> Result<bool> {
    match given {
        Some(given) => Ok(given.is_of(&tallied(tx, id).await?)),
        None => Ok(true),
    }
}

/// The table of a closed round, written now where it closed before there were tables. None when it is open.
pub async fn of_closed(db: &Db, id: Uuid, min: MinGroup) -> Result<Option<Record>> {
    written(db, id, min, false).await
}

/// Writes the table of a closed round anew, from which answers have come or gone. Nothing when it is open.
pub async fn refresh_closed(db: &Db, id: Uuid, min: MinGroup) -> Result<()> {
    written(db, id, min, true).await.map(|_| ())
}

async fn written(db: &Db, id: Uuid, min: MinGroup, anew: bool) -> Result<Option<Record>> {
    let given = if anew { read_before(db.read(), id).await? } else { None };
    let tx = write(db).await?;
    check::lock(&tx, id).await?;
    if rounds::find(&tx, id).await?.is_none_or(|round| round.state != RoundState::Closed) {
        return Ok(None);
    }
    let record =
        if anew { at_close(&tx, id, min, given.as_ref()).await? } else { ensure(&tx, id, min).await? };
    tx.commit().await?;
    Ok(Some(record))
}

/// The table of a closed round whose row `tx` holds, written if there is none.
pub async fn ensure(tx: &Connection, id: Uuid, min: MinGroup) -> Result<Record> {
    match find(tx, id).await? {
        Some(record) if record.stage == TableStage::Close => Ok(record),
        _ => at_close(tx, id, min, None).await,
    }
}

/// Shows the next batch of an open round, once it is full. Returns whether anything was noted.
pub async fn next_batch(
    db: &Db,
    round: &Round,
    survey: &Survey,
    sizes: (MinGroup, Batch),
    now: Timestamp,
) -> Result<bool> {
    let tx = write(db).await?;
    // Pages run the scheduler too: two steps at once would each note what the other has shown.
    check::lock(&tx, round.id).await?;
    if rounds::find(&tx, round.id).await?.is_none_or(|round| round.state != RoundState::Open) {
        return Ok(false);
    }
    let kept = kept(&tx, round.id).await?;
    let is_table = matches!(kept, Some(Kept::Table(_)));
    let shown = kept.map(|kept| kept.record(survey, round, sizes.0));
    let groups = tallied(&tx, round.id).await?;
    let record = Record::batch(shown.as_ref(), survey, round.side, &groups, sizes);
    if is_table && shown.as_ref() == Some(&record) {
        return Ok(false);
    }
    keep(&tx, round.id, &record, now).await?;
    tx.commit().await?;
    Ok(true)
}

/// Forgets the answers of an open round that wait to be shown: somebody's were erased, and may be among them. What is
/// shown stays. `tx` holds the row of the round.
pub async fn forget_unshown(tx: &Connection, round: Uuid) -> Result<()> {
    let Some(row) = published::Entity::find_by_id(round).one(tx).await? else { return Ok(()) };
    match Kept::of(&row)?.table() {
        Some(record) => keep(tx, round, &record.without_unshown(), row.written_at.time()).await,
        None => Ok(()),
    }
}

async fn keep(tx: &Connection, round: Uuid, record: &Record, at: Timestamp) -> Result<()> {
    use published::Column::{Document, Hash, RoundId, WrittenAt};
    let document = serde_json::to_string(record).map_err(|error| StoreError::Damaged(error.to_string()))?;
    let row = published::ActiveModel {
        round_id: Set(round),
        hash: Set(hash(&document)),
        document: Set(document),
        written_at: Set(at.into()),
    };
    let newer = OnConflict::column(RoundId).update_columns([Document, Hash, WrittenAt]).to_owned();
    published::Entity::insert(row).on_conflict(newer).exec_without_returning(tx).await?;
    Ok(())
}

/// What each group has answered up to now, numbers and days left out.
async fn tallied(db: &Connection, round: Uuid) -> Result<Groups> {
    Ok(grouped(tallies::of_round(db, round).await?))
}

fn grouped(rows: Vec<StoredTally>) -> Groups {
    let mut groups = Groups::new();
    for row in rows {
        // A cell is never below zero; a damaged one must not become a huge one.
        let n = u64::try_from(row.n).unwrap_or_default();
        if row.value != STARTED {
            groups.entry(row.grp).or_default().add(row.item, row.value, n);
        }
    }
    groups
}
