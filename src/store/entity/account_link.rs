//! Links that work once, by the hash of their token.

use sea_orm::entity::prelude::*;

use super::Relation;

use crate::store::{Instant, links::LinkPurpose};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account_link")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: String,
    pub purpose: LinkPurpose,
    pub person_id: Option<Uuid>,
    pub created_at: Instant,
    pub expires_at: Instant,
    pub used_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}
