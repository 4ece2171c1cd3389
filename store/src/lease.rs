//! Leases: work that one of several instances does at a time. A lease is a row with its holder and its end, so any
//! database that has transactions can keep it; there is no lock that a pooled connection could lose or leak.
//! Whatever is done under a lease must still be safe to do twice: a holder that stalls may outlive its lease.

use jiff::Timestamp;
use sea_orm::{ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, Set};

use super::{Connection, Instant, Result, delete_where, entity::lease, insert_once};

/// The lease of the scheduler.
pub const SCHEDULER: &str = "scheduler";

/// No lease is taken for longer, in milliseconds. One that ends later was taken before the clock was set back, and its
/// holder may be long gone.
const LONGEST: i64 = 10 * 60 * 1_000;

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
