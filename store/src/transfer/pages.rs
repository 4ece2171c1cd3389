//! Reading a table in the order of its key, a page at a time.

use sea_orm::{ConnectionTrait, DbBackend, Statement, Value};

use super::{cell::CopiedCell, schema::CopiedTable};
use crate::store::{Connection, Result};

/// Rows read at a time: an email with its pictures takes a tenth of a megabyte.
const PAGE: u32 = 250;

/// A table that is read. The connection must be a transaction, so that all pages are of one moment.
pub(super) struct TablePages<'a> {
    db: &'a Connection,
    table: &'a CopiedTable,
    /// SQLite goes on after this key, which finds its place by the index; PostgreSQL keeps a cursor, since the index of a
    /// text is not in the order of its bytes.
    after: Vec<Value>,
}

impl<'a> TablePages<'a> {
    /// Begins at the first row.
    pub(super) async fn begin(db: &'a Connection, table: &'a CopiedTable) -> Result<Self> {
        let pages = Self { db, table, after: Vec::new() };
        if db.get_database_backend() == DbBackend::Postgres {
            let sql = format!("DECLARE {} NO SCROLL CURSOR FOR {}", pages.cursor(), pages.select(""));
            db.execute_unprepared(&sql).await?;
        }
        Ok(pages)
    }

    /// The next rows; none when all were read.
    pub(super) async fn next(&mut self) -> Result<Option<Vec<Vec<CopiedCell>>>> {
        let backend = self.db.get_database_backend();
        let statement = match backend {
            DbBackend::Postgres => {
                Statement::from_string(backend, format!("FETCH FORWARD {PAGE} FROM {}", self.cursor()))
            }
            _ => self.page_after(backend),
        };
        let mut rows = Vec::new();
        for row in self.db.query_all_raw(statement).await? {
            let columns = self.table.columns.iter().enumerate();
            let cells = columns.map(|(at, column)| CopiedCell::read(&row, at, column.kind));
            rows.push(cells.collect::<Result<Vec<_>, _>>()?);
        }
        let Some(last) = rows.last() else { return Ok(None) };
        let key = self.table.key.iter().map(|at| (&last[*at], self.table.columns[*at].kind));
        self.after = key.map(|(cell, kind)| cell.clone().value(kind)).collect();
        Ok(Some(rows))
    }

    /// Lets go of the table.
    pub(super) async fn end(self) -> Result<()> {
        if self.db.get_database_backend() == DbBackend::Postgres {
            self.db.execute_unprepared(&format!("CLOSE {}", self.cursor())).await?;
        }
        Ok(())
    }

    /// A name of its own for each table: under one name the server would expect the columns of the table before.
    fn cursor(&self) -> String {
        format!("\"rows of {}\"", self.table.name)
    }

    fn page_after(&self, backend: DbBackend) -> Statement {
        let key: Vec<String> =
            self.table.key.iter().map(|at| quoted(&self.table.columns[*at].name)).collect();
        let from = if self.after.is_empty() {
            String::new()
        } else {
            let places = vec!["?"; key.len()].join(", ");
            format!(" WHERE ({}) > ({places})", key.join(", "))
        };
        let sql = format!("{} LIMIT {PAGE}", self.select(&from));
        Statement::from_sql_and_values(backend, sql, self.after.clone())
    }

    fn select(&self, condition: &str) -> String {
        let backend = self.db.get_database_backend();
        let columns = &self.table.columns;
        let selected: Vec<String> =
            columns.iter().map(|column| column.kind.selected(&quoted(&column.name))).collect();
        let key = self.table.key.iter().map(|at| &columns[*at]);
        let order: Vec<String> =
            key.map(|column| column.kind.ordered(&quoted(&column.name), backend)).collect();
        format!(
            "SELECT {} FROM {}{condition} ORDER BY {}",
            selected.join(", "),
            quoted(&self.table.name),
            order.join(", ")
        )
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
