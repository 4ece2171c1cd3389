//! What was agreed after a course.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "course_action")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub course_id: Uuid,
    pub place: i32,
    #[sea_orm(column_type = "Text")]
    pub what: String,
    #[sea_orm(column_type = "Text")]
    pub who: String,
    #[sea_orm(column_type = "Text")]
    pub by_when: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub done_on: Option<String>,
    pub card_id: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}
