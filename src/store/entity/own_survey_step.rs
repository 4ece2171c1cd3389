//! The last changes of a survey that is being written, each with what it was before.

use sea_orm::entity::prelude::*;

use super::Relation;

use crate::store::Instant;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "own_survey_step")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub survey_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub edit: i32,
    #[sea_orm(column_type = "Text")]
    pub said: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub definition: Json,
    pub made_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
