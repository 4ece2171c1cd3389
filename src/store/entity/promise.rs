//! What somebody said they would do.

use sea_orm::entity::prelude::*;

use super::Relation;

use crate::store::{
    Instant,
    promises::{Asker, PromiseOrigin, PromiseState},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "promise")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub programme_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub origin: PromiseOrigin,
    #[sea_orm(column_type = "Text")]
    pub about: String,
    #[sea_orm(column_type = "Text")]
    pub asked: String,
    pub course_id: Option<Uuid>,
    pub partner_id: Option<Uuid>,
    pub health_round_id: Option<Uuid>,
    pub card_id: Option<Uuid>,
    pub place: i32,
    #[sea_orm(column_type = "Text")]
    pub what: String,
    #[sea_orm(column_type = "Text")]
    pub who: String,
    pub owner_person_id: Option<Uuid>,
    pub owner_contact_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub by_when: String,
    #[sea_orm(column_type = "Text")]
    pub asker: Asker,
    pub asker_contact_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub state: PromiseState,
    #[sea_orm(column_type = "Text")]
    pub outcome: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub settled_on: Option<String>,
    pub released: bool,
    #[sea_orm(column_type = "Text", nullable)]
    pub judgement: Option<String>,
    pub asked_at: Option<Instant>,
    pub judged_at: Option<Instant>,
    pub reminders: i32,
}

impl ActiveModelBehavior for ActiveModel {}
