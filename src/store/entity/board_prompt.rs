//! What a board asks the room.

use sea_orm::entity::prelude::*;

use super::Relation;

use crate::store::{Instant, boards::PromptStep};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "board_prompt")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub board_id: Uuid,
    pub place: i32,
    #[sea_orm(column_type = "Text")]
    pub heading: String,
    #[sea_orm(column_type = "Text")]
    pub library_wording: String,
    #[sea_orm(column_type = "Text")]
    pub partner_wording: String,
    #[sea_orm(column_type = "Text")]
    pub step: PromptStep,
    pub ends_at: Option<Instant>,
    pub closes_itself: bool,
    pub dots: i32,
    pub counted: bool,
}

impl ActiveModelBehavior for ActiveModel {}
