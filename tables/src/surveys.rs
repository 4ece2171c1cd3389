//! Surveys.

use super::{Instant, Relation};

/// Survey versions: never changed once answered.
pub mod survey_version {
    use super::{Instant, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "survey_version")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub key: String,
        pub version: i32,
        pub definition: Json,
        pub created_at: Instant,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A programme's own surveys while they are written.
pub mod own_survey {
    use super::{Instant, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "own_survey")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub programme_id: Uuid,
        pub key: String,
        pub definition: Json,
        pub item_keys: Json,
        pub edit: i32,
        pub published: i32,
        pub changed_at: Instant,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The last changes of a survey that is being written, each with what it was before.
pub mod own_survey_step {
    use super::{Instant, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "own_survey_step")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub survey_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub edit: i32,
        pub said: String,
        pub definition: Json,
        pub made_at: Instant,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The card or group of a board that a question of an own survey asks about.
pub mod card_item {
    use super::Relation;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "card_item")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub survey_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub item_key: String,
        pub prompt_id: Uuid,
        pub target_id: Uuid,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
