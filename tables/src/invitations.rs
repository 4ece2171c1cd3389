//! Personal links to rounds, and the emails that bring them.

use common_ground_survey::mailing::MailingKind;

use super::{Instant, KeyColumn, Relation};

/// The life of a mailing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailingState {
    /// Its time has not come, or its letters are being queued.
    Planned,
    /// Its letters are queued.
    Done,
    /// Somebody left it out, or its round closed first.
    Skipped,
}

keys!(MailingState { Planned = "planned", Done = "done", Skipped = "skipped" });
column!(MailingState);

/// Personal links, by the hash of their token.
pub mod invitation {
    use super::{Instant, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "invitation")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub round_id: Uuid,
        pub contact_id: Uuid,
        pub token_hash: String,
        pub used: bool,
        pub response_id: Option<Uuid>,
        pub expires_at: Instant,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A planned letter to everybody who is invited to a round.
pub mod mailing {
    use super::{Instant, KeyColumn, MailingKind, MailingState, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "mailing")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub round_id: Uuid,
        pub kind: KeyColumn<MailingKind>,
        pub seq: i32,
        pub at: Instant,
        pub state: MailingState,
        pub done_at: Option<Instant>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Which letter went to which invitation.
pub mod invitation_letter {
    use super::{KeyColumn, MailingKind, Relation};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "invitation_letter")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub outbox_id: Uuid,
        pub invitation_id: Uuid,
        pub kind: KeyColumn<MailingKind>,
        pub seq: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The words of a round's emails in place of those of its programme.
pub mod email_text {
    use super::Relation;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "email_text")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub round_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub kind: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub language: String,
        pub subject: String,
        pub opening: String,
        pub closing: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Who wants to be told when the results of a round are out.
pub mod results_wish {
    use super::Relation;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "results_wish")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub invitation_id: Uuid,
        pub outbox_id: Option<Uuid>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
