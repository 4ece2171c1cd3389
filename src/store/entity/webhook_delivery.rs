//! What is told to a webhook, and what became of it.

use sea_orm::entity::prelude::*;

use super::Relation;

use crate::store::{Instant, webhook_deliveries::WebhookDeliveryState, webhooks::WebhookEvent};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_delivery")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub webhook_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub event: WebhookEvent,
    #[sea_orm(column_type = "Text")]
    pub subject: String,
    #[sea_orm(column_type = "Text")]
    pub unique_key: String,
    pub at: Instant,
    #[sea_orm(column_type = "Text")]
    pub state: WebhookDeliveryState,
    pub attempts: i32,
    pub next_at: Instant,
    pub tried_at: Option<Instant>,
    pub status: i32,
    pub milliseconds: i64,
    #[sea_orm(column_type = "Text")]
    pub answer: String,
}

impl ActiveModelBehavior for ActiveModel {}
