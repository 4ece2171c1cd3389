//! The mail server that an administrator set: one row, or none while nothing is set.

use sea_orm::entity::prelude::*;

use super::Relation;

use crate::store::Instant;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mail_server")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    #[sea_orm(column_type = "Text")]
    pub host: String,
    pub port: i32,
    #[sea_orm(column_type = "Text")]
    pub encryption: String,
    #[sea_orm(column_type = "Text")]
    pub login: String,
    #[sea_orm(column_type = "Text")]
    pub password: String,
    #[sea_orm(column_type = "Text")]
    pub sender: String,
    pub changed_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
