//! All tallies of a round as one document, kept apart per slot like their rows.

use sea_orm::entity::prelude::*;

use super::Relation;

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
