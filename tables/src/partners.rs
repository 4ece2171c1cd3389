//! Partners.

use super::{Instant, Relation};

/// Partner organisations.
pub mod partner {
    use super::Relation;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "partner")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub programme_id: Uuid,
        pub name: String,
        pub kind: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A link to a partner's own page.
pub mod partner_link {
    use super::{Instant, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "partner_link")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub contact_id: Uuid,
        pub token_hash: String,
        pub made_at: Instant,
        pub expires_at: Instant,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A wish for a link to a partner's own page.
pub mod partner_link_request {
    use super::{Instant, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "partner_link_request")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub email: String,
        pub at: Instant,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// One contact of a partner who takes over from another.
pub mod handover {
    use super::{Instant, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "handover")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub partner_id: Uuid,
        pub former_id: Option<Uuid>,
        pub successor_id: Uuid,
        pub named_at: Instant,
        pub started_at: Option<Instant>,
        pub confirmed_at: Option<Instant>,
        pub lines: Json,
        pub wish: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A time at which a partner is busy.
pub mod busy_time {
    use super::Relation;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "busy_time")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub partner_id: Uuid,
        pub starts_on: String,
        pub ends_on: String,
        pub every_year: bool,
        pub why: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
