//! Answers, and how often each was given.

use super::Relation;

/// What a person decided about a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Release {
    /// Nobody has read it yet.
    Waiting,
    /// It may be quoted.
    Released,
    /// It stays with the trainers.
    Withheld,
}

keys!(Release { Waiting = "waiting", Released = "released", Withheld = "withheld" });
column!(Release);

/// Responses: no time, no order, nothing that points at a person.
pub mod response {
    use super::Relation;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "response")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub round_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub grp: String,
        pub answers: Json,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Hashes of the keys of forms already stored.
pub mod submission_key {
    use super::Relation;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "submission_key")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub round_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub key_hash: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Unsent answers of confidential personal links.
pub mod draft {
    use super::Relation;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "draft")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub invitation_id: Uuid,
        pub answers: Json,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Open answers, cut loose from the rest of their response.
pub mod comment {
    use super::{Relation, Release};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "comment")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub round_id: Uuid,
        pub grp: String,
        pub item: String,
        pub text: String,
        pub state: Release,
        pub shown: Option<String>,
        pub themes: String,
        pub attention: Option<i32>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// How often each value was given, kept apart per slot so that instances never wait for each other.
pub mod tally {
    use super::Relation;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "tally")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub round_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub item: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub grp: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub value: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub slot: i32,
        pub n: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// All tallies of a round as one document, kept apart per slot like their rows.
pub mod tally_document {
    use super::Relation;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "tally_document")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub round_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub slot: i32,
        pub responses: i64,
        pub document: Vec<u8>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
