//! A planned letter to everybody who is invited to a round.

use sea_orm::entity::prelude::*;

use super::Relation;

use crate::store::{
    Instant,
    mailings::{MailingKind, MailingState},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mailing")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub round_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub kind: MailingKind,
    pub seq: i32,
    pub at: Instant,
    #[sea_orm(column_type = "Text")]
    pub state: MailingState,
    pub done_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}
