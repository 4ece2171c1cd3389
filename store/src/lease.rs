//! Leases: work that one of several instances does at a time. A lease is a row with its holder and its end, so any
//! database that has transactions can keep it; there is no lock that a pooled connection could lose or leak.
//! Whatever is done under a lease must still be safe to do twice: a holder that stalls may outlive its lease.

use jiff::Timestamp;
use sea_orm::{ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, Set};

use super::{Connection, Db, Instant, Result, delete_where, entity::lease, insert_once};

/// The lease of the scheduler.
pub const SCHEDULER: &str = "scheduler";

/// No lease is taken for longer, in milliseconds. One that ends later was taken before the clock was set back, and its
/// holder may be long gone.
const LONGEST: i64 = 10 * 60 * 1_000;

/// Takes a lease for `holder` until `until`, or renews it once half of its time is over. Returns false while somebody else holds
/// it. Where nothing changes nothing is written, so that who only looks waits for nobody who writes.
pub async fn keep(db: &Db, name: &str, holder: &str, now: Timestamp, until: Timestamp) -> Result<bool> {
    if let Some(row) = lease::Entity::find_by_id(name).one(db.read()).await? {
        let left = row.until.0 - now.as_millisecond();
        let whole = until.as_millisecond() - now.as_millisecond();
        if row.holder != holder && 0 < left && left <= LONGEST {
            return Ok(false);
        }
        // One that has more left than it is taken for was taken before the clock was set back.
        if row.holder == holder && whole / 2 < left && left <= whole {
            return Ok(true);
        }
    }
    take(db.write_one(), name, holder, now, until).await
}

/// Takes or renews a lease for `holder` until `until`. Returns false while somebody else holds it.
pub async fn take(
    db: &Connection,
    name: &str,
    holder: &str,
    now: Timestamp,
    until: Timestamp,
) -> Result<bool> {
    let free = Condition::any()
        .add(lease::Column::Holder.eq(holder))
        .add(lease::Column::Until.lte(Instant::from(now)))
        .add(lease::Column::Until.gt(Instant(now.as_millisecond() + LONGEST)));
    let renewed = lease::Entity::update_many()
        .col_expr(lease::Column::Holder, holder.into())
        .col_expr(lease::Column::Until, until.as_millisecond().into())
        .filter(lease::Column::Name.eq(name))
        .filter(free)
        .exec(db)
        .await?;
    if renewed.rows_affected > 0 {
        return Ok(true);
    }
    let row = lease::ActiveModel {
        name: Set(name.to_owned()),
        holder: Set(holder.to_owned()),
        until: Set(until.into()),
    };
    insert_once(db, row, [lease::Column::Name]).await
}

/// Gives a lease back early, so that another instance need not wait for its end.
pub async fn give_back(db: &Connection, name: &str, holder: &str) -> Result<()> {
    let own = lease::Column::Name.eq(name).and(lease::Column::Holder.eq(holder));
    delete_where(db, lease::Entity, own).await?;
    Ok(())
}
