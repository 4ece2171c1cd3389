//! The published table of each round, in place of what was kept of batches and of closes that were opened again. Counts
//! that nothing reads any more go: pairs of choices.

use sea_orm_migration::prelude::*;

use crate::columns::{drop_all, id, instant, json, reference, table, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
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
