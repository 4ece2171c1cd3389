//! How often the health of a partnership is checked, and who of the library answers.

use sea_orm::entity::prelude::*;

use super::Relation;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "health_plan")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub partner_id: Uuid,
    pub every_months: i32,
    #[sea_orm(column_type = "Text", nullable)]
    pub next_on: Option<String>,
    #[sea_orm(column_type = "JsonBinary")]
    pub library_people: Json,
}

impl ActiveModelBehavior for ActiveModel {}
