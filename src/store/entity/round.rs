//! Rounds: one survey version put to one audience for a time.

use sea_orm::entity::prelude::*;

use super::Relation;

use crate::{
    store::Instant,
    survey::{
        audience::Audience,
        round::{PrivacyMode, RoundState, Side},
    },
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "round")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub programme_id: Uuid,
    pub survey_version_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub code: String,
    #[sea_orm(column_type = "Text")]
    pub side: Side,
    #[sea_orm(column_type = "Text")]
    pub privacy: PrivacyMode,
    #[sea_orm(column_type = "Text")]
    pub audience: Audience,
    #[sea_orm(column_type = "JsonBinary")]
    pub aims: Json,
    #[sea_orm(column_type = "Text")]
    pub state: RoundState,
    pub opens_at: Instant,
    pub closes_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
