//! What programs use to sign in, and what they asked.

use super::{Instant, Relation};

/// Access tokens, by their hash.
pub mod api_token {
    use super::{Instant, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "api_token")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub person_id: Uuid,
        pub programme_id: Uuid,
        pub name: String,
        pub token_hash: String,
        pub scopes: String,
        pub created_at: Instant,
        pub expires_at: Instant,
        pub used_on: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What became of requests that programs may send twice, by the hash of their key.
pub mod api_request {
    use super::{Instant, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "api_request")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub token_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub key_hash: String,
        pub body_hash: String,
        pub status: i32,
        pub location: String,
        pub answer: String,
        pub created_at: Instant,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
