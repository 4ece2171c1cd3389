//! Everything that a copy of a database tells, and what two copies tell together.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use rusqlite::Connection;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};

use super::GROUP;
use crate::support::database::TestDatabase;

/// Tables that say nothing of anybody who is asked: they may change with an answer, or with the start of a service.
const OF_NOBODY: [&str; 10] = [
    "response",
    "tally",
    "tally_document",
    "submission_key",
    "round",
    "published",
    "comment",
    "trace",
    "lease",
    "account_link",
];

/// Every row of every table as text. On PostgreSQL with its place, and the transactions that wrote or locked it.
pub type Copy = BTreeMap<String, BTreeSet<String>>;

/// A copy as somebody would take it: of the files, or by asking the server.
pub async fn copy(database: &TestDatabase) -> Copy {
    read(database, "concat_ws(' ', xmin, xmax, ctid, t::text)", "rowid, *").await
}

/// The rows alone: where they lie in a database that was put back, only the putting back tells.
pub async fn rows(database: &TestDatabase) -> Copy {
    read(database, "t::text", "*").await
}

async fn read(database: &TestDatabase, of_server: &str, of_file: &str) -> Copy {
    if database.is_postgres() {
        let db = Database::connect(&database.url).await.unwrap();
        let copy = read_server(&db, of_server).await;
        db.close().await.unwrap();
        return copy;
    }
    let (folder, file) = (tempfile::tempdir().unwrap(), database.data_dir().join("common-ground.db"));
    let to = folder.path().join("copied.db");
    std::fs::copy(&file, &to).unwrap();
    let log = file.with_extension("db-wal");
    if log.exists() {
        std::fs::copy(log, folder.path().join("copied.db-wal")).unwrap();
    }
    read_file(&to, of_file)
}

fn read_file(path: &Path, what: &str) -> Copy {
    let db = Connection::open(path).unwrap();
    let mut names = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").unwrap();
    let names: Vec<String> = names.query_map((), |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let rows = |table: &String| {
        let whole = db.prepare(&format!("SELECT {what} FROM \"{table}\""));
        let mut select = whole.unwrap_or_else(|_| db.prepare(&format!("SELECT * FROM \"{table}\"")).unwrap());
        let columns = select.column_count();
        let text = |row: &rusqlite::Row<'_>| {
            let values = (0..columns).map(|at| format!("{:?}", row.get_ref(at).unwrap()));
            Ok(values.collect::<Vec<_>>().join(" "))
        };
        select.query_map((), text).unwrap().map(Result::unwrap).collect()
    };
    names.iter().map(|table| (table.clone(), rows(table))).collect()
}

async fn read_server(db: &DatabaseConnection, what: &str) -> Copy {
    let tables = texts(db, "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'").await;
    let mut copy = Copy::new();
    for table in tables {
        let sql = format!("SELECT {what} FROM \"{table}\" t");
        copy.insert(table, texts(db, &sql).await.into_iter().collect());
    }
    copy
}

pub async fn texts(db: &DatabaseConnection, sql: &str) -> Vec<String> {
    let rows = db.query_all_raw(Statement::from_string(DbBackend::Postgres, sql)).await.unwrap();
    rows.into_iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}

/// How many people two copies tell apart from the others: none, or at least a group, or somebody is given away.
#[track_caller]
pub fn people_between(before: &Copy, after: &Copy) -> usize {
    let mut people = 0;
    for (table, rows) in after {
        let changed = rows.difference(&before[table]).count();
        let gone = before[table].difference(rows).count();
        match table.as_str() {
            "invitation" => {
                assert_eq!(changed, gone, "nobody was invited or removed");
                assert!(
                    changed == 0 || changed >= GROUP,
                    "{changed} people stand beside the answers in between"
                );
                people = changed;
            }
            table if OF_NOBODY.contains(&table) => {}
            table => assert_eq!((changed, gone), (0, 0), "something was written into {table}"),
        }
    }
    people
}
