//! Who is asked in a health check, and whether they answered.

use sea_orm::entity::prelude::*;

use super::Relation;

use crate::survey::round::Side;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "health_person")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub check_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub side: Side,
    pub contact_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    pub answered: bool,
    pub is_new: bool,
}

impl ActiveModelBehavior for ActiveModel {}
