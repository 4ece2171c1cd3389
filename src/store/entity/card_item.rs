//! The card or group of a board that a question of an own survey asks about.

use sea_orm::entity::prelude::*;

use super::Relation;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "card_item")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub survey_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub item_key: String,
    pub prompt_id: Uuid,
    pub target_id: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}
