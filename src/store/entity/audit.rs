//! One act of one person, as the audit trail keeps it.

use sea_orm::entity::prelude::*;

use super::Relation;

use crate::store::Instant;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub programme_id: Option<Uuid>,
    pub person_id: Option<Uuid>,
    pub person: String,
    pub act: String,
    pub object: String,
    pub at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
