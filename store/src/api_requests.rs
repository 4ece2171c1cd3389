//! Requests that a program may send twice: the answer to the first is kept for a day under the key that the program gave
//! it, and given again.

use jiff::Timestamp;
use sea_orm::{ColumnTrait, Condition, EntityTrait, Set, sea_query::SelectStatement};
use uuid::Uuid;

use super::{
    Connection, Result, column_where, delete_where,
    entity::{api_request, api_token},
    insert,
};

/// Ids looked for in one statement.
const NAMED: usize = 100;

/// What became of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiRequest {
    /// The token it came with.
    pub token_id: Uuid,
    pub key_hash: String,
    /// The hash of its address and of what was sent.
    pub body_hash: String,
    /// The status of the answer.
    pub status: i32,
    /// Where what it made is; empty where it made nothing.
    pub location: String,
    /// The answer, as JSON.
    pub answer: String,
    /// When it came.
    pub created_at: Timestamp,
}

from_row!(ApiRequest: api_request { token_id, key_hash, body_hash, status, location, answer, created_at });

/// What became of the request with this key.
pub async fn find(db: &Connection, token: Uuid, key_hash: &str) -> Result<Option<ApiRequest>> {
    Ok(api_request::Entity::find_by_id((token, key_hash.to_owned())).into_model().one(db).await?)
}

/// Keeps what became of a request, in the transaction of what it did.
///
/// # Errors
/// A key that is taken.
pub async fn keep(tx: &Connection, request: ApiRequest) -> Result<()> {
    let row = api_request::ActiveModel {
        token_id: Set(request.token_id),
        key_hash: Set(request.key_hash),
        body_hash: Set(request.body_hash),
        status: Set(request.status),
        location: Set(request.location),
        answer: Set(request.answer),
        created_at: Set(request.created_at.into()),
    };
    insert(tx, row).await
}

/// Forgets what became of the requests in some programmes whose answers hold one of these ids: they may hold the name and the
/// address of somebody who is deleted there.
pub(super) async fn forget(tx: &Connection, programmes: SelectStatement, ids: &[Uuid]) -> Result<()> {
    let tokens = column_where(api_token::Column::Id, api_token::Column::ProgrammeId.in_subquery(programmes));
    let is_there = api_request::Column::TokenId.in_subquery(tokens);
    for ids in ids.chunks(NAMED) {
        let holds_one = ids.iter().map(|id| format!("%{id}%")).fold(Condition::any(), |any, id| {
            any.add(api_request::Column::Answer.like(id.clone())).add(api_request::Column::Location.like(id))
        });
        delete_where(tx, api_request::Entity, Condition::all().add(is_there.clone()).add(holds_one)).await?;
    }
    Ok(())
}
