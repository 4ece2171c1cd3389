//! Agreements with partners.

use super::Relation;
use crate::{
    store::{AgreementState, Instant},
    survey::Side,
};

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
    use super::{Instant, Relation, Side};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "agreement_confirmation")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub agreement_id: Uuid,
        pub side: Side,
        pub contact_id: Option<Uuid>,
        pub name: String,
        pub email: String,
        pub objection: String,
        pub confirmed_at: Option<Instant>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
