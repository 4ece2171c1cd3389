//! Contacts of partners.

use sea_orm_migration::prelude::*;

use crate::columns::{
    add_column, drop_all, drop_column, id, id_or_none, index, instant, instant_or_none, reference, table,
    text, unique,
};

step! {
    /// When a contact was added, and what was last heard from a partner.
    ContactNotes = "m20260203_000001_contact_notes"
}

#[async_trait::async_trait]
impl MigrationTrait for ContactNotes {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Unknown for contacts that were there before.
        add_column(manager, "contact", instant_or_none("added_at")).await?;

        let note = vec![
            id("id"),
            // Both are empty for nobody: a note is about a partner, one of its contacts, or library staff.
            id_or_none("partner_id"),
            id_or_none("contact_id"),
            // The day, at its beginning in UTC.
            instant("day"),
            // Who of the library heard from them.
            text("by"),
            text("about"),
        ];
        let mut note = table("contact_note", &["id"], note);
        note.foreign_key(&mut reference("contact_note", "partner_id", "partner"));
        note.foreign_key(&mut reference("contact_note", "contact_id", "contact"));
        manager.create_table(note).await?;
        manager.create_index(index("contact_note", &["partner_id", "day"])).await?;
        manager.create_index(index("contact_note", &["contact_id"])).await?;
        manager.create_index(index("partner", &["programme_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut of_programme = Index::drop();
        of_programme.name("ix_partner_programme_id").table(Alias::new("partner"));
        manager.drop_index(of_programme).await?;
        drop_all(manager, &["contact_note"]).await?;
        drop_column(manager, "contact", "added_at").await
    }
}

step! {
    /// One contact for each address in a programme. Of two with the same address the older stays, with what the other
    /// adds: places on lists of courses, personal links, notes, and fields that were blank.
    ///
    /// Where both were invited to a round, one link stays, the used one first. Where both links were used, both answers
    /// stay; the younger contact's is then no longer told from answers by an open link.
    OneContact = "m20260304_000001_one_contact"
}

/// Who is the twin of whom, and what becomes of what belongs to them. Both databases read it.
const MERGE: &[&str] = &[
    "UPDATE contact SET email = lower(email) WHERE email <> lower(email)",
    "CREATE TABLE contact_twin AS SELECT id, kept FROM (
        SELECT id, FIRST_VALUE(id) OVER (
            PARTITION BY programme_id, email ORDER BY COALESCE(added_at, 0), id
        ) AS kept FROM contact
     ) AS same WHERE id <> kept",
    "CREATE TABLE invitation_twin AS SELECT id FROM (
        SELECT invitation.id, ROW_NUMBER() OVER (
            PARTITION BY invitation.round_id, COALESCE(contact_twin.kept, invitation.contact_id)
            ORDER BY invitation.used DESC, CASE WHEN contact_twin.id IS NULL THEN 0 ELSE 1 END, invitation.id
        ) AS place
        FROM invitation LEFT JOIN contact_twin ON contact_twin.id = invitation.contact_id
     ) AS same WHERE place > 1",
    "DELETE FROM invitation WHERE id IN (SELECT id FROM invitation_twin)",
    "UPDATE invitation SET contact_id =
        (SELECT kept FROM contact_twin WHERE contact_twin.id = invitation.contact_id)
     WHERE contact_id IN (SELECT id FROM contact_twin)",
    "INSERT INTO participant (course_id, contact_id)
     SELECT DISTINCT participant.course_id, contact_twin.kept
     FROM participant INNER JOIN contact_twin ON contact_twin.id = participant.contact_id
     WHERE NOT EXISTS (
        SELECT 1 FROM participant AS known
        WHERE known.course_id = participant.course_id AND known.contact_id = contact_twin.kept
     )",
    "UPDATE contact_note SET contact_id =
        (SELECT kept FROM contact_twin WHERE contact_twin.id = contact_note.contact_id)
     WHERE contact_id IN (SELECT id FROM contact_twin)",
    "UPDATE contact SET job = (
        SELECT MAX(twin.job) FROM contact_twin INNER JOIN contact AS twin ON twin.id = contact_twin.id
        WHERE contact_twin.kept = contact.id
     ) WHERE job = '' AND id IN (SELECT kept FROM contact_twin)",
    "UPDATE contact SET phone = (
        SELECT MAX(twin.phone) FROM contact_twin INNER JOIN contact AS twin ON twin.id = contact_twin.id
        WHERE contact_twin.kept = contact.id
     ) WHERE phone = '' AND id IN (SELECT kept FROM contact_twin)",
    "UPDATE contact SET partner_id = (
        SELECT twin.partner_id FROM contact_twin INNER JOIN contact AS twin ON twin.id = contact_twin.id
        WHERE contact_twin.kept = contact.id AND twin.partner_id IS NOT NULL ORDER BY twin.id LIMIT 1
     ) WHERE partner_id IS NULL AND id IN (SELECT kept FROM contact_twin)",
    "UPDATE contact SET can_say_yes = TRUE WHERE id IN (
        SELECT contact_twin.kept FROM contact_twin INNER JOIN contact AS twin ON twin.id = contact_twin.id
        WHERE twin.can_say_yes
     )",
    "DELETE FROM contact WHERE id IN (SELECT id FROM contact_twin)",
    "DROP TABLE invitation_twin",
    "DROP TABLE contact_twin",
];

