//! Emails, and what came of them.

use super::{Instant, Relation};

/// The life of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmailState {
    /// Waits for its first try.
    Queued,
    /// Is being handed over.
    Sending,
    /// The mail server took it.
    Sent,
    /// Will be tried again.
    Deferred,
    /// Will not be tried again.
    Failed,
    /// Is not wanted any more.
    Cancelled,
}

keys!(EmailState {
    Queued = "queued",
    Sending = "sending",
    Sent = "sent",
    Deferred = "deferred",
    Failed = "failed",
    Cancelled = "cancelled",
});
column!(EmailState);

/// Every letter, with its state.
pub mod outbox {
    use super::{EmailState, Instant, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "outbox")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub kind: String,
        pub unique_key: String,
        pub address: String,
        pub message_id: String,
        pub message: Vec<u8>,
        pub state: EmailState,
        pub attempts: i32,
        pub queued_at: Instant,
        pub next_at: Instant,
        pub claimed_until: Option<Instant>,
        pub sent_at: Option<Instant>,
        pub result: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Letters that came back, by the keyed hash of their address.
pub mod bounce {
    use super::{Instant, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "bounce")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub programme_id: Uuid,
        pub address_hash: String,
        pub outbox_id: Uuid,
        pub hard: bool,
        pub status: String,
        pub at: Instant,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Addresses that want no more mail, as keyed hashes.
pub mod stop {
    use super::{Instant, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "stop")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub programme_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub address_hash: String,
        pub since: Instant,
        pub portable: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The keys by which programmes that came from elsewhere know who unsubscribed.
pub mod stop_key {
    use super::Relation;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "stop_key")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub programme_id: Uuid,
        pub sealed: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
