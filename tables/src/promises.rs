//! Promises.

use super::{Instant, Relation};

/// Where a promise came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PromiseOrigin {
    /// It was agreed after a course.
    Course,
    /// A theme of comments asked for it.
    Comment,
    /// The library replied with it to a condition of a health check.
    Health,
    /// A line of an agreement says it.
    Agreement,
    /// A card of a workshop asked for it.
    Card,
}

keys!(PromiseOrigin {
    Course = "course",
    Comment = "comment",
    Health = "health",
    Agreement = "agreement",
    Card = "card",
});
column!(PromiseOrigin);

/// How a promise stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PromiseState {
    /// Nobody has said that it is done.
    Open,
    /// It is done.
    Done,
    /// A part of it is done, and that is all.
    Partly,
    /// It cannot be done; its outcome says why.
    NotPossible,
}

keys!(PromiseState { Open = "open", Done = "done", Partly = "partly", NotPossible = "not_possible" });
column!(PromiseState);

/// Who asked for what was promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asker {
    /// Nobody in particular.
    Nobody,
    /// A contact of the partner.
    Contact,
    /// The people at a course.
    Room,
}

keys!(Asker { Nobody = "nobody", Contact = "contact", Room = "room" });
column!(Asker);

/// What a link asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkAsks {
    /// How it stands: its owner.
    Owner,
    /// Whether it is what was meant: whoever asked for it.
    Asker,
}

keys!(LinkAsks { Owner = "owner", Asker = "asker" });
column!(LinkAsks);

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
