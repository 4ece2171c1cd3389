//! Courses, and who is at them.

use super::Relation;
use crate::store::{CourseState, Instant, RoundPurpose};

/// Courses.
pub mod course {
    use super::{CourseState, Instant, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "course")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub programme_id: Uuid,
        pub title: String,
        pub place: String,
        pub starts_at: Instant,
        pub ends_at: Instant,
        pub time_zone: String,
        pub aims: Json,
        pub state: CourseState,
        pub summary_at: Instant,
        pub frozen_at: Option<Instant>,
        pub trainers: String,
        pub revision: i32,
        pub one_form: bool,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The days of a course that is held on several.
pub mod course_session {
    use super::{Instant, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "course_session")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub course_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub place: i32,
        pub starts_at: Instant,
        pub ends_at: Instant,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Which partners are at a course.
pub mod course_partner {
    use super::Relation;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "course_partner")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub course_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub partner_id: Uuid,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Which rounds belong to which course, and for what.
pub mod course_round {
    use super::{Relation, RoundPurpose};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "course_round")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub course_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub round_id: Uuid,
        pub purpose: RoundPurpose,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Who takes part in a course.
pub mod participant {
    use super::Relation;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "participant")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub course_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub contact_id: Uuid,
        pub came: Option<bool>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
