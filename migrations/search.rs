//! Names and addresses in threes of letters, so that whoever is looked for is found without reading everybody.
//!
//! SQLite: a full-text table for each table that is searched. It holds no text of its own, only where which threes stand;
//! triggers keep it, and what is deleted leaves nothing behind (`secure-delete`). PostgreSQL: an index over a function that
//! takes a text apart. It needs no extension, which the owner of a database may not be allowed to add, and which would
//! stay behind when a schema is moved aside or a dump is put back elsewhere.

use sea_orm_migration::{prelude::*, sea_orm::DatabaseBackend};

step! {
    Search = "m20261202_000001_search"
}

/// Tables that are searched, and the columns that words are looked for in.
const SEARCHED: [(&str, &[&str]); 2] = [("partner", &["name"]), ("contact", &["name", "email"])];

/// Letters that people leave out when they type a name.
const SIGNS: [&str; 4] = ["''''", "'’'", "'‘'", "'.'"];

/// Every three letters that follow each other in a text, in small letters, without the signs that people leave out.
const TRIGRAMS: &str = "CREATE FUNCTION search_trigrams(words TEXT) RETURNS TEXT[] \
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS $$ \
    SELECT ARRAY(SELECT DISTINCT substr(bare, place, 3) \
        FROM (SELECT lower(translate(words, '''’‘.', '')) AS bare) AS text, \
            generate_series(1, length(bare) - 2) AS place) $$";

/// Emails that only became files, for want of an email server: few, among many.
const SAVED: &str = "CREATE INDEX ix_outbox_saved ON outbox (id) WHERE result LIKE 'written to %'";

/// Promises in the order of their days; those without a day last.
const DUE: &str = "CREATE INDEX ix_promise_due ON promise \
    (programme_id, (CASE WHEN by_when LIKE '2___-__-__' THEN by_when ELSE '9' END), id)";

#[async_trait::async_trait]
impl MigrationTrait for Search {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        let is_file = manager.get_database_backend() == DatabaseBackend::Sqlite;
        if !is_file {
            db.execute_unprepared(TRIGRAMS).await?;
        }
        for (table, columns) in SEARCHED {
            let made = if is_file { in_file(table, columns) } else { vec![on_server(table, columns)] };
            for sql in made {
                db.execute_unprepared(&sql).await?;
            }
        }
        for index in [SAVED, DUE] {
            db.execute_unprepared(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        let is_file = manager.get_database_backend() == DatabaseBackend::Sqlite;
        for (name, table) in [("ix_promise_due", "promise"), ("ix_outbox_saved", "outbox")] {
            manager.drop_index(Index::drop().name(name).table(Alias::new(table)).to_owned()).await?;
        }
        for (table, _) in SEARCHED {
            if !is_file {
                db.execute_unprepared(&format!("DROP INDEX ix_{table}_search")).await?;
                continue;
            }
            for what in ["added", "removed", "changed"] {
                db.execute_unprepared(&format!("DROP TRIGGER {table}_search_{what}")).await?;
            }
            db.execute_unprepared(&format!("DROP TABLE {table}_search")).await?;
            db.execute_unprepared(&format!("DROP VIEW {table}_search_text")).await?;
        }
        if !is_file {
            db.execute_unprepared("DROP FUNCTION search_trigrams(TEXT)").await?;
        }
        Ok(())
    }
}

/// The columns of a row in one text: of the table itself, or of the row that a trigger calls `new` or `old`.
fn together(columns: &[&str], of: &str) -> String {
    columns.iter().map(|column| format!("{of}{column}")).collect::<Vec<_>>().join(" || ' ' || ")
}

fn on_server(table: &str, columns: &[&str]) -> String {
    let words = together(columns, "");
    // Without a list of what is still to be entered, which every search would have to read.
    format!(
        "CREATE INDEX ix_{table}_search ON {table} USING gin (search_trigrams({words})) WITH (fastupdate = off)"
    )
}

fn in_file(table: &str, columns: &[&str]) -> Vec<String> {
    let search = format!("{table}_search");
    let bare = |of: &str| {
        SIGNS.iter().fold(together(columns, of), |words, sign| format!("replace({words}, {sign}, '')"))
    };
    let add = format!("INSERT INTO {search} (rowid, words) VALUES (new.rowid, {});", bare("new."));
    let remove = format!(
        "INSERT INTO {search} ({search}, rowid, words) VALUES ('delete', old.rowid, {});",
        bare("old.")
    );
    let named = columns.join(", ");
    let is_other: Vec<String> =
        columns.iter().map(|column| format!("old.{column} IS NOT new.{column}")).collect();
    let is_other = is_other.join(" OR ");
    vec![
        format!("CREATE VIEW {search}_text AS SELECT rowid AS number, {} AS words FROM {table}", bare("")),
        format!(
            "CREATE VIRTUAL TABLE {search} USING fts5(words, content='{search}_text', content_rowid='number', \
             tokenize='trigram')"
        ),
        format!("INSERT INTO {search} ({search}, rank) VALUES ('secure-delete', 1)"),
        format!("INSERT INTO {search} ({search}) VALUES ('rebuild')"),
        format!("CREATE TRIGGER {search}_added AFTER INSERT ON {table} BEGIN {add} END"),
        format!("CREATE TRIGGER {search}_removed AFTER DELETE ON {table} BEGIN {remove} END"),
        format!(
            "CREATE TRIGGER {search}_changed AFTER UPDATE OF {named} ON {table} WHEN {is_other} BEGIN {remove} {add} END"
        ),
    ]
}
