//! The workshop board of a course.

use sea_orm::entity::prelude::*;

use super::Relation;

use crate::store::{Instant, boards::BoardState};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "board")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub course_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub code: String,
    #[sea_orm(column_type = "Text")]
    pub state: BoardState,
    pub revision: i64,
    #[sea_orm(column_type = "Text")]
    pub last_act: String,
    pub current_id: Option<Uuid>,
    pub created_at: Instant,
    pub closed_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}
