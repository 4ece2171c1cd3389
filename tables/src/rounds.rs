//! Rounds, and what is kept of them.

use common_ground_survey::{Audience, PrivacyMode, RoundState, Side};

use super::{Instant, KeyColumn, Relation};

/// Rounds: one survey version put to one audience for a time.
pub mod round {
    use super::{Audience, Instant, KeyColumn, PrivacyMode, Relation, RoundState, Side};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "round")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub programme_id: Uuid,
        pub survey_version_id: Uuid,
        pub code: String,
        pub side: KeyColumn<Side>,
        pub privacy: KeyColumn<PrivacyMode>,
        pub audience: KeyColumn<Audience>,
        pub aims: Json,
        pub state: KeyColumn<RoundState>,
        pub opens_at: Instant,
        pub closes_at: Instant,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// How many people were invited to a round whose list is gone.
pub mod round_invited {
    use super::Relation;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "round_invited")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub round_id: Uuid,
        pub invited: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The published table of a round.
pub mod published {
    use super::{Instant, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "published")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub round_id: Uuid,
        pub document: String,
        pub hash: String,
        pub written_at: Instant,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// How many answers of a round were typed in from paper.
pub mod keyed_sheets {
    use super::Relation;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "keyed_sheets")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub round_id: Uuid,
        pub n: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Rounds whose single answers are gone.
pub mod deleted_answers {
    use super::{Instant, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "deleted_answers")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub round_id: Uuid,
        pub at: Instant,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Rounds whose old rows are not gone for certain.
pub mod trace {
    use super::Relation;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "trace")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub round_id: Uuid,
        pub horizon: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
