//! Wishes for another password, from the form until their email is queued.

use jiff::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

use super::{Connection, Instant, Result, entity::reset_request, insert};

/// A wish for another password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResetRequest {
    pub id: Uuid,
    /// Of whom.
    pub email: String,
    /// When it was made.
    pub at: Timestamp,
}

from_row!(ResetRequest: reset_request { id, email, at });

/// Keeps a wish for another password for whoever signs in with this address, if anybody does.
pub async fn keep(tx: &Connection, email: &str, now: Timestamp) -> Result<()> {
    let row = reset_request::ActiveModel {
        id: Set(Uuid::new_v4()),
        email: Set(email.to_owned()),
        at: Set(now.into()),
    };
    insert(tx, row).await
}

/// The wishes that wait, the oldest first; at most `most`.
pub async fn waiting(db: &Connection, most: u64) -> Result<Vec<ResetRequest>> {
    let waiting = reset_request::Entity::find().order_by_asc(reset_request::Column::At);
    Ok(waiting.order_by_asc(reset_request::Column::Id).limit(most).into_model().all(db).await?)
}

/// Takes a wish, to be answered in the same transaction. Returns false when somebody else took it.
pub async fn take(tx: &Connection, id: Uuid) -> Result<bool> {
    Ok(reset_request::Entity::delete_by_id(id).exec(tx).await?.rows_affected > 0)
}

/// Forgets wishes from before `then`: whoever made them has asked again, or no longer waits.
pub async fn forget_before(db: &Connection, then: Timestamp) -> Result<u64> {
    let old = reset_request::Column::At.lt(Instant::from(then));
    Ok(reset_request::Entity::delete_many().filter(old).exec(db).await?.rows_affected)
}
