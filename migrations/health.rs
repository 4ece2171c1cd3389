//! Health checks of partnerships: how often, each check with its rounds and the people asked, what it brought, and what
//! the library replied to what is low.

use sea_orm_migration::prelude::*;

use crate::columns::{
    drop_all, id, id_or_none, index, instant, instant_or_none, json, reference, small, table, text,
    text_or_none, yes_no,
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
