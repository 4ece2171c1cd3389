//! Health checks of partnerships.

use common_ground_survey::Side;

use super::{Instant, KeyColumn, Relation};

/// What the library replies to a condition that is low on both sides or seen differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplyKind {
    /// It promises to do something.
    WeWill,
    /// It says why it cannot.
    WeCannot,
    /// It names a day to talk about it.
    LetsTalk,
    /// It leaves it as it is.
    WeAccept,
}

keys!(ReplyKind { WeWill = "we_will", WeCannot = "we_cannot", LetsTalk = "lets_talk", WeAccept = "we_accept" });
column!(ReplyKind);

/// How often the health of a partnership is checked, and who of the library answers.
pub mod health_plan {
    use super::Relation;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "health_plan")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub partner_id: Uuid,
        pub every_months: i32,
        pub next_on: Option<String>,
        pub library_people: Json,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// One health check of a partnership.
pub mod health_check {
    use super::{Instant, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "health_check")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub partner_id: Uuid,
        pub opens_at: Instant,
        pub closes_at: Instant,
        pub unsealed_at: Option<Instant>,
        pub figures: Json,
        pub waiting: Option<i32>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The rounds of a health check: one for each side and survey.
pub mod health_round {
    use super::Relation;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "health_round")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub round_id: Uuid,
        pub check_id: Uuid,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Who is asked in a health check, and whether they answered.
pub mod health_person {
    use super::{KeyColumn, Relation, Side};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "health_person")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub check_id: Uuid,
        pub side: KeyColumn<Side>,
        pub contact_id: Option<Uuid>,
        pub name: String,
        pub answered: bool,
        pub is_new: bool,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What the library replied to a condition that is low or seen differently.
pub mod health_reply {
    use super::{Instant, Relation, ReplyKind};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "health_reply")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub check_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub item: String,
        pub kind: ReplyKind,
        pub words: String,
        pub talk_on: Option<String>,
        pub promise_id: Option<Uuid>,
        pub by: String,
        pub at: Instant,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
