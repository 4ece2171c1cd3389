//! What may be shown of a round while it is open.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "interim")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub round_id: Uuid,
    #[sea_orm(column_type = "JsonBinary")]
    pub views: Json,
}

impl ActiveModelBehavior for ActiveModel {}
