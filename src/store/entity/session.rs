//! Signed-in browsers, by the hash of their cookie.

use sea_orm::entity::prelude::*;

use super::Relation;

use crate::store::Instant;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: String,
    pub person_id: Uuid,
    pub created_at: Instant,
    pub expires_at: Instant,
    #[sea_orm(column_type = "Text", nullable)]
    pub browser: Option<String>,
    pub used_at: Option<Instant>,
    pub single_sign_on: bool,
}

impl ActiveModelBehavior for ActiveModel {}
