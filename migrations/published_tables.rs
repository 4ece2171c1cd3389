//! What may be shown of a round.

use sea_orm_migration::prelude::*;

use crate::columns::{drop_all, id, instant, json, reference, table, text};

step! {
    /// What may be shown of a round while it is open. It goes at the close, when everything may.
    Interim = "m20260211_000001_interim"
}

#[async_trait::async_trait]
impl MigrationTrait for Interim {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // By item: the batch that is shown, and the one that is held until the next is full.
        let columns = vec![id("round_id"), json("views")];
        let mut interim = table("interim", &["round_id"], columns);
        interim.foreign_key(&mut reference("interim", "round_id", "round"));
        manager.create_table(interim).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["interim"]).await
    }
}

step! {
    /// What the close of a round showed, kept when it takes answers again: what is shown later is held against it.
    ShownCloses = "m20260213_000001_shown_closes"
}

#[async_trait::async_trait]
impl MigrationTrait for ShownCloses {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![id("round_id"), json("tallies")];
        let mut shown = table("shown_close", &["round_id"], columns);
        shown.foreign_key(&mut reference("shown_close", "round_id", "round"));
        manager.create_table(shown).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["shown_close"]).await
    }
}

step! {
    /// The published table of each round, in place of what was kept of batches and of closes that were opened again. Counts
    /// that nothing reads any more go: pairs of choices.
    PublishedTables = "m20260301_000001_published_tables"
}

#[async_trait::async_trait]
impl MigrationTrait for PublishedTables {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Text, so that its hash is that of what was written, whatever a database makes of JSON.
        let columns = vec![id("round_id"), text("document"), text("hash"), instant("written_at")];
        let mut published = table("published", &["round_id"], columns);
        published.foreign_key(&mut reference("published", "round_id", "round"));
        manager.create_table(published).await?;
        let db = manager.get_connection();
        // What was shown stays what was shown. Whoever reads it first makes a table of it; until then it has no hash.
        db.execute_unprepared(
            "INSERT INTO published (round_id, document, hash, written_at) \
             SELECT round_id, '{\"close\":' || CAST(tallies AS TEXT) || '}', '', 0 FROM shown_close",
        )
        .await?;
        db.execute_unprepared(
            "INSERT INTO published (round_id, document, hash, written_at) \
             SELECT round_id, '{\"ratings\":' || CAST(views AS TEXT) || '}', '', 0 FROM interim \
             WHERE round_id NOT IN (SELECT round_id FROM shown_close)",
        )
        .await?;
        drop_all(manager, &["interim", "shown_close"]).await?;
        let ratings = (1..=5).flat_map(|left| (1..=5).map(move |right| format!("'{left}>{right}'")));
        let ratings = ratings.collect::<Vec<_>>().join(", ");
        let unread = format!(
            "DELETE FROM tally WHERE item LIKE '%|%' AND (item LIKE '%/%' OR value NOT IN ({ratings}))"
        );
        db.execute_unprepared(&unread).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["published"]).await?;
        for (name, column) in [("interim", "views"), ("shown_close", "tallies")] {
            let mut before = table(name, &["round_id"], vec![id("round_id"), json(column)]);
            before.foreign_key(&mut reference(name, "round_id", "round"));
            manager.create_table(before).await?;
        }
        Ok(())
    }
}
