//! The documents that boards end with. A revision never changes, but for its appendix, which goes when the cards go; a
//! change is the next one.

use common_ground_boards::write_up::WriteUp;
use jiff::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

use crate::store::{Connection, Result, StoreError, entity::board_write_up, insert, set_where};

/// One revision of a write-up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Its number, from 1.
    pub revision: i32,
    /// What it says.
    pub document: WriteUp,
    /// Who agreed to it, in words; may be empty.
    pub agreed_by: String,
    /// When it was written.
    pub written_at: Timestamp,
}

/// The latest revision.
pub async fn latest(db: &Connection, board: Uuid) -> Result<Option<Revision>> {
    let row = board_write_up::Entity::find()
        .filter(board_write_up::Column::BoardId.eq(board))
        .order_by_desc(board_write_up::Column::Revision)
        .one(db)
        .await?;
    row.map(read).transpose()
}

/// Whether there is any revision.
pub async fn has_any(db: &Connection, board: Uuid) -> Result<bool> {
    let one: Option<Uuid> = board_write_up::Entity::find()
        .select_only()
        .column(board_write_up::Column::Id)
        .filter(board_write_up::Column::BoardId.eq(board))
        .into_tuple()
        .one(db)
        .await?;
    Ok(one.is_some())
}

fn read(row: board_write_up::Model) -> Result<Revision> {
    let document = serde_json::from_value(row.document)
        .map_err(|error| StoreError::Damaged(format!("write-up {}: {error}", row.id)))?;
    let (revision, agreed_by) = (row.revision, row.agreed_by);
    Ok(Revision { revision, document, agreed_by, written_at: row.written_at.time() })
}

/// Adds a revision after `after`, which is 0 before the first.
///
/// # Errors
/// When somebody else added the same revision, that it is a duplicate.
pub async fn add(
    tx: &Connection,
    board: Uuid,
    after: i32,
    (document, agreed_by): (&WriteUp, &str),
    now: Timestamp,
) -> Result<()> {
    let damaged = |error: serde_json::Error| StoreError::Damaged(error.to_string());
    let row = board_write_up::ActiveModel {
        id: Set(Uuid::new_v4()),
        board_id: Set(board),
        revision: Set(after.saturating_add(1)),
        document: Set(serde_json::to_value(document).map_err(damaged)?),
        agreed_by: Set(agreed_by.to_owned()),
        written_at: Set(now.into()),
    };
    insert(tx, row).await
}

/// Takes every card as it was written out of all revisions of boards, for the day on which the cards go.
pub async fn forget_appendices(tx: &Connection, boards: &[Uuid]) -> Result<()> {
    let of_boards = board_write_up::Column::BoardId.is_in(boards.iter().copied());
    for row in board_write_up::Entity::find().filter(of_boards).all(tx).await? {
        let (id, document) = (row.id, read(row)?.document);
        if document.appendix.is_empty() {
            continue;
        }
        let bare = serde_json::to_value(WriteUp { appendix: Vec::new(), ..document });
        let bare = bare.map_err(|error| StoreError::Damaged(error.to_string()))?;
        set_where(tx, board_write_up::Column::Document, bare, board_write_up::Column::Id.eq(id)).await?;
    }
    Ok(())
}
