//! Reading all responses of a round as the documents that are kept, for readers that need speed: a page at a time, so
//! that memory stays flat and no page is held up for long.

use rusqlite::Connection;
use sea_orm::{
    ConnectionTrait, ExprTrait, Order,
    sea_query::{Expr, Query},
};
use uuid::Uuid;

use crate::store::{Backend, Db, Result, entity::response};

/// Responses read at a time.
const PAGE: u64 = 4_000;

/// Responses of a round, in order of their random ids.
#[derive(Debug)]
pub struct Documents {
    db: Db,
    round: Uuid,
    after: Uuid,
    /// SQLite alone is read directly.
    connection: Option<Connection>,
}

/// So many responses: their ids, and their documents in one piece.
#[derive(Debug, Default)]
pub struct ResponsePage {
    text: String,
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    id: Uuid,
    /// Where its document ends.
    end: usize,
}

impl Documents {
    /// The responses of a round, from the first.
    pub fn of(db: &Db, round: Uuid) -> Result<Self> {
        let connection = match db.backend() {
            Backend::Sqlite => Some(db.direct_reader()?),
            Backend::Postgres => None,
        };
        // No id is nil: ours are random, and a nil one in a file is not taken for an id.
        Ok(Self { db: db.clone(), round, after: Uuid::nil(), connection })
    }

    /// The next page, and what comes after it; nothing when all were read. On SQLite this blocks its thread: handing
    /// each page to another and back takes longer than reading it.
    pub async fn next(mut self) -> Result<Option<(ResponsePage, Self)>> {
        let page = match &self.connection {
            Some(connection) => of_file(connection, self.round, self.after)?,
            None => self.of_server().await?,
        };
        let Some(last) = page.rows.last() else { return Ok(None) };
        self.after = last.id;
        Ok(Some((page, self)))
    }

    async fn of_server(&self) -> Result<ResponsePage> {
        use response::Column::{Answers, Id, RoundId};
        let select = Query::select()
            .column(Id)
            .expr(Expr::col(Answers).cast_as("TEXT"))
            .from(response::Entity)
            .and_where(Expr::col(RoundId).eq(self.round))
            .and_where(Expr::col(Id).gt(self.after))
            .order_by(Id, Order::Asc)
            .limit(PAGE)
            .take();
        let mut page = ResponsePage::default();
        for row in self.db.read().query_all(&select).await? {
            page.push(row.try_get_by_index(0)?, &row.try_get_by_index::<String>(1)?);
        }
        Ok(page)
    }
}

fn of_file(connection: &Connection, round: Uuid, after: Uuid) -> Result<ResponsePage> {
    let mut select = connection.prepare_cached(
        "SELECT id, answers FROM response WHERE round_id = ?1 AND id > ?2 ORDER BY id LIMIT ?3",
    )?;
    let mut rows = select.query((round.as_bytes(), after.as_bytes(), PAGE.cast_signed()))?;
    let mut page = ResponsePage::default();
    while let Some(row) = rows.next()? {
        let document = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
        page.push(Uuid::from_bytes(row.get(0)?), document);
    }
    Ok(page)
}

impl ResponsePage {
    fn push(&mut self, id: Uuid, document: &str) {
        self.text.push_str(document);
        self.rows.push(Row { id, end: self.text.len() });
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Ids and documents.
    pub fn iter(&self) -> impl Iterator<Item = (Uuid, &str)> {
        let mut start = 0;
        self.rows.iter().map(move |row| (row.id, &self.text[std::mem::replace(&mut start, row.end)..row.end]))
    }
}
