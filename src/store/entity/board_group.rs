//! Cards that were put together.

use sea_orm::entity::prelude::*;

use super::Relation;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "board_group")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub prompt_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub label: String,
    pub rank: i32,
}

impl ActiveModelBehavior for ActiveModel {}
