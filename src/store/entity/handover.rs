//! One contact of a partner who takes over from another.

use sea_orm::entity::prelude::*;

use super::Relation;

use crate::store::Instant;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "handover")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub partner_id: Uuid,
    pub former_id: Option<Uuid>,
    pub successor_id: Uuid,
    pub named_at: Instant,
    pub started_at: Option<Instant>,
    pub confirmed_at: Option<Instant>,
    #[sea_orm(column_type = "JsonBinary")]
    pub lines: Json,
    #[sea_orm(column_type = "Text")]
    pub wish: String,
}

impl ActiveModelBehavior for ActiveModel {}
