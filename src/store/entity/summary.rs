//! Frozen summaries.

use sea_orm::entity::prelude::*;

use super::Relation;

use crate::store::Instant;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "summary")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub course_id: Uuid,
    pub revision: i32,
    pub frozen_at: Instant,
    #[sea_orm(column_type = "JsonBinary")]
    pub document: Json,
}

impl ActiveModelBehavior for ActiveModel {}
