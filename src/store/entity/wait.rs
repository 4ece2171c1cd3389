//! How long an account or an address waits after wrong tries.

use sea_orm::entity::prelude::*;

use super::Relation;

use crate::store::Instant;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "wait")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub key_hash: String,
    pub tries: i32,
    pub last_at: Instant,
    pub until: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
