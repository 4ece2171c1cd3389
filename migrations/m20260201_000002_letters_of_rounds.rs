//! Who takes part in a course, and when the people invited to a round are written to.

use sea_orm_migration::prelude::*;

use crate::columns::{drop_all, id, index, instant, instant_or_none, reference, small, table, text, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let key = ["course_id", "contact_id"];
        let mut participant = table("participant", &key, vec![id("course_id"), id("contact_id")]);
        participant.foreign_key(&mut reference("participant", "course_id", "course"));
        participant.foreign_key(&mut reference("participant", "contact_id", "contact"));
        manager.create_table(participant).await?;

        // One planned letter to everybody who is invited to a round and has not answered.
        let mailing = vec![
            id("id"),
            id("round_id"),
            // invitation, reminder
            text("kind"),
            small("seq"),
            instant("at"),
            // planned, done, skipped
            text("state"),
            instant_or_none("done_at"),
        ];
        let mut mailing = table("mailing", &["id"], mailing);
        mailing.foreign_key(&mut reference("mailing", "round_id", "round"));
        manager.create_table(mailing).await?;
        manager.create_index(unique("mailing", &["round_id", "kind", "seq"])).await?;
        manager.create_index(index("mailing", &["state", "at"])).await?;

        // Which letter of the outbox went to which invitation; goes when the invitation goes.
        let letter = vec![id("outbox_id"), id("invitation_id"), text("kind"), small("seq")];
        let mut letter = table("invitation_letter", &["outbox_id"], letter);
        letter.foreign_key(&mut reference("invitation_letter", "outbox_id", "outbox"));
        letter.foreign_key(&mut reference("invitation_letter", "invitation_id", "invitation"));
        manager.create_table(letter).await?;
        manager.create_index(index("invitation_letter", &["invitation_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["participant", "mailing", "invitation_letter"]).await
    }
}
