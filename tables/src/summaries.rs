//! Summaries, and who gets them.

use super::{Instant, Relation};

/// Frozen summaries.
pub mod summary {
    use super::{Instant, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "summary")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub course_id: Uuid,
        pub revision: i32,
        pub frozen_at: Instant,
        pub document: Json,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What trainers add to a summary before it is sent.
pub mod summary_plan {
    use super::Relation;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "summary_plan")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub course_id: Uuid,
        pub note: String,
        pub left_out: Json,
        pub email_subject: String,
        pub email_opening: String,
        pub email_closing: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// One summary to one reader: a person of the programme, or somebody named for the course.
pub mod delivery {
    use super::{Instant, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "delivery")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub summary_id: Uuid,
        pub person_id: Option<Uuid>,
        pub reader_id: Option<Uuid>,
        pub outbox_id: Uuid,
        pub link_expires_at: Instant,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// People outside the programme who get the summary of a course.
pub mod reader {
    use super::Relation;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "reader")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub course_id: Uuid,
        pub name: String,
        pub email: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
