//! A programme's own surveys while they are written.

use sea_orm::entity::prelude::*;

use super::Relation;

use crate::store::Instant;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "own_survey")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub programme_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub key: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub definition: Json,
    #[sea_orm(column_type = "JsonBinary")]
    pub item_keys: Json,
    pub edit: i32,
    pub published: i32,
    pub changed_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