/// The name that both the old index and the unique one bear.
fn drop_index() -> IndexDropStatement {
    Index::drop().name("ix_contact_programme_id_email").table(Alias::new("contact")).to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for OneContact {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for statement in MERGE {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        manager.drop_index(drop_index()).await?;
        manager.create_index(unique("contact", &["programme_id", "email"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(drop_index()).await?;
        manager.create_index(index("contact", &["programme_id", "email"])).await
    }
}

step! {
    /// Lists that wait to be imported; and contacts without an address, of whom a programme may have several.
    Uploads = "m20260311_000001_uploads"
}

/// The name of the index that held addresses apart.
const OF_ADDRESSES: &str = "ix_contact_programme_id_email";
/// The name of the index that does so where there is one.
const OF_KNOWN_ADDRESSES: &str = "ix_contact_programme_id_known_email";

#[async_trait::async_trait]
impl MigrationTrait for Uploads {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![
            text("key_hash"),
            id("person_id"),
            id("programme_id"),
            text("name"),
            text("sealed"),
            instant("created_at"),
        ];
        let mut upload = table("upload", &["key_hash"], columns);
        upload.foreign_key(&mut reference("upload", "person_id", "person"));
        upload.foreign_key(&mut reference("upload", "programme_id", "programme"));
        manager.create_table(upload).await?;
        manager.create_index(index("upload", &["person_id"])).await?;
        manager.create_index(index("upload", &["programme_id"])).await?;

        manager.drop_index(Index::drop().name(OF_ADDRESSES).table(Alias::new("contact")).to_owned()).await?;
        manager.create_index(index("contact", &["programme_id", "email"])).await?;
        let unique_where_known = format!(
            "CREATE UNIQUE INDEX {OF_KNOWN_ADDRESSES} ON contact (programme_id, email) WHERE email <> ''"
        );
        manager.get_connection().execute_unprepared(&unique_where_known).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in [OF_KNOWN_ADDRESSES, OF_ADDRESSES] {
            manager.drop_index(Index::drop().name(name).table(Alias::new("contact")).to_owned()).await?;
        }
        // The version before knows nobody without an address.
        manager.get_connection().execute_unprepared("DELETE FROM contact WHERE email = ''").await?;
        manager.create_index(unique("contact", &["programme_id", "email"])).await?;
        drop_all(manager, &["upload"]).await
    }
}

step! {
    /// Words that contacts are found by.
    ContactTags = "m20261129_000020_contact_tags"
}

#[async_trait::async_trait]
impl MigrationTrait for ContactTags {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut tags = table("contact_tag", &["contact_id", "tag"], vec![id("contact_id"), text("tag")]);
        tags.foreign_key(&mut reference("contact_tag", "contact_id", "contact"));
        manager.create_table(tags).await?;
        manager.create_index(index("contact_tag", &["tag", "contact_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["contact_tag"]).await
    }
}
