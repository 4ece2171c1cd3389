//! Rounds whose old rows are not gone for certain.

use sea_orm::entity::prelude::*;

use super::Relation;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "trace")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub round_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub horizon: String,
}

impl ActiveModelBehavior for ActiveModel {}
