//! The answers of a round as a wide CSV file (RFC 4180), in flat memory however many there are.

use std::{
    borrow::Cow,
    fmt::Display,
    io::{self, Write},
    pin::pin,
    sync::Arc,
};

use csv::{Terminator, WriterBuilder};
use futures::{TryStreamExt, stream};
use tokio::{runtime::Handle, task::spawn_blocking};
use uuid::Uuid;

use super::BYTE_ORDER_MARK;
use crate::{
    app::App,
    store::{
        StoreError,
        documents::{Documents, Page},
        rounds::Round,
    },
    survey::{
        columns::{Columns, Purpose},
        definition::Survey,
        round::{Privacy, RoundState, Side},
    },
};

/// Pages that become rows at the same time.
const SIDE_BY_SIDE: usize = 3;
/// Bytes that a page of rows has room for at first.
const BUFFER: usize = 1 << 18;

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
    let sheet = Arc::new(Sheet { survey: app.survey(round).await?, side: round.side, purpose, groups });
    let documents = Documents::of(&app.db, round.id)?;
    let on = Handle::current();
    // What is written to may take its time: this thread has nothing else to do.
    spawn_blocking(move || on.block_on(write(sheet, documents, out, written))).await.map_err(broken)?
}

/// Pages become rows side by side, and are written in their order.
async fn write(
    sheet: Arc<Sheet>,
    documents: Documents,
    mut out: impl Write,
    written: impl Fn(u64),
) -> Result<u64, ExportError> {
    out.write_all(&sheet.head()?)?;
    let pages = stream::try_unfold(documents, Documents::next).err_into::<ExportError>();
    let mut rows = pin!(
        pages
            .map_ok(|page: Page| {
                let sheet = Arc::clone(&sheet);
                // Begun now, while the next page is read.
                let rows = spawn_blocking(move || Ok((page.len() as u64, sheet.rows(&page)?)));
                async { rows.await.map_err(broken)? }
            })
            .try_buffered(SIDE_BY_SIDE)
    );
    let mut count = 0;
    while let Some((more, rows)) = rows.try_next().await? {
        out.write_all(&rows)?;
        count += more;
        written(more);
    }
    out.flush()?;
    Ok(count)
}

fn broken(error: impl Display) -> io::Error {
    io::Error::other(error.to_string())
}

/// How rows are written.
struct Sheet {
    survey: Arc<Survey>,
    side: Side,
    purpose: Purpose,
    groups: Groups,
}

impl Sheet {
    /// What stands before the first response.
    fn head(&self) -> Result<Vec<u8>, ExportError> {
        let mut head = Vec::new();
        if self.purpose == Purpose::Excel {
            head.extend_from_slice(BYTE_ORDER_MARK.as_bytes());
        }
        let mut csv = csv(head);
        csv.write_record(Columns::new(&self.survey, self.side).headings().map(Cow::into_owned))
            .map_err(io::Error::from)?;
        Ok(csv.into_inner().map_err(broken)?)
    }

    fn rows(&self, page: &Page) -> Result<Vec<u8>, ExportError> {
        let columns = Columns::new(&self.survey, self.side);
        let mut writer = columns.writer(self.purpose);
        let mut csv = csv(Vec::new());
        let mut id_text = Uuid::encode_buffer();
        for (id, document) in page.iter() {
            writer.read(document).map_err(|error| StoreError::Damaged(format!("response {id}: {error}")))?;
            csv.write_field(&*id.hyphenated().encode_lower(&mut id_text)).map_err(io::Error::from)?;
            let mut cells = writer.cells();
            let group = cells.next().filter(|_| self.groups == Groups::Named);
            csv.write_field(&*group.unwrap_or_default()).map_err(io::Error::from)?;
            for cell in cells {
                csv.write_field(&*cell).map_err(io::Error::from)?;
            }
            csv.write_record(None::<&[u8]>).map_err(io::Error::from)?;
        }
        Ok(csv.into_inner().map_err(broken)?)
    }
}

/// RFC 4180.
fn csv(out: Vec<u8>) -> csv::Writer<Vec<u8>> {
    WriterBuilder::new().terminator(Terminator::CRLF).buffer_capacity(BUFFER).from_writer(out)
}
