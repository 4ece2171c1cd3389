//! What the library replied to a condition that is low or seen differently.

use sea_orm::entity::prelude::*;

use super::Relation;

use crate::store::{Instant, health::ReplyKind};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "health_reply")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub check_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub item: String,
    #[sea_orm(column_type = "Text")]
    pub kind: ReplyKind,
    #[sea_orm(column_type = "Text")]
    pub words: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub talk_on: Option<String>,
    pub promise_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub by: String,
    pub at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
