//! Which letter went to which invitation.

use sea_orm::entity::prelude::*;

use super::Relation;

use crate::store::mailings::MailingKind;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invitation_letter")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub outbox_id: Uuid,
    pub invitation_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub kind: MailingKind,
    pub seq: i32,
}

impl ActiveModelBehavior for ActiveModel {}
