//! What trainers add to a summary before it is sent.

use sea_orm::entity::prelude::*;

use super::Relation;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "summary_plan")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub course_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub note: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub left_out: Json,
    #[sea_orm(column_type = "Text")]
    pub email_subject: String,
    #[sea_orm(column_type = "Text")]
    pub email_opening: String,
    #[sea_orm(column_type = "Text")]
    pub email_closing: String,
}

impl ActiveModelBehavior for ActiveModel {}
