//! Courses.

use sea_orm::entity::prelude::*;

use super::Relation;

use crate::store::{Instant, courses::CourseState};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "course")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub programme_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    #[sea_orm(column_type = "Text")]
    pub place: String,
    pub starts_at: Instant,
    pub ends_at: Instant,
    #[sea_orm(column_type = "Text")]
    pub time_zone: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub aims: Json,
    #[sea_orm(column_type = "Text")]
    pub state: CourseState,
    pub summary_at: Instant,
    pub frozen_at: Option<Instant>,
    #[sea_orm(column_type = "Text")]
    pub trainers: String,
    pub revision: i32,
    pub one_form: bool,
}

impl ActiveModelBehavior for ActiveModel {}
