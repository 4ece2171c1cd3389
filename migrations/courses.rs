//! Courses: when and how they are held, and what was agreed after them.

use sea_orm_migration::{prelude::*, sea_orm::DatabaseBackend};

use crate::columns::{add_column, drop_all, drop_column, id, instant, json, reference, small, table, yes_no};

step! {
    /// Who holds a course, and which partners are there.
    CoursesInFull = "m20260204_000001_courses_in_full"
}

#[async_trait::async_trait]
impl MigrationTrait for CoursesInFull {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let trainers = ColumnDef::new(Alias::new("trainers")).text().not_null().default("").take();
        add_column(manager, "course", trainers).await?;

        let key = ["course_id", "partner_id"];
        let mut present = table("course_partner", &key, vec![id("course_id"), id("partner_id")]);
        present.foreign_key(&mut reference("course_partner", "course_id", "course"));
        present.foreign_key(&mut reference("course_partner", "partner_id", "partner"));
        manager.create_table(present).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["course_partner"]).await?;
        drop_column(manager, "course", "trainers").await
    }
}

step! {
    /// What was agreed after a course stands in one place: its actions. A course from before there were several had one,
    /// in a column of its own, by the id of the course.
    OneListOfActions = "m20260307_000001_one_list_of_actions"
}

const NO_ACTION: &str = r#"{"what":"","who":"","by":""}"#;

/// Moves the one action of each course that has no others; `field` reads a field of the column.
fn copy_actions(field: impl Fn(&str) -> String) -> String {
    let [what, who, by] = ["what", "who", "by"].map(|name| format!("COALESCE({}, '')", field(name)));
    format!(
        "INSERT INTO course_action (id, course_id, place, what, who, by_when)
         SELECT id, id, 0, {what}, {who}, {by} FROM course
         WHERE {what} <> '' AND NOT EXISTS (SELECT 1 FROM course_action WHERE course_action.course_id = course.id)"
    )
}

#[async_trait::async_trait]
impl MigrationTrait for OneListOfActions {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        if manager.get_database_backend() == DatabaseBackend::Sqlite {
            db.execute_unprepared(&copy_actions(|name| format!("json_extract(next_action, '$.{name}')")))
                .await?;
            return drop_column(manager, "course", "next_action").await;
        }
        db.execute_unprepared(&copy_actions(|name| format!("next_action->>'{name}'"))).await?;
        // Instances of the release before may run on for a while, and name the column. Nothing else does.
        let default = format!("ALTER TABLE course ALTER COLUMN next_action SET DEFAULT '{NO_ACTION}'");
        db.execute_unprepared(&default).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() == DatabaseBackend::Sqlite {
            return add_column(manager, "course", json("next_action").default(NO_ACTION).take()).await;
        }
        let default = "ALTER TABLE course ALTER COLUMN next_action DROP DEFAULT";
        manager.get_connection().execute_unprepared(default).await.map(drop)
    }
}

step! {
    /// Courses of several days, and who came.
    CourseDays = "m20260307_000001_course_days"
}

#[async_trait::async_trait]
impl MigrationTrait for CourseDays {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![id("course_id"), small("place"), instant("starts_at"), instant("ends_at")];
        let mut days = table("course_session", &["course_id", "place"], columns);
        days.foreign_key(&mut reference("course_session", "course_id", "course"));
        manager.create_table(days).await?;

        let came = ColumnDef::new(Alias::new("came")).boolean().null().take();
        add_column(manager, "participant", came).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["course_session"]).await?;
        drop_column(manager, "participant", "came").await
    }
}

step! {
    /// How often the day of a course was changed: calendars that hold an earlier state take the later one.
    CourseRevision = "m20261129_000001_course_revision"
}

#[async_trait::async_trait]
impl MigrationTrait for CourseRevision {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let revision = ColumnDef::new(Alias::new("revision")).integer().not_null().default(0).to_owned();
        add_column(manager, "course", revision).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_column(manager, "course", "revision").await
    }
}

step! {
    /// Whether a course of both sides asks them by one link and code, where people first say which side they are on.
    OneForm = "m20261201_000050_one_form"
}

#[async_trait::async_trait]
impl MigrationTrait for OneForm {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add_column(manager, "course", yes_no("one_form").default(false).take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_column(manager, "course", "one_form").await
    }
}
