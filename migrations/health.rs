//! Health checks of partnerships: how often, each check with its rounds and the people asked, what it brought, and what
//! the library replied to what is low.

use sea_orm_migration::{prelude::*, sea_orm::DatabaseBackend};

use crate::columns::{
    add_column, drop_all, drop_column, id, id_or_none, index, instant, instant_or_none, json, reference,
    small, small_or_none, table, text, text_or_none, yes_no,
};

step! {
    Health = "m20261130_000020_health"
}

const TABLES: [&str; 5] = ["health_plan", "health_check", "health_round", "health_person", "health_reply"];

#[async_trait::async_trait]
impl MigrationTrait for Health {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns =
            vec![id("partner_id"), small("every_months"), text_or_none("next_on"), json("library_people")];
        let mut plan = table("health_plan", &["partner_id"], columns);
        plan.foreign_key(&mut reference("health_plan", "partner_id", "partner"));
        manager.create_table(plan).await?;

        let columns = vec![
            id("id"),
            id("partner_id"),
            instant("opens_at"),
            instant("closes_at"),
            instant_or_none("unsealed_at"),
            json("figures"),
        ];
        let mut check = table("health_check", &["id"], columns);
        check.foreign_key(&mut reference("health_check", "partner_id", "partner"));
        manager.create_table(check).await?;
        manager.create_index(index("health_check", &["partner_id", "opens_at"])).await?;
        manager.create_index(index("health_check", &["unsealed_at"])).await?;

        let mut round = table("health_round", &["round_id"], vec![id("round_id"), id("check_id")]);
        round.foreign_key(&mut reference("health_round", "round_id", "round"));
        round.foreign_key(&mut reference("health_round", "check_id", "health_check"));
        manager.create_table(round).await?;
        manager.create_index(index("health_round", &["check_id"])).await?;

        let columns = vec![
            id("id"),
            id("check_id"),
            text("side"),
            id_or_none("contact_id"),
            text("name"),
            yes_no("answered"),
            yes_no("is_new"),
        ];
        let mut person = table("health_person", &["id"], columns);
        person.foreign_key(&mut reference("health_person", "check_id", "health_check"));
        manager.create_table(person).await?;
        manager.create_index(index("health_person", &["check_id"])).await?;
        manager.create_index(index("health_person", &["contact_id"])).await?;

        let columns = vec![
            id("check_id"),
            text("item"),
            text("kind"),
            text("words"),
            text_or_none("talk_on"),
            id_or_none("promise_id"),
            text("by"),
            instant("at"),
        ];
        let mut reply = table("health_reply", &["check_id", "item"], columns);
        reply.foreign_key(&mut reference("health_reply", "check_id", "health_check"));
        manager.create_table(reply).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &TABLES).await
    }
}

step! {
    /// How many conditions of a finished check wait for a reply, so that they are found without reading what all partnerships
    /// answered.
    RepliesThatWait = "m20261202_000020_replies_that_wait"
}

/// Few checks among many.
const WAITING: &str = "CREATE INDEX ix_health_check_waiting ON health_check (partner_id) WHERE waiting > 0";

#[async_trait::async_trait]
impl MigrationTrait for RepliesThatWait {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add_column(manager, "health_check", small_or_none("waiting")).await?;
        let db = manager.get_connection();
        let is_file = manager.get_database_backend() == DatabaseBackend::Sqlite;
        db.execute_unprepared(&count_waiting(is_file)).await?;
        db.execute_unprepared(WAITING).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let index =
            Index::drop().name("ix_health_check_waiting").table(Alias::new("health_check")).to_owned();
        manager.drop_index(index).await?;
        drop_column(manager, "health_check", "waiting").await
    }
}

/// Counts in the checks that are there the conditions that are low on both sides or seen differently and have no reply.
fn count_waiting(is_file: bool) -> String {
    let (factors, key) = if is_file {
        ("json_each(health_check.figures) AS factor", "json_extract(factor.value, '$.key')")
    } else {
        ("jsonb_array_elements(health_check.figures) AS factor(value)", "factor.value ->> 'key'")
    };
    let people = |side: &str, place: usize| {
        if is_file {
            format!("json_extract(factor.value, '$.{side}.values[{place}]')")
        } else {
            format!("CAST(factor.value -> '{side}' -> 'values' ->> {place} AS BIGINT)")
        }
    };
    let all = |side: &str| (0..5).map(|place| people(side, place)).collect::<Vec<_>>().join(" + ");
    let sum = |side: &str| {
        let points = (0..5).map(|place| format!("{} * {}", place + 1, people(side, place)));
        points.collect::<Vec<_>>().join(" + ")
    };
    let [of_library, of_partner] = ["library", "partner"].map(all);
    let [by_library, by_partner] = ["library", "partner"].map(sum);
    format!(
        "UPDATE health_check SET waiting = (SELECT COUNT(*) FROM (SELECT {key} AS item, {of_library} AS n1, \
         {by_library} AS s1, {of_partner} AS n2, {by_partner} AS s2 FROM {factors}) AS counted \
         WHERE n1 > 0 AND n2 > 0 AND NOT (s1 >= 4 * n1 AND s2 >= 4 * n2) \
         AND (2 * s1 < 7 * n1 AND 2 * s2 < 7 * n2 OR ABS(s1 * n2 - s2 * n1) >= n1 * n2) \
         AND NOT EXISTS (SELECT 1 FROM health_reply WHERE health_reply.check_id = health_check.id \
         AND health_reply.item = counted.item)) WHERE unsealed_at IS NOT NULL"
    )
}
