//! Promises: what somebody said they would do, wherever it came from. The actions of courses become promises, so that
//! what was agreed stands in one place.

use sea_orm_migration::prelude::*;

use crate::columns::{
    count, drop_all, id, id_or_none, index, instant, instant_or_none, reference, small, table, text,
    text_or_none, yes_no,
};

step! {
    Promises = "m20261130_000010_promises"
}

const COPY: &str = "INSERT INTO promise (id, programme_id, origin, about, asked, course_id, card_id, place, what, who, \
                    by_when, asker, state, outcome, settled_on, released, reminders)
    SELECT course_action.id, course.programme_id, CASE WHEN card_id IS NULL THEN 'course' ELSE 'card' END, '', '',
        course_id, card_id, course_action.place, what, who, by_when, CASE WHEN card_id IS NULL THEN 'nobody' ELSE 'room' END,
        CASE WHEN done_on IS NULL THEN 'open' ELSE 'done' END, '', done_on, FALSE, 0
    FROM course_action INNER JOIN course ON course.id = course_action.course_id";

const COPY_BACK: &str = "INSERT INTO course_action (id, course_id, place, what, who, by_when, done_on, card_id)
    SELECT id, course_id, place, what, who, by_when, CASE WHEN state = 'done' THEN settled_on ELSE NULL END, card_id
    FROM promise WHERE course_id IS NOT NULL";

#[async_trait::async_trait]
impl MigrationTrait for Promises {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![
            id("id"),
            id("programme_id"),
            text("origin"),
            text("about"),
            text("asked"),
            id_or_none("course_id"),
            id_or_none("partner_id"),
            id_or_none("health_round_id"),
            id_or_none("card_id"),
            small("place"),
            text("what"),
            text("who"),
            id_or_none("owner_person_id"),
            id_or_none("owner_contact_id"),
            // Days as ISO 8601; words where somebody wrote words before there were days.
            text("by_when"),
            text("asker"),
            id_or_none("asker_contact_id"),
            text("state"),
            text("outcome"),
            text_or_none("settled_on"),
            yes_no("released"),
            text_or_none("judgement"),
            instant_or_none("asked_at"),
            instant_or_none("judged_at"),
            small("reminders"),
        ];
        let mut promise = table("promise", &["id"], columns);
        for (column, target) in
            [("programme_id", "programme"), ("course_id", "course"), ("partner_id", "partner")]
        {
            promise.foreign_key(&mut reference("promise", column, target));
        }
        for (column, target) in
            [("owner_person_id", "person"), ("owner_contact_id", "contact"), ("asker_contact_id", "contact")]
        {
            let mut who = reference("promise", column, target);
            promise.foreign_key(who.on_delete(ForeignKeyAction::SetNull));
        }
        manager.create_table(promise).await?;
        for columns in [
            ["programme_id", "state"].as_slice(),
            &["course_id"],
            &["partner_id"],
            &["health_round_id"],
            &["owner_person_id"],
            &["owner_contact_id"],
            &["asker_contact_id"],
            &["state", "by_when"],
        ] {
            manager.create_index(index("promise", columns)).await?;
        }

        let columns = vec![
            id("id"),
            id("promise_id"),
            text("asks"),
            id_or_none("person_id"),
            id_or_none("contact_id"),
            instant("expires_at"),
        ];
        let mut link = table("promise_link", &["id"], columns);
        for (column, target) in
            [("promise_id", "promise"), ("person_id", "person"), ("contact_id", "contact")]
        {
            link.foreign_key(&mut reference("promise_link", column, target));
        }
        manager.create_table(link).await?;
        for column in ["promise_id", "person_id", "contact_id"] {
            manager.create_index(index("promise_link", &[column])).await?;
        }

        // Lists of who was invited go; how many there were stays.
        let columns = vec![id("round_id"), count("invited")];
        let mut invited = table("round_invited", &["round_id"], columns);
        invited.foreign_key(&mut reference("round_invited", "round_id", "round"));
        manager.create_table(invited).await?;

        manager.get_connection().execute_unprepared(COPY).await?;
        manager.drop_table(Table::drop().table(Alias::new("course_action")).take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![
            id("id"),
            id("course_id"),
            small("place"),
            text("what"),
            text("who"),
            text("by_when"),
            text_or_none("done_on"),
            id_or_none("card_id"),
        ];
        let mut action = table("course_action", &["id"], columns);
        action.foreign_key(&mut reference("course_action", "course_id", "course"));
        manager.create_table(action).await?;
        manager.create_index(index("course_action", &["course_id"])).await?;
        manager.get_connection().execute_unprepared(COPY_BACK).await?;
        drop_all(manager, &["promise", "promise_link", "round_invited"]).await
    }
}
