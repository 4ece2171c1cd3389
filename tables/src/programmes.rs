//! Programmes, and what was done in them.

use super::{Instant, Relation};

/// Programmes.
pub mod programme {
    use super::{Instant, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "programme")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub slug: String,
        pub name: String,
        pub settings: Json,
        pub created_at: Instant,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// One act of one person, as the audit trail keeps it.
pub mod audit {
    use super::{Instant, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub programme_id: Option<Uuid>,
        pub person_id: Option<Uuid>,
        pub person: String,
        pub act: String,
        pub object: String,
        pub at: Instant,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
