//! Letters that came back, and the addresses that are not written to because of them.

use std::collections::HashMap;

use jiff::{Timestamp, ToSpan};
use sea_orm::{ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, Set, sea_query::IntoCondition};
use uuid::Uuid;

use super::{Connection, Instant, Result, entity::bounce, insert_once};

/// So many letters put off …
const SOFT_UNTIL_HOLD: usize = 3;
/// … within so many hours hold an address.
const SOFT_WITHIN_HOURS: i64 = 30 * 24;

/// Why an address is not written to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Blocked {
    /// Its mail server refused a letter for good, with this status: `5.1.1`.
    Hard(String),
    /// Its mail server put off letter after letter.
    Hold,
}

/// What a mail server reported about a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BounceReport<'a> {
    /// The programme that wrote.
    pub programme: Uuid,
    /// The keyed hash of the address.
    pub address_hash: &'a str,
    pub letter: Uuid,
    /// Whether it was refused for good.
    pub hard: bool,
    /// The status by RFC 3463: `5.1.1`.
    pub status: &'a str,
}

/// Records a report. Returns false when it was known.
pub async fn record(tx: &Connection, report: &BounceReport<'_>, now: Timestamp) -> Result<bool> {
    let row = bounce::ActiveModel {
        id: Set(Uuid::new_v4()),
        programme_id: Set(report.programme),
        address_hash: Set(report.address_hash.to_owned()),
        outbox_id: Set(report.letter),
        hard: Set(report.hard),
        status: Set(report.status.to_owned()),
        at: Set(now.into()),
    };
    insert_once(tx, row, [bounce::Column::OutboxId, bounce::Column::Hard]).await
}

/// The addresses of a programme that are not written to, by their keyed hash.
pub async fn blocked(db: &Connection, programme: Uuid, now: Timestamp) -> Result<HashMap<String, Blocked>> {
    among(db, bounce::Column::ProgrammeId.eq(programme), now).await
}

/// Those of some addresses, known by their keyed hashes, that are not written to by a programme.
pub(super) async fn blocked_among(
    db: &Connection,
    programme: Uuid,
    hashes: &[String],
    now: Timestamp,
) -> Result<HashMap<String, Blocked>> {
    let these = bounce::Column::AddressHash.is_in(hashes.iter().map(String::as_str));
    among(db, bounce::Column::ProgrammeId.eq(programme).and(these), now).await
}

/// Whether an address, known by its keyed hash, is not written to by a programme.
pub async fn is_blocked(
    db: &Connection,
    programme: Uuid,
    address_hash: &str,
    now: Timestamp,
) -> Result<bool> {
    let theirs = bounce::Column::ProgrammeId.eq(programme).and(bounce::Column::AddressHash.eq(address_hash));
    Ok(!among(db, theirs, now).await?.is_empty())
}

async fn among(
    db: &Connection,
    which: impl IntoCondition,
    now: Timestamp,
) -> Result<HashMap<String, Blocked>> {
    let recent: Instant = (now - SOFT_WITHIN_HOURS.hours()).into();
    let counts = Condition::any().add(bounce::Column::Hard.eq(true)).add(bounce::Column::At.gte(recent));
    let rows = bounce::Entity::find().filter(which).filter(counts).all(db).await?;
    let mut soft: HashMap<String, usize> = HashMap::new();
    let mut blocked = HashMap::new();
    for row in rows {
        if row.hard {
            blocked.insert(row.address_hash, Blocked::Hard(row.status));
        } else {
            let letters = soft.entry(row.address_hash.clone()).or_default();
            *letters += 1;
            if *letters >= SOFT_UNTIL_HOLD {
                blocked.entry(row.address_hash).or_insert(Blocked::Hold);
            }
        }
    }
    Ok(blocked)
}
