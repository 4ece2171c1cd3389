//! Which rounds belong to which course, and for what.

use sea_orm::entity::prelude::*;

use super::Relation;

use crate::store::courses::RoundPurpose;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "course_round")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub course_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub round_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub purpose: RoundPurpose,
}

impl ActiveModelBehavior for ActiveModel {}
