//! The answers of a round as a wide CSV file (RFC 4180), in flat memory however many there are.

use std::{
    borrow::Cow,
    io::{self, Write},
    sync::Arc,
};

use csv::{Terminator, WriterBuilder};
use tokio::{sync::mpsc, task::spawn_blocking};
use uuid::Uuid;

use crate::{
    app::App,
    store::{StoreError, responses, rounds::Round},
    survey::{
        answers::Answers,
        columns::{Columns, Purpose},
        definition::Survey,
        round::{Privacy, RoundState, Side},
    },
};

/// Pages that may wait between reading and writing.
const WAITING: usize = 2;
/// Bytes gathered before they are written.
const BUFFER: usize = 1 << 18;
/// What tells a spreadsheet that a file is UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Ids and stored documents.
type Page = Vec<(Uuid, String)>;

/// Whether rows name the reporting group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Groups {
    /// As it was answered.
    Named,
    /// The column is there and empty.
    Withheld,
}

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// Two files made minutes apart would tell who answered in between.
    #[error(
        "round {0} is anonymous and still open: two exports would show what was answered between them; export it \
         after its close"
    )]
    StillOpen(String),
    /// The file cannot be written.
    #[error("{0}")]
    File(#[from] io::Error),
    /// The database, or an answer that cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Whether the answers of a round may leave now.
///
/// # Errors
/// [`ExportError::StillOpen`] for an anonymous round before its close.
pub fn allowed(round: &Round) -> Result<(), ExportError> {
    if round.privacy == Privacy::Anonymous && round.state == RoundState::Open {
        return Err(ExportError::StillOpen(round.code.clone()));
    }
    Ok(())
}

/// Writes the answers of a round to `out`, in order of their ids, and returns how many there are. `written` is
/// told how many more were written, now and then.
///
/// A file for analysis is UTF-8 without a byte order mark; one for Excel has it, and keeps text from being taken
/// for a formula. Answers that come in meanwhile may or may not be in it.
///
/// # Errors
/// [`ExportError::StillOpen`] for an anonymous round before its close; otherwise the database or the file.
pub async fn responses(
    app: &App,
    round: &Round,
    (purpose, groups): (Purpose, Groups),
    out: impl Write + Send + 'static,
    written: impl Fn(u64) + Send + 'static,
) -> Result<u64, ExportError> {
    allowed(round)?;
    let sheet = Sheet { survey: app.survey(round).await?, side: round.side, purpose, groups };
    let (pages, queue) = mpsc::channel(WAITING);
    // Reading and writing share nothing but pages, so each has a core.
    let writing = spawn_blocking(move || sheet.write(out, queue, written));
    let read = read(app, round.id, pages).await;
    let count = writing.await.map_err(|error| io::Error::other(error.to_string()))??;
    read?;
    Ok(count)
}

async fn read(app: &App, round: Uuid, pages: mpsc::Sender<Page>) -> Result<(), StoreError> {
    let mut after = None;
    loop {
        let page = responses::page_of_documents(app.db.read(), round, after).await?;
        let Some((last, _)) = page.last() else { return Ok(()) };
        after = Some(*last);
        // Nobody takes it when writing has failed; the writer says why.
        if pages.send(page).await.is_err() {
            return Ok(());
        }
    }
}

/// How rows are written.
struct Sheet {
    survey: Arc<Survey>,
    side: Side,
    purpose: Purpose,
    groups: Groups,
}

/// Where the reporting group stands in a row, after the id.
const GROUP_AT: usize = 1;

impl Sheet {
    fn write(
        &self,
        mut out: impl Write,
        mut pages: mpsc::Receiver<Page>,
        written: impl Fn(u64),
    ) -> Result<u64, ExportError> {
        if self.purpose == Purpose::Excel {
            out.write_all(BYTE_ORDER_MARK)?;
        }
        let columns = Columns::new(&self.survey, self.side);
        let mut csv =
            WriterBuilder::new().terminator(Terminator::CRLF).buffer_capacity(BUFFER).from_writer(out);
        csv.write_record(columns.headings().map(Cow::into_owned)).map_err(io::Error::from)?;
        let mut count = 0;
        let mut id_text = Uuid::encode_buffer();
        while let Some(page) = pages.blocking_recv() {
            for (id, document) in &page {
                let answers = Answers::from_json(document)
                    .map_err(|error| StoreError::Damaged(format!("response {id}: {error}")))?;
                let id = id.hyphenated().encode_lower(&mut id_text);
                for (at, cell) in columns.row(id, &answers, self.purpose).enumerate() {
                    let hidden = at == GROUP_AT && self.groups == Groups::Withheld;
                    csv.write_field(if hidden { b"" } else { cell.as_bytes() }).map_err(io::Error::from)?;
                }
                csv.write_record(None::<&[u8]>).map_err(io::Error::from)?;
            }
            count += page.len() as u64;
            written(page.len() as u64);
        }
        csv.flush()?;
        Ok(count)
    }
}
