//! The site and the service behind it.

use super::{Instant, Relation};

/// The site: one row, or none while nothing is set.
pub mod site {
    use super::{Instant, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "site")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: i32,
        pub name: String,
        pub contact: String,
        pub accent: String,
        pub logo_kind: String,
        pub logo: Vec<u8>,
        pub changed_at: Instant,
        pub organisation: String,
        /// A day as ISO 8601, or empty.
        pub reviewed_on: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The mail server that an administrator set: one row, or none while nothing is set.
pub mod mail_server {
    use super::{Instant, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "mail_server")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: i32,
        pub host: String,
        pub port: i32,
        pub encryption: String,
        pub login: String,
        pub password: String,
        pub sender: String,
        pub changed_at: Instant,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Work that one instance does at a time.
pub mod lease {
    use super::{Instant, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "lease")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
        pub holder: String,
        pub until: Instant,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What the scheduler could not do.
pub mod failed_step {
    use super::{Instant, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "failed_step")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub step: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub subject_id: Uuid,
        pub programme_id: Option<Uuid>,
        pub error: String,
        pub first_at: Instant,
        pub last_at: Instant,
        pub tries: i32,
        pub next_at: Instant,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
