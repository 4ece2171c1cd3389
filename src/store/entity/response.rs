//! Responses: no time, no order, nothing that points at a person.

use sea_orm::entity::prelude::*;

use super::Relation;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "response")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub round_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub grp: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub answers: Json,
}

impl ActiveModelBehavior for ActiveModel {}
