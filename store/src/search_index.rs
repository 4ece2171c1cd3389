//! The full-text tables that searches of an SQLite database look words up in, compared with what they are made of. Triggers keep
//! them; whoever changes the schema by hand may lose one. PostgreSQL keeps its indexes by itself.

use sea_orm::ConnectionTrait;

use super::{Backend, Db, Result};

/// The tables, each named for what it finds.
const TABLES: [&str; 2] = ["partner_search", "contact_search"];

/// Whether searches find by every name and address, and by no other.
pub async fn is_right(db: &Db) -> Result<bool> {
    if db.backend() == Backend::Postgres {
        return Ok(true);
    }
    for table in TABLES {
        // It writes nothing, but is said as if it did. What differs is told as damage.
        let look = format!("INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)");
        match db.write_one().execute_unprepared(&look).await {
            Ok(_) => {}
            Err(error) if error.to_string().contains("malformed") => return Ok(false),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(true)
}

/// Makes them anew from the names and addresses that are there.
pub async fn rebuild(db: &Db) -> Result<()> {
    if db.backend() == Backend::Postgres {
        return Ok(());
    }
    for table in TABLES {
        let anew = format!("INSERT INTO {table} ({table}) VALUES ('rebuild')");
        db.write_one().execute_unprepared(&anew).await?;
    }
    Ok(())
}
