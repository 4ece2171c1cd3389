//! A link by which an owner says how a promise stands, or its asker what they think of it.

use sea_orm::entity::prelude::*;

use super::Relation;

use crate::store::{Instant, promises::links::LinkAsks};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "promise_link")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub promise_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub asks: LinkAsks,
    pub person_id: Option<Uuid>,
    pub contact_id: Option<Uuid>,
    pub expires_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
