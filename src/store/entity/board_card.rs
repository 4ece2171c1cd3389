//! What somebody in the room wrote. Nothing says who.

use sea_orm::entity::prelude::*;

use super::Relation;

use crate::{store::boards::Origin, survey::round::Side};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "board_card")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub prompt_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub side: Side,
    #[sea_orm(column_type = "Text")]
    pub origin: Origin,
    #[sea_orm(column_type = "Text")]
    pub text: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub clarified: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub table_name: String,
    pub group_id: Option<Uuid>,
    pub rank: i32,
    pub withheld: bool,
    pub example: bool,
    #[sea_orm(column_type = "Text", nullable)]
    pub writer_hash: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
