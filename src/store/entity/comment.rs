//! Open answers, cut loose from the rest of their response.

use sea_orm::entity::prelude::*;

use super::Relation;

use crate::store::comments::Release;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "comment")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub round_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub grp: String,
    #[sea_orm(column_type = "Text")]
    pub item: String,
    #[sea_orm(column_type = "Text")]
    pub text: String,
    #[sea_orm(column_type = "Text")]
    pub state: Release,
    #[sea_orm(column_type = "Text", nullable)]
    pub shown: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub themes: String,
    pub attention: Option<i32>,
}

impl ActiveModelBehavior for ActiveModel {}
