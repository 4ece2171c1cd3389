//! Access tokens, by their hash.

use sea_orm::entity::prelude::*;

use super::Relation;

use crate::store::Instant;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "api_token")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub person_id: Uuid,
    pub programme_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    #[sea_orm(column_type = "Text")]
    pub token_hash: String,
    #[sea_orm(column_type = "Text")]
    pub scopes: String,
    pub created_at: Instant,
    pub expires_at: Instant,
    #[sea_orm(column_type = "Text", nullable)]
    pub used_on: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
