//! The second factors of people.

use sea_orm::entity::prelude::*;

use super::Relation;

use crate::store::Instant;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "second_factor")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub secret: String,
    pub confirmed_at: Option<Instant>,
    pub last_step: i64,
}

impl ActiveModelBehavior for ActiveModel {}
