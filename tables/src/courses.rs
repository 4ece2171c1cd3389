//! Courses, and who is at them.

use super::{Instant, Relation};

/// Where a course is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CourseState {
    /// Its summary is to come.
    Planned,
    /// Its summary is written.
    Frozen,
    /// It is called off; no summary will be written.
    Cancelled,
    /// Somebody decided that no summary is written.
    WithoutSummary,
}

keys!(CourseState {
    Planned = "planned",
    Frozen = "frozen",
    Cancelled = "cancelled",
    WithoutSummary = "without_summary",
});
column!(CourseState);

/// What a round is for in a course.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RoundPurpose {
    /// What the library offers, asked of staff.
    LibraryOffer,
    /// What partners expect of the library.
    PartnerExpectation,
    /// What partners offer.
    PartnerOffer,
    /// What staff hope for from partners.
    LibraryHope,
    /// Before the course.
    Before,
    /// Feedback after the course.
    Feedback,
    /// Six to eight weeks later.
    FollowUp,
}

keys!(RoundPurpose {
    LibraryOffer = "library_offer",
    PartnerExpectation = "partner_expectation",
    PartnerOffer = "partner_offer",
    LibraryHope = "library_hope",
    Before = "before",
    Feedback = "feedback",
    FollowUp = "follow_up",
});
column!(RoundPurpose);

impl RoundPurpose {
    /// The pairs of purposes that make a comparison: offer, expectation.
    pub const COMPARED: [(Self, Self); 2] =
        [(Self::LibraryOffer, Self::PartnerExpectation), (Self::PartnerOffer, Self::LibraryHope)];

    /// Whether a round for this asks about the course itself, and not about the partnership as a whole.
    pub fn is_own(self) -> bool {
        matches!(self, Self::Before | Self::Feedback | Self::FollowUp)
    }
}

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
