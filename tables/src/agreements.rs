//! Agreements with partners.

use common_ground_survey::Side;

use super::{Instant, KeyColumn, Relation};

/// Where a version of an agreement is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgreementState {
    /// It is being written.
    Draft,
    /// Both sides were asked to confirm it.
    Sent,
    /// Both sides confirmed it.
    Confirmed,
    /// A later version was confirmed, or another draft was kept in its place.
    Superseded,
}

keys!(AgreementState { Draft = "draft", Sent = "sent", Confirmed = "confirmed", Superseded = "superseded" });
column!(AgreementState);

/// One version of the agreement with a partner.
pub mod agreement {
    use super::{AgreementState, Instant, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "agreement")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub partner_id: Uuid,
        pub version: i32,
        pub revision: i32,
        pub state: AgreementState,
        pub document: Json,
        pub review_on: Option<String>,
        pub changed_at: Instant,
        pub confirmed_at: Option<Instant>,
        pub reminded_at: Option<Instant>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Somebody who is asked to confirm an agreement.
pub mod agreement_confirmation {
    use super::{Instant, KeyColumn, Relation, Side};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "agreement_confirmation")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub agreement_id: Uuid,
        pub side: KeyColumn<Side>,
        pub contact_id: Option<Uuid>,
        pub name: String,
        pub email: String,
        pub objection: String,
        pub confirmed_at: Option<Instant>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
