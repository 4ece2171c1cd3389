//! The dots that one browser gave to one card or group.

use sea_orm::entity::prelude::*;

use super::Relation;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "board_vote")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub prompt_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub voter_hash: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub target_id: Uuid,
    pub dots: i32,
}

impl ActiveModelBehavior for ActiveModel {}
