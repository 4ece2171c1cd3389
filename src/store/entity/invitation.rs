//! Personal links, by the hash of their token.

use sea_orm::entity::prelude::*;

use super::Relation;

use crate::store::Instant;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invitation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub round_id: Uuid,
    pub contact_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub token_hash: String,
    pub used: bool,
    pub response_id: Option<Uuid>,
    pub expires_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
