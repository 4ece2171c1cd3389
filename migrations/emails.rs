//! Emails about rounds: when they leave, what they say, what came back, and who wants none.

use sea_orm_migration::prelude::*;

use crate::columns::{
    add_column, drop_all, drop_column, id, id_or_none, index, instant, instant_or_none, reference, small,
    table, text, text_or_none, unique, yes_no,
};

step! {
    /// Who takes part in a course, and when the people invited to a round are written to.
    LettersOfRounds = "m20260201_000002_letters_of_rounds"
}

#[async_trait::async_trait]
impl MigrationTrait for LettersOfRounds {
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

step! {
    /// Letters that came back.
    Bounces = "m20260205_000001_bounces"
}

#[async_trait::async_trait]
impl MigrationTrait for Bounces {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let bounce = vec![
            id("id"),
            id("programme_id"),
            // Known by its keyed hash, so that mending an address is enough to be written to again.
            text("address_hash"),
            // No reference: what is known of an address outlives the letter that told it.
            id("outbox_id"),
            yes_no("hard"),
            text("status"),
            instant("at"),
        ];
        let mut bounce = table("bounce", &["id"], bounce);
        bounce.foreign_key(&mut reference("bounce", "programme_id", "programme"));
        manager.create_table(bounce).await?;
        // A report that is read twice counts once.
        manager.create_index(unique("bounce", &["outbox_id", "hard"])).await?;
        manager.create_index(index("bounce", &["programme_id", "address_hash"])).await?;
        // How many letters left in the last minute is asked before each.
        manager.create_index(index("outbox", &["sent_at"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let index = Index::drop().name("ix_outbox_sent_at").table(Alias::new("outbox")).to_owned();
        manager.drop_index(index).await?;
        drop_all(manager, &["bounce"]).await
    }
}

step! {
    /// The words of a round's emails in place of those of its programme.
    EmailTexts = "m20261129_000002_email_texts"
}

#[async_trait::async_trait]
impl MigrationTrait for EmailTexts {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let words = ["kind", "language", "subject", "opening", "closing"].map(text);
        let columns = std::iter::once(id("round_id")).chain(words).collect();
        let mut texts = table("email_text", &["round_id", "kind", "language"], columns);
        texts.foreign_key(&mut reference("email_text", "round_id", "round"));
        manager.create_table(texts).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["email_text"]).await
    }
}

step! {
    /// Who wants to be told when the results of a round are out, and the email that told them. Of anonymous rounds there are
    /// none. When somebody asked for it is not kept: it would be when they answered.
    ResultsWishes = "m20261130_000040_results_wishes"
}

#[async_trait::async_trait]
impl MigrationTrait for ResultsWishes {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![id("invitation_id"), id_or_none("outbox_id")];
        let mut wish = table("results_wish", &["invitation_id"], columns);
        wish.foreign_key(&mut reference("results_wish", "invitation_id", "invitation"));
        wish.foreign_key(&mut reference("results_wish", "outbox_id", "outbox"));
        manager.create_table(wish).await?;
        manager.create_index(index("results_wish", &["outbox_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["results_wish"]).await
    }
}

step! {
    /// Addresses that unsubscribed are known by the key of the installation, which stays where it is. So each is known by a key of
    /// its programme too, and a programme that came from elsewhere has brought that key along.
    StopsThatMove = "m20261202_000010_stops_that_move"
}

#[async_trait::async_trait]
impl MigrationTrait for StopsThatMove {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // None of those who unsubscribed before: their addresses are not known any more.
        add_column(manager, "stop", text_or_none("portable")).await?;
        // Encrypted with the key of the installation.
        let mut key = table("stop_key", &["programme_id"], vec![id("programme_id"), text("sealed")]);
        key.foreign_key(&mut reference("stop_key", "programme_id", "programme"));
        manager.create_table(key).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["stop_key"]).await?;
        drop_column(manager, "stop", "portable").await
    }
}
