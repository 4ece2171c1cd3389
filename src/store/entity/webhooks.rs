//! Webhooks.

use super::Relation;
use crate::store::{
    Instant, WebhookEvent,
    webhook_deliveries::WebhookDeliveryState,
    webhooks::{WebhookKind, WebhookState},
};

/// Where a programme tells other programs what happened.
pub mod webhook {
    use super::{Instant, Relation, WebhookKind, WebhookState};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "webhook")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub programme_id: Uuid,
        pub owner_id: Option<Uuid>,
        pub name: String,
        pub kind: WebhookKind,
        pub host: String,
        pub address: String,
        pub secret: String,
        pub former_secret: Option<String>,
        pub former_until: Option<Instant>,
        pub events: String,
        pub state: WebhookState,
        pub created_at: Instant,
        pub failing_since: Option<Instant>,
        pub warned_at: Option<Instant>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What is told to a webhook, and what became of it.
pub mod webhook_delivery {
    use super::{Instant, Relation, WebhookDeliveryState, WebhookEvent};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "webhook_delivery")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub webhook_id: Uuid,
        pub event: WebhookEvent,
        pub subject: String,
        pub unique_key: String,
        pub at: Instant,
        pub state: WebhookDeliveryState,
        pub attempts: i32,
        pub next_at: Instant,
        pub tried_at: Option<Instant>,
        pub status: i32,
        pub milliseconds: i64,
        pub answer: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
