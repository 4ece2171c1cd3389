//! Waits that grow with wrong tries. They are rows, so that they hold across instances and restarts. A try is counted
//! before it is looked at, so that many at once gain nothing, and given back when it was right. No wait is for ever, and
//! there are only so many rows, however many addresses somebody guesses from.

use jiff::{SignedDuration, Timestamp};
use sea_orm::{
    ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set,
    sea_query::{self, Expr},
};

use crate::store::{
    Connection, Instant, Result, StoreError, columns_of, delete_where, entity::wait, insert_once,
};

/// The longest wait. Longer would let a stranger keep somebody out by guessing at their account.
const LONGEST: SignedDuration = SignedDuration::from_mins(15);
/// The clocks of two instances differ by less.
const LARGEST_SKEW: SignedDuration = SignedDuration::from_mins(1);
/// Wrong tries are forgotten when none followed for so long.
const FORGOTTEN_AFTER: SignedDuration = SignedDuration::from_hours(24);

/// The most rows that are kept. The oldest go first: whoever fills the table to have their own wait forgotten has made
/// thousands of tries to win ten.
pub const MOST: u64 = 20_000;
/// Rows that go at once when there are too many, so that not every try deletes.
const AT_ONCE: u64 = 2_000;

/// Deletes the oldest waits when there are more than [`MOST`].
pub async fn sweep(db: &Connection) -> Result<()> {
    if wait::Entity::find().count(db).await? <= MOST {
        return Ok(());
    }
    let oldest = wait::Entity::find()
        .order_by_asc(wait::Column::LastAt)
        .order_by_asc(wait::Column::KeyHash)
        .limit(AT_ONCE);
    let oldest: Vec<String> = columns_of(db, oldest, [wait::Column::KeyHash]).await?;
    delete_where(db, wait::Entity, wait::Column::KeyHash.is_in(oldest)).await?;
    Ok(())
}

/// Counts a try under `key`; `Some` says until when no try is taken. `free` tries go without a wait, then it is a
/// minute, and twice as long after each further one.
pub async fn count(tx: &Connection, key: &str, free: i32, now: Timestamp) -> Result<Option<Timestamp>> {
    let at = Instant::from(now);
    let fresh =
        wait::ActiveModel { key_hash: Set(key.to_owned()), tries: Set(0), last_at: Set(at), until: Set(at) };
    insert_once(tx, fresh, [wait::Column::KeyHash]).await?;
    let row = wait::Entity::find_by_id(key.to_owned()).lock_exclusive().one(tx).await?;
    let row = row.ok_or_else(|| StoreError::Damaged("a wait went while it was counted".to_owned()))?;
    // A wait that ends later than any does was begun before the clock was set back.
    let runs = row.until > at && row.until.time() <= now + LONGEST + LARGEST_SKEW;
    if runs {
        return Ok(Some(row.until.time()));
    }
    let long_ago = now.duration_since(row.last_at.time()) > FORGOTTEN_AFTER;
    let tries = if long_ago { 1 } else { row.tries.saturating_add(1) };
    let until = now + wait_after(tries - free);
    wait::Entity::update_many()
        .col_expr(wait::Column::Tries, Expr::val(tries))
        .col_expr(wait::Column::LastAt, Expr::val(at.0))
        .col_expr(wait::Column::Until, Expr::val(until.as_millisecond()))
        .filter(wait::Column::KeyHash.eq(key))
        .exec(tx)
        .await?;
    Ok(None)
}

/// Forgets all tries under `key`.
pub async fn forget(tx: &Connection, key: &str) -> Result<()> {
    wait::Entity::delete_by_id(key.to_owned()).exec(tx).await?;
    Ok(())
}

/// Gives one try back and ends the wait that it began; the tries before it still count.
pub async fn give_back(tx: &Connection, key: &str) -> Result<()> {
    wait::Entity::update_many()
        .col_expr(wait::Column::Tries, sea_query::ExprTrait::sub(Expr::col(wait::Column::Tries), 1))
        .col_expr(wait::Column::Until, Expr::col(wait::Column::LastAt))
        .filter(wait::Column::KeyHash.eq(key))
        .filter(wait::Column::Tries.gt(0))
        .exec(tx)
        .await?;
    Ok(())
}

/// The wait after so many tries beyond the free ones, the last free one being number zero.
fn wait_after(over: i32) -> SignedDuration {
    if over < 0 {
        return SignedDuration::ZERO;
    }
    let minutes = 2_i64.saturating_pow(u32::try_from(over).unwrap_or_default().min(10));
    SignedDuration::from_mins(minutes).min(LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_doubles_and_ends_at_a_quarter_of_an_hour() {
        let minutes = [-3, -1, 0, 1, 2, 3, 4, 400].map(|over| wait_after(over).as_mins());
        assert_eq!(minutes, [0, 0, 1, 2, 4, 8, 15, 15]);
    }
}
