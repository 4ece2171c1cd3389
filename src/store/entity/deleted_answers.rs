//! Rounds whose single answers are gone.

use sea_orm::entity::prelude::*;

use crate::store::Instant;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "deleted_answers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub round_id: Uuid,
    pub at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
