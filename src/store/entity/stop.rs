//! Addresses that want no more mail, as keyed hashes.

use sea_orm::entity::prelude::*;

use super::Relation;

use crate::store::Instant;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stop")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub programme_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub address_hash: String,
    pub since: Instant,
    #[sea_orm(column_type = "Text", nullable)]
    pub portable: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
