//! The published table of a round.

use sea_orm::entity::prelude::*;

use super::Relation;

use crate::store::Instant;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "published")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub round_id: Uuid,
    pub document: String,
    pub hash: String,
    pub written_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
