//! Named people who are asked.

use sea_orm::entity::prelude::*;

use super::Relation;

use crate::store::Instant;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contact")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub programme_id: Uuid,
    pub partner_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    #[sea_orm(column_type = "Text")]
    pub email: String,
    #[sea_orm(column_type = "Text")]
    pub job: String,
    #[sea_orm(column_type = "Text")]
    pub phone: String,
    pub can_say_yes: bool,
    pub added_at: Option<Instant>,
    pub left_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}
