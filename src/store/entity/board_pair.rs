//! What somebody decided about an offer and a wish: that they meet, or that they do not.

use sea_orm::entity::prelude::*;

use super::Relation;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "board_pair")]
pub struct Model {
    pub prompt_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub offered_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub wanted_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub offering: String,
    pub confirmed: bool,
}

impl ActiveModelBehavior for ActiveModel {}
