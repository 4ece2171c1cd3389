//! Reading all responses of a round as the documents that are kept, for readers that need speed: a page at a time, so
//! that memory stays flat and no page is held up for long.

mod file;

use sea_orm::{
    ConnectionTrait, ExprTrait, Order,
    sea_query::{Expr, Query},
};
use uuid::Uuid;

pub use self::file::{DocumentFile, DocumentReader, IdRange};
use crate::store::{Backend, Db, Result, entity::response};

/// The most responses read at a time.
const PAGE: usize = 4_000;
/// With so many bytes of documents a page is full before.
const MOST_BYTES: usize = 1 << 20;

/// The responses of a round, where they are kept.
#[derive(Debug)]
pub enum Documents {
    /// A file, whose parts are read by several at once.
    File(DocumentFile),
    /// A server, which is asked for one page after another.
    Server(DocumentServer),
}

impl Documents {
    /// The responses of a round, in order of their random ids.
    pub fn of(db: &Db, round: Uuid) -> Self {
        match db.backend() {
            Backend::Sqlite => Self::File(DocumentFile::of(db, round)),
            // No id is nil: ours are random, and a nil one in a file is not taken for an id.
            Backend::Postgres => Self::Server(DocumentServer { db: db.clone(), round, after: Uuid::nil() }),
        }
    }
}

/// Responses of a round on a server that are still to come.
#[derive(Debug)]
pub struct DocumentServer {
    db: Db,
    round: Uuid,
    after: Uuid,
}

impl DocumentServer {
    /// The next page, and what comes after it; nothing when all were read.
    pub async fn next(mut self) -> Result<Option<(ResponsePage, Self)>> {
        let page = self.page().await?;
        let Some(last) = page.last() else { return Ok(None) };
        self.after = last;
        Ok(Some((page, self)))
    }

    async fn page(&self) -> Result<ResponsePage> {
        use response::Column::{Answers, Id, RoundId};
        let select = Query::select()
            .column(Id)
            .expr(Expr::col(Answers).cast_as("TEXT"))
            .from(response::Entity)
            .and_where(Expr::col(RoundId).eq(self.round))
            .and_where(Expr::col(Id).gt(self.after))
            .order_by(Id, Order::Asc)
            .limit(PAGE as u64)
            .take();
        let mut page = ResponsePage::default();
        for row in self.db.read().query_all(&select).await? {
            page.push(row.try_get_by_index(0)?, &row.try_get_by_index::<String>(1)?);
        }
        Ok(page)
    }
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

impl ResponsePage {
    /// Makes room for other responses.
    fn clear(&mut self) {
        self.text.clear();
        self.rows.clear();
    }

    fn push(&mut self, id: Uuid, document: &str) {
        self.text.push_str(document);
        self.rows.push(Row { id, end: self.text.len() });
    }

    fn is_full(&self) -> bool {
        self.rows.len() >= PAGE || self.text.len() >= MOST_BYTES
    }

    fn last(&self) -> Option<Uuid> {
        self.rows.last().map(|row| row.id)
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
