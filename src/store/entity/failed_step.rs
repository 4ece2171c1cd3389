//! What the scheduler could not do.

use sea_orm::entity::prelude::*;

use super::Relation;

use crate::store::Instant;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "failed_step")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub step: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject_id: Uuid,
    pub programme_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub error: String,
    pub first_at: Instant,
    pub last_at: Instant,
    pub tries: i32,
    pub next_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
