//! Webhooks.

use super::{Instant, Relation};

/// What reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WebhookKind {
    /// A program that knows Standard Webhooks.
    Standard,
    /// A channel of Microsoft Teams.
    Teams,
    /// A channel of Slack.
    Slack,
}

keys!(WebhookKind { Standard = "standard", Teams = "teams", Slack = "slack" });
column!(WebhookKind);

/// Whether it is told anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WebhookState {
    /// It is.
    On,
    /// Somebody switched it off.
    Off,
    /// It answered that it is gone for good.
    Gone,
    /// It took nothing for days.
    GivenUp,
}

keys!(WebhookState { On = "on", Off = "off", Gone = "gone", GivenUp = "given_up" });
column!(WebhookState);

/// What is told. Never an answer of somebody: the time of one would tell who gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WebhookEvent {
    /// A round takes answers.
    RoundOpened,
    /// A round takes no more answers.
    RoundClosed,
    /// A summary, or a correction of one, was sent.
    SummarySent,
    /// A course is called off.
    CourseCancelled,
    /// An email could not be delivered.
    DeliveryFailed,
    /// Somebody tries whether it arrives.
    Test,
}

keys!(WebhookEvent {
    RoundOpened = "round.opened",
    RoundClosed = "round.closed",
    SummarySent = "summary.sent",
    CourseCancelled = "course.cancelled",
    DeliveryFailed = "delivery.failed",
    Test = "webhook.test",
});
column!(WebhookEvent);

impl WebhookEvent {
    /// What can be chosen.
    pub fn chosen() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|event| *event != Self::Test)
    }
}

/// Where it is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WebhookDeliveryState {
    /// It is tried, or tried again.
    Waiting,
    /// It was taken.
    Taken,
    /// It will not be tried again.
    Failed,
}

keys!(WebhookDeliveryState { Waiting = "waiting", Taken = "taken", Failed = "failed" });
column!(WebhookDeliveryState);

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
