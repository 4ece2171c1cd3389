//! People of partners and of the library who are asked.

use super::{Instant, Relation};

/// Named people who are asked.
pub mod contact {
    use super::{Instant, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "contact")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub programme_id: Uuid,
        pub partner_id: Option<Uuid>,
        pub name: String,
        pub email: String,
        pub job: String,
        pub phone: String,
        pub can_say_yes: bool,
        pub added_at: Option<Instant>,
        pub left_at: Option<Instant>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What was heard from a partner or a contact, and when.
pub mod contact_note {
    use super::{Instant, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "contact_note")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub partner_id: Option<Uuid>,
        pub contact_id: Option<Uuid>,
        pub day: Instant,
        pub by: String,
        pub about: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Words that contacts are found by.
pub mod contact_tag {
    use super::Relation;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "contact_tag")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub contact_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub tag: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Lists that wait to be imported.
pub mod upload {
    use super::{Instant, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "upload")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub key_hash: String,
        pub person_id: Uuid,
        pub programme_id: Uuid,
        pub name: String,
        pub sealed: String,
        pub created_at: Instant,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
