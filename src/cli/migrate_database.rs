//! `migrate-database`: from SQLite to PostgreSQL, and back.

use std::io::Read;

use clap::Args;

use super::{
    Failure, alone,
    check::{Findings, check_tallies},
    progress,
};
use crate::{
    app::config::Config,
    store::{Backend, Db, TableChecksum, audit, snapshot, transfer},
    system::clock::Clock,
};

const EXAMPLES: &str = "Examples:
  common-ground migrate-database --to postgres://common_ground@db.example.org/common_ground
  common-ground migrate-database --to - < address.txt
  common-ground migrate-database --to sqlite:///var/lib/common-ground/common-ground.db

Stop the service first, and make a backup. Everything is copied in one transaction, then read back from the new database
and compared table by table. Either all of it is kept or none of it: if the copy is interrupted, run the command again.
The current database is only read. Afterwards set COMMON_GROUND_DATABASE_URL to the new one and start the service.";

/// Copies everything into another, empty database
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct MigrateDatabaseArgs {
    /// The address of the new database; `-` reads it from standard input, so that nobody sees its password
    #[arg(long, value_name = "URL", allow_hyphen_values = true)]
    to: String,
    /// Print rows and SHA-256 of each table as JSON
    #[arg(long)]
    json: bool,
}

impl MigrateDatabaseArgs {
    pub(crate) async fn run(self, config: Config) -> Result<(), Failure> {
        let to = self.address()?;
        let old = old(&config).await?;
        let new = match new(&config, &to).await {
            Ok(new) => new,
            Err(failure) => {
                old.close().await?;
                return Err(failure);
            }
        };
        let copied = copy(&old, &new).await;
        let checked = match &copied {
            Ok(_) => check(&new, &old, self.json).await,
            Err(_) => Ok(()),
        };
        old.close().await?;
        new.close().await?;
        self.tell(&copied?);
        checked
    }

    fn address(&self) -> Result<String, Failure> {
        let mut to = self.to.clone();
        if to == "-" {
            to.clear();
            std::io::stdin().read_to_string(&mut to)?;
        }
        let to = to.trim();
        if ["postgres://", "postgresql://", "sqlite:"].iter().any(|known| to.starts_with(known)) {
            return Ok(to.to_owned());
        }
        Err("--to takes the address of a database, postgres://… or sqlite://…".into())
    }

    fn tell(&self, tables: &[TableChecksum]) {
        if self.json {
            say!("{}", serde_json::json!({ "tables": tables }));
            return;
        }
        let rows: u64 = tables.iter().map(|table| table.rows).sum();
        say!(
            "Copied {rows} rows from {} tables, read them back, and found every table the same.",
            tables.len()
        );
        say!(
            "Now set COMMON_GROUND_DATABASE_URL to the new database and start the service. Keep secret.key where it \
             is. The old database still holds personal data: delete it once you are sure that everything works."
        );
    }
}

/// The database of the service, which is stopped and whose tables are up to date.
async fn old(config: &Config) -> Result<Db, Failure> {
    if let Some(file) = config.sqlite_file() {
        if !file.exists() {
            return Err(format!(
                "there is no database at {} (set COMMON_GROUND_DATA_DIR to the data folder)",
                file.display()
            )
            .into());
        }
        let words = "the database is damaged: restore a backup into the new one instead";
        alone::nobody_reads(&file, || Err(words.into())).await?;
    }
    let db = Db::connect(&alone::under_own_name(&config.database())).await?;
    alone::nobody_connected(&db).await?;
    if !db.is_current().await? || snapshot::contents(db.read()).await?.unknown_step().is_some() {
        return Err("the database belongs to another version of the program: start the service once with this version, \
                    stop it, and try again"
            .into());
    }
    Ok(db)
}

/// The new database, with its tables and nothing in them.
async fn new(config: &Config, to: &str) -> Result<Db, Failure> {
    if to == config.database() {
        return Err("--to names the database that the service already uses".into());
    }
    let db = Db::connect(&alone::under_own_name(to)).await?;
    if !transfer::is_empty(&db).await? {
        return Err(
            "the new database is not empty: name an empty one, because this command never replaces data"
                .into(),
        );
    }
    alone::nobody_connected(&db).await?;
    db.close().await?;
    Ok(Db::open(&alone::under_own_name(to)).await?)
}

async fn copy(old: &Db, new: &Db) -> Result<Vec<TableChecksum>, Failure> {
    let rows: u64 = snapshot::contents(old.read()).await?.rows.values().sum();
    let bar = progress::bar("Copying", 2 * rows);
    let copied = transfer::copy(old, new, |rows| bar.inc(rows)).await;
    bar.finish_and_clear();
    Ok(copied?)
}

/// Counts the tallies of the new database against its answers, and notes in it where it came from.
async fn check(new: &Db, old: &Db, quiet: bool) -> Result<(), Failure> {
    let now = Clock::System.now();
    let mut findings = Findings::default();
    check_tallies(new, now, false, &mut findings).await;
    let from = match old.backend() {
        Backend::Sqlite => "from SQLite",
        Backend::Postgres => "from PostgreSQL",
    };
    audit::record_command_everywhere(new.write_one(), "moved the database", from, now).await?;
    if !quiet {
        findings.print(false);
    }
    match findings.wrong() {
        0 => Ok(()),
        _ => Err(
            "everything was copied, but the tallies do not agree with the answers: run `common-ground check`"
                .into(),
        ),
    }
}
