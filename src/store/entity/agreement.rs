//! One version of the agreement with a partner.

use sea_orm::entity::prelude::*;

use super::Relation;

use crate::store::{Instant, agreements::AgreementState};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agreement")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub partner_id: Uuid,
    pub version: i32,
    pub revision: i32,
    #[sea_orm(column_type = "Text")]
    pub state: AgreementState,
    #[sea_orm(column_type = "JsonBinary")]
    pub document: Json,
    #[sea_orm(column_type = "Text", nullable)]
    pub review_on: Option<String>,
    pub changed_at: Instant,
    pub confirmed_at: Option<Instant>,
    pub reminded_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}
