//! How signing in works: one row, or none while nothing is set.

use sea_orm::entity::prelude::*;

use super::Relation;

use crate::store::Instant;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_in_rule")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    pub idle_hours: i32,
    pub second_factor: bool,
    pub password_keeper_id: Option<Uuid>,
    pub changed_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
