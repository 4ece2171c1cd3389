//! Who has which role in which programme.

use sea_orm::entity::prelude::*;

use super::Relation;

use crate::store::Instant;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "membership")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub programme_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub role: String,
    pub since: Option<Instant>,
    #[sea_orm(column_type = "Text", nullable)]
    pub summary_emails: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
