//! Who administers the site: what holds for every programme is theirs to set.

use sea_orm_migration::prelude::*;

use crate::columns::yes_no;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Of an installation that has people, one administrator is named: the earliest account that can sign in. One and not
/// all, because whoever sets the mail server can read what others are sent; the rest is a person's decision.
const FIRST: &str = "UPDATE person SET site_admin = TRUE WHERE id = (\
    SELECT person.id FROM person JOIN membership ON membership.person_id = person.id \
    WHERE membership.role = 'admin' AND NOT person.disabled AND person.password_hash IS NOT NULL \
    ORDER BY person.created_at, person.id LIMIT 1)";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = yes_no("site_admin").default(false).take();
        manager.alter_table(Table::alter().table(Alias::new("person")).add_column(column).take()).await?;
        manager.get_connection().execute_unprepared(FIRST).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = Alias::new("site_admin");
        manager.alter_table(Table::alter().table(Alias::new("person")).drop_column(column).take()).await
    }
}
