//! Where a programme tells other programs what happened.

use sea_orm::entity::prelude::*;

use super::Relation;

use crate::store::{
    Instant,
    webhooks::{WebhookKind, WebhookState},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub programme_id: Uuid,
    pub owner_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    #[sea_orm(column_type = "Text")]
    pub kind: WebhookKind,
    #[sea_orm(column_type = "Text")]
    pub host: String,
    #[sea_orm(column_type = "Text")]
    pub address: String,
    #[sea_orm(column_type = "Text")]
    pub secret: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub former_secret: Option<String>,
    pub former_until: Option<Instant>,
    #[sea_orm(column_type = "Text")]
    pub events: String,
    #[sea_orm(column_type = "Text")]
    pub state: WebhookState,
    pub created_at: Instant,
    pub failing_since: Option<Instant>,
    pub warned_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}
