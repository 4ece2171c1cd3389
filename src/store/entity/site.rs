//! The site: one row, or none while nothing is set.

use sea_orm::entity::prelude::*;

use super::Relation;

use crate::store::Instant;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "site")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    #[sea_orm(column_type = "Text")]
    pub contact: String,
    #[sea_orm(column_type = "Text")]
    pub accent: String,
    #[sea_orm(column_type = "Text")]
    pub logo_kind: String,
    pub logo: Vec<u8>,
    pub changed_at: Instant,
    #[sea_orm(column_type = "Text")]
    pub organisation: String,
    /// A day as ISO 8601, or empty.
    #[sea_orm(column_type = "Text")]
    pub reviewed_on: String,
}

impl ActiveModelBehavior for ActiveModel {}
