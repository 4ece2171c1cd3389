//! How people sign in.

use super::{Instant, Relation};

/// What a link is good for. A link of one purpose never serves another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkPurpose {
    /// Makes the first programme and its administrator.
    SetUp,
    /// Sets the first password of a person who was invited.
    Welcome,
    /// Sets another password.
    Reset,
}

keys!(LinkPurpose { SetUp = "set-up", Welcome = "welcome", Reset = "reset" });
column!(LinkPurpose);

/// Signed-in browsers, by the hash of their cookie.
pub mod session {
    use super::{Instant, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "session")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub token_hash: String,
        pub person_id: Uuid,
        pub created_at: Instant,
        pub expires_at: Instant,
        pub browser: Option<String>,
        pub used_at: Option<Instant>,
        pub single_sign_on: bool,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Links that work once, by the hash of their token.
pub mod account_link {
    use super::{Instant, LinkPurpose, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "account_link")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub token_hash: String,
        pub purpose: LinkPurpose,
        pub person_id: Option<Uuid>,
        pub created_at: Instant,
        pub expires_at: Instant,
        pub used_at: Option<Instant>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Wishes for another password.
pub mod reset_request {
    use super::{Instant, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "reset_request")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub email: String,
        pub at: Instant,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The second factors of people.
pub mod second_factor {
    use super::{Instant, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "second_factor")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        pub secret: String,
        pub confirmed_at: Option<Instant>,
        pub last_step: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Recovery codes that were not used, as hashes.
pub mod recovery_code {
    use super::Relation;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "recovery_code")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub code_hash: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// How signing in works: one row, or none while nothing is set.
pub mod sign_in_rule {
    use super::{Instant, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sign_in_rule")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: i32,
        pub idle_hours: i32,
        pub second_factor: bool,
        pub password_keeper_id: Option<Uuid>,
        pub changed_at: Instant,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// How long an account or an address waits after wrong tries.
pub mod wait {
    use super::{Instant, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "wait")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub key_hash: String,
        pub tries: i32,
        pub last_at: Instant,
        pub until: Instant,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
