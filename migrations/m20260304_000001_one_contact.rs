//! One contact for each address in a programme. Of two with the same address the older stays, with what the other
//! adds: places on lists of courses, personal links, notes, and fields that were blank.
//!
//! Where both were invited to a round, one link stays, the used one first. Where both links were used, both answers
//! stay; the younger contact's is then no longer told from answers by an open link.

use sea_orm_migration::prelude::*;

use crate::columns::{index, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

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
impl MigrationTrait for Migration {
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
