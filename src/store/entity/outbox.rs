//! Every letter, with its state.

use sea_orm::entity::prelude::*;

use super::Relation;

use crate::store::{Instant, outbox::EmailState};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub kind: String,
    #[sea_orm(column_type = "Text")]
    pub unique_key: String,
    #[sea_orm(column_type = "Text")]
    pub address: String,
    #[sea_orm(column_type = "Text")]
    pub message_id: String,
    pub message: Vec<u8>,
    #[sea_orm(column_type = "Text")]
    pub state: EmailState,
    pub attempts: i32,
    pub queued_at: Instant,
    pub next_at: Instant,
    pub claimed_until: Option<Instant>,
    pub sent_at: Option<Instant>,
    #[sea_orm(column_type = "Text")]
    pub result: String,
}

impl ActiveModelBehavior for ActiveModel {}
