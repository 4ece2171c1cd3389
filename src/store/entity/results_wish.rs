//! Who wants to be told when the results of a round are out.

use sea_orm::entity::prelude::*;

use super::Relation;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "results_wish")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub invitation_id: Uuid,
    pub outbox_id: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}
