//! Programmes, the people who run them, and the partners they work with.

use sea_orm_migration::prelude::*;

use crate::columns::{
    drop_all, id, id_or_none, index, instant, json, reference, table, text, text_or_none, unique, yes_no,
};

step! {
    /// Programmes, the people who run them, and the partners they work with.
    Programmes = "m20260101_000001_programmes"
}

#[async_trait::async_trait]
impl MigrationTrait for Programmes {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(table(
                "programme",
                &["id"],
                vec![id("id"), text("slug"), text("name"), json("settings"), instant("created_at")],
            ))
            .await?;
        manager.create_index(unique("programme", &["slug"])).await?;

        let person = vec![
            id("id"),
            text("email"),
            text("name"),
            text_or_none("password_hash"),
            yes_no("disabled"),
            instant("created_at"),
        ];
        manager.create_table(table("person", &["id"], person)).await?;
        manager.create_index(unique("person", &["email"])).await?;

        let mut membership = table(
            "membership",
            &["person_id", "programme_id"],
            vec![id("person_id"), id("programme_id"), text("role")],
        );
        membership.foreign_key(&mut reference("membership", "person_id", "person"));
        membership.foreign_key(&mut reference("membership", "programme_id", "programme"));
        manager.create_table(membership).await?;

        let session = vec![text("token_hash"), id("person_id"), instant("created_at"), instant("expires_at")];
        let mut session = table("session", &["token_hash"], session);
        session.foreign_key(&mut reference("session", "person_id", "person"));
        manager.create_table(session).await?;

        let mut partner =
            table("partner", &["id"], vec![id("id"), id("programme_id"), text("name"), text("kind")]);
        partner.foreign_key(&mut reference("partner", "programme_id", "programme"));
        manager.create_table(partner).await?;

        let contact = vec![
            id("id"),
            id("programme_id"),
            id_or_none("partner_id"),
            text("name"),
            text("email"),
            text("job"),
            text("phone"),
            yes_no("can_say_yes"),
        ];
        let mut contact = table("contact", &["id"], contact);
        contact.foreign_key(&mut reference("contact", "programme_id", "programme"));
        contact.foreign_key(&mut reference("contact", "partner_id", "partner"));
        manager.create_table(contact).await?;
        manager.create_index(index("contact", &["programme_id", "email"])).await?;

        let stop = vec![id("programme_id"), text("address_hash"), instant("since")];
        let mut stop = table("stop", &["programme_id", "address_hash"], stop);
        stop.foreign_key(&mut reference("stop", "programme_id", "programme"));
        manager.create_table(stop).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["programme", "person", "membership", "session", "partner", "contact", "stop"])
            .await
    }
}
