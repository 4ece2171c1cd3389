//! Unsent answers of confidential personal links.

use sea_orm::entity::prelude::*;

use super::Relation;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "draft")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub invitation_id: Uuid,
    #[sea_orm(column_type = "JsonBinary")]
    pub answers: Json,
}

impl ActiveModelBehavior for ActiveModel {}
