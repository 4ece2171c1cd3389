//! Letters that came back, by the keyed hash of their address.

use sea_orm::entity::prelude::*;

use super::Relation;

use crate::store::Instant;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bounce")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub programme_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub address_hash: String,
    pub outbox_id: Uuid,
    pub hard: bool,
    #[sea_orm(column_type = "Text")]
    pub status: String,
    pub at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
