//! What was agreed after a course stands in one place: its actions. A course from before there were several had one,
//! in a column of its own, by the id of the course.

use sea_orm_migration::{prelude::*, sea_orm::DatabaseBackend};

use crate::columns::json;

#[derive(DeriveMigrationName)]
pub struct Migration;

const NONE: &str = r#"{"what":"","who":"","by":""}"#;

/// Moves the one action of each course that has no others; `field` reads a field of the column.
fn copy(field: impl Fn(&str) -> String) -> String {
    let [what, who, by] = ["what", "who", "by"].map(|name| format!("COALESCE({}, '')", field(name)));
    format!(
        "INSERT INTO course_action (id, course_id, place, what, who, by_when)
         SELECT id, id, 0, {what}, {who}, {by} FROM course
         WHERE {what} <> '' AND NOT EXISTS (SELECT 1 FROM course_action WHERE course_action.course_id = course.id)"
    )
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        if manager.get_database_backend() == DatabaseBackend::Sqlite {
            db.execute_unprepared(&copy(|name| format!("json_extract(next_action, '$.{name}')"))).await?;
            let drop =
                Table::alter().table(Alias::new("course")).drop_column(Alias::new("next_action")).take();
            return manager.alter_table(drop).await;
        }
        db.execute_unprepared(&copy(|name| format!("next_action->>'{name}'"))).await?;
        // Instances of the release before may run on for a while, and name the column. Nothing else does.
        let default = format!("ALTER TABLE course ALTER COLUMN next_action SET DEFAULT '{NONE}'");
        db.execute_unprepared(&default).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() == DatabaseBackend::Sqlite {
            let column = json("next_action").default(NONE).take();
            return manager
                .alter_table(Table::alter().table(Alias::new("course")).add_column(column).take())
                .await;
        }
        let default = "ALTER TABLE course ALTER COLUMN next_action DROP DEFAULT";
        manager.get_connection().execute_unprepared(default).await.map(drop)
    }
}
