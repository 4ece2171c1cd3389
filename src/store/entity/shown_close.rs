//! What the close of a round showed, while or after it takes answers again.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "shown_close")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub round_id: Uuid,
    #[sea_orm(column_type = "JsonBinary")]
    pub tallies: Json,
}

impl ActiveModelBehavior for ActiveModel {}
