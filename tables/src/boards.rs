//! Boards of workshops.

use common_ground_survey::Side;

use super::{Instant, KeyColumn, Relation};

/// Where a board is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoardState {
    /// Its prompts are being written.
    Draft,
    /// The room can come in.
    Open,
    /// Over: the keys of writers and voters are gone.
    Closed,
}

keys!(BoardState { Draft = "draft", Open = "open", Closed = "closed" });
column!(BoardState);

/// Where a prompt is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PromptStep {
    /// Not asked yet.
    Waiting,
    /// Everybody writes; nobody sees what others write.
    Writing,
    /// Cards are shown and put together.
    Sorting,
    /// Everybody gives dots; nobody sees the count.
    Voting,
    /// Done.
    Agreed,
}

keys!(PromptStep {
    Waiting = "waiting",
    Writing = "writing",
    Sorting = "sorting",
    Voting = "voting",
    Agreed = "agreed",
});
column!(PromptStep);

/// How a card came to the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// From somebody’s phone.
    Phone,
    /// Typed at the desk.
    Desk,
    /// Typed at the desk from a sheet of paper, or read from a document.
    Paper,
}

keys!(Origin { Phone = "phone", Desk = "desk", Paper = "paper" });
column!(Origin);

/// The workshop board of a course.
pub mod board {
    use super::{BoardState, Instant, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "board")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub course_id: Uuid,
        pub code: String,
        pub state: BoardState,
        pub revision: i64,
        pub last_act: String,
        pub current_id: Option<Uuid>,
        pub created_at: Instant,
        pub closed_at: Option<Instant>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What a board asks the room.
pub mod board_prompt {
    use super::{Instant, PromptStep, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "board_prompt")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub board_id: Uuid,
        pub place: i32,
        pub heading: String,
        pub library_wording: String,
        pub partner_wording: String,
        pub step: PromptStep,
        pub ends_at: Option<Instant>,
        pub closes_itself: bool,
        pub dots: i32,
        pub counted: bool,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What somebody in the room wrote. Nothing says who.
pub mod board_card {
    use super::{KeyColumn, Origin, Relation, Side};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "board_card")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub prompt_id: Uuid,
        pub side: KeyColumn<Side>,
        pub origin: Origin,
        pub text: String,
        pub clarified: Option<String>,
        pub table_name: String,
        pub group_id: Option<Uuid>,
        pub rank: i32,
        pub withheld: bool,
        pub example: bool,
        pub writer_hash: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Cards that were put together.
pub mod board_group {
    use super::Relation;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "board_group")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub prompt_id: Uuid,
        pub label: String,
        pub rank: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The dots that one browser gave to one card or group.
pub mod board_vote {
    use super::Relation;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "board_vote")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub prompt_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub voter_hash: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub target_id: Uuid,
        pub dots: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// How many hands were raised for a card or group, on one side.
pub mod board_hands {
    use super::Relation;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "board_hands")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub prompt_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub target_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub side: String,
        pub hands: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// An idempotency key of a board that is open.
pub mod board_key {
    use super::Relation;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "board_key")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub board_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub key_hash: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Which prompts of a board say what is offered and what is wanted.
pub mod board_ledger {
    use super::Relation;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "board_ledger")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub board_id: Uuid,
        pub offered_id: Option<Uuid>,
        pub wanted_id: Option<Uuid>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What somebody decided about an offer and a wish: that they meet, or that they do not.
pub mod board_pair {
    use super::Relation;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "board_pair")]
    pub struct Model {
        pub prompt_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub offered_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub wanted_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub offering: String,
        pub confirmed: bool,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Two cards that look alike, and that a person said are not.
pub mod board_unlike {
    use super::Relation;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "board_unlike")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub prompt_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub one_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub other_id: Uuid,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// One revision of the document that a board ended with.
pub mod board_write_up {
    use super::{Instant, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "board_write_up")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub board_id: Uuid,
        pub revision: i32,
        pub document: Json,
        pub agreed_by: String,
        pub written_at: Instant,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
