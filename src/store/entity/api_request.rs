//! What became of requests that programs may send twice, by the hash of their key.

use sea_orm::entity::prelude::*;

use super::Relation;

use crate::store::Instant;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "api_request")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub key_hash: String,
    #[sea_orm(column_type = "Text")]
    pub body_hash: String,
    pub status: i32,
    #[sea_orm(column_type = "Text")]
    pub location: String,
    #[sea_orm(column_type = "Text")]
    pub answer: String,
    pub created_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
