//! One summary to one reader: a person of the programme, or somebody named for the course.

use sea_orm::entity::prelude::*;

use super::Relation;

use crate::store::Instant;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "delivery")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub summary_id: Uuid,
    pub person_id: Option<Uuid>,
    pub reader_id: Option<Uuid>,
    pub outbox_id: Uuid,
    pub link_expires_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
