//! The keys by which programmes that came from elsewhere know who unsubscribed.

use sea_orm::entity::prelude::*;

use super::Relation;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stop_key")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub programme_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub sealed: String,
}

impl ActiveModelBehavior for ActiveModel {}
