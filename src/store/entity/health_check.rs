//! One health check of a partnership.

use sea_orm::entity::prelude::*;

use super::Relation;

use crate::store::Instant;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "health_check")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub partner_id: Uuid,
    pub opens_at: Instant,
    pub closes_at: Instant,
    pub unsealed_at: Option<Instant>,
    #[sea_orm(column_type = "JsonBinary")]
    pub figures: Json,
}

impl ActiveModelBehavior for ActiveModel {}
