//! What a submission costs: processor of the program and of the database, bytes written on the way, bytes kept.

use std::path::Path;

use common_ground::store::Db;
use sea_orm::{ConnectionTrait, Statement};

use super::{
    program::{Database, Service},
    share::processor,
    table::{Table, thousands},
};

/// What was used up to a moment.
pub struct Meter {
    program: f64,
    server: f64,
    written: f64,
    kept: f64,
    responses: f64,
}

impl Meter {
    /// Reads everything that a service and its database have used so far.
    pub async fn read(database: &Database, service: &Service, db: &Db) -> Self {
        let server = database.processes();
        let all = server.iter().copied().chain([service.pid()]);
        Self {
            program: processor(service.pid()),
            server: server.iter().copied().map(processor).sum(),
            written: all.map(written).sum(),
            kept: kept(database, db).await,
            responses: number(db, "SELECT count(*) FROM response").await,
        }
    }

    /// Notes what each submission since `before` cost.
    pub fn note(&self, before: &Self, name: &str, table: &mut Table) {
        let each = |now: f64, then: f64| (now - then) / (self.responses - before.responses);
        let microseconds = |now, then| format!("{:.0} µs", each(now, then) * 1e6);
        let mut row = |what: &str, measured: String| {
            table.row(format!("{what} for each submission, {name}"), measured, String::new(), String::new());
        };
        row("processor of the program", microseconds(self.program, before.program));
        if self.server > 0.0 {
            row("processor of the database", microseconds(self.server, before.server));
        }
        row("bytes written to disk", thousands(each(self.written, before.written)));
        row("bytes kept", thousands(each(self.kept, before.kept)));
    }
}

/// Bytes that a process has caused to be written.
fn written(pid: u32) -> f64 {
    let io = std::fs::read_to_string(format!("/proc/{pid}/io")).unwrap_or_default();
    let line = io.lines().find_map(|line| line.strip_prefix("write_bytes: "));
    line.and_then(|bytes| bytes.parse().ok()).unwrap_or_default()
}

async fn kept(database: &Database, db: &Db) -> f64 {
    match database {
        Database::Sqlite(folder) => {
            let file = folder.path().join("common-ground.db");
            // What still waits in the log is not in the file yet.
            db.write_one().execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await.unwrap();
            size(&file)
        }
        Database::Postgres(..) => number(db, "SELECT pg_database_size(current_database())").await,
    }
}

fn size(file: &Path) -> f64 {
    std::fs::metadata(file).unwrap().len() as f64
}

/// The number that a statement finds.
pub async fn number(db: &Db, words: &str) -> f64 {
    let statement = Statement::from_string(db.read().get_database_backend(), words);
    let row = db.read().query_one_raw(statement).await.unwrap().unwrap();
    row.try_get_by_index::<i64>(0).unwrap() as f64
}
