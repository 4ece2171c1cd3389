//! People who sign in, and what they may do.

use super::{Instant, Relation};

/// People who sign in.
pub mod person {
    use super::{Instant, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "person")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub email: String,
        pub name: String,
        pub password_hash: Option<String>,
        pub disabled: bool,
        pub created_at: Instant,
        pub site_admin: bool,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Who people are at the identity provider.
pub mod identity {
    use super::{Instant, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "identity")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        pub issuer: String,
        pub subject: String,
        pub since: Instant,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Who has which role in which programme.
pub mod membership {
    use super::{Instant, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "membership")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub programme_id: Uuid,
        pub role: String,
        pub since: Option<Instant>,
        pub summary_emails: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
