//! Promises.

use super::Relation;
use crate::store::{Asker, Instant, PromiseOrigin, PromiseState, promises::links::LinkAsks};

/// What somebody said they would do.
pub mod promise {
    use super::{Asker, Instant, PromiseOrigin, PromiseState, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "promise")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub programme_id: Uuid,
        pub origin: PromiseOrigin,
        pub about: String,
        pub asked: String,
        pub course_id: Option<Uuid>,
        pub partner_id: Option<Uuid>,
        pub health_round_id: Option<Uuid>,
        pub card_id: Option<Uuid>,
        pub place: i32,
        pub what: String,
        pub who: String,
        pub owner_person_id: Option<Uuid>,
        pub owner_contact_id: Option<Uuid>,
        pub by_when: String,
        pub asker: Asker,
        pub asker_contact_id: Option<Uuid>,
        pub state: PromiseState,
        pub outcome: String,
        pub settled_on: Option<String>,
        pub released: bool,
        pub judgement: Option<String>,
        pub asked_at: Option<Instant>,
        pub judged_at: Option<Instant>,
        pub reminders: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A link by which an owner says how a promise stands, or its asker what they think of it.
pub mod promise_link {
    use super::{Instant, LinkAsks, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "promise_link")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub promise_id: Uuid,
        pub asks: LinkAsks,
        pub person_id: Option<Uuid>,
        pub contact_id: Option<Uuid>,
        pub expires_at: Instant,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
