//! Which prompts of a board say what is offered and what is wanted.

#![expect(clippy::struct_field_names, reason = "columns that name rows of other tables end so")]

use sea_orm::entity::prelude::*;

use super::Relation;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "board_ledger")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub board_id: Uuid,
    pub offered_id: Option<Uuid>,
    pub wanted_id: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}
