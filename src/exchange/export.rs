//! The answers of a round as a wide CSV file (RFC 4180), in flat memory however many there are.

use std::{
    borrow::Cow,
    fmt::Display,
    io::{self, Write},
    pin::pin,
    sync::Arc,
};

use common_ground_datasets::DatasetError;
use csv::{Terminator, WriterBuilder};
use futures::{TryStreamExt, stream};
use tokio::{runtime::Handle, task::spawn_blocking};
use uuid::Uuid;

use super::{BYTE_ORDER_MARK, coarse::Coarse, shuffled::Shuffled};
use crate::{
    app::App,
    store::{
        StoreError, health,
        response_reader::{Documents, ResponsePage},
        rounds::Round,
        traces,
    },
    survey::{
        columns::{Columns, FilePurpose},
        definition::Survey,
        round::{PrivacyMode, RoundState, Side},
    },
};

/// Pages that become rows at the same time.
const SIDE_BY_SIDE: usize = 3;
/// Bytes that a page of rows has room for at first.
const BUFFER: usize = 1 << 18;

/// Whom the rows are for.
#[derive(Clone, Debug)]
pub enum ExportRows {
    /// Whoever runs the machine and can read the database: as they are stored, under their ids and in their order, with
    /// every group. The file can be read back.
    Stored,
    /// Whoever works on the results: small groups put together as in everything that is shown, in random order and under
    /// ids of this file alone.
    HandedOn(Box<Coarse>),
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
    /// Neither side sees the other's answers before both have answered.
    #[error(
        "round {0} belongs to a health check that is sealed until both sides have answered or it closes; export it after \
         that"
    )]
    Sealed(String),
    /// The answers do not fit into a file of that kind.
    #[error(transparent)]
    Dataset(#[from] DatasetError),
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
/// [`ExportError::StillOpen`] for an anonymous round before its close, [`ExportError::Sealed`] for a round of a health check
/// that is sealed.
pub async fn allowed(app: &App, round: &Round) -> Result<(), ExportError> {
    if round.privacy == PrivacyMode::Anonymous && round.state == RoundState::Open {
        return Err(ExportError::StillOpen(round.code.clone()));
    }
    if health::sealed(app.db.read(), &[round.id]).await?.contains(&round.id) {
        return Err(ExportError::Sealed(round.code.clone()));
    }
    Ok(())
}

/// Writes the answers of a round to `out` and returns how many there are. `written` is told how many more were read, now
/// and then.
///
/// A file for analysis is UTF-8 without a byte order mark; one for Excel has it, and keeps text from being taken
/// for a formula. Answers that come in meanwhile may or may not be in it.
///
/// # Errors
/// What [`allowed`] says; otherwise the database or the file.
pub async fn responses(
    app: &App,
    round: &Round,
    (purpose, rows): (FilePurpose, ExportRows),
    out: impl Write + Send + 'static,
    written: impl Fn(u64) + Send + 'static,
) -> Result<u64, ExportError> {
    allowed(app, round).await?;
    let survey = match &rows {
        ExportRows::Stored => app.survey(round).await?,
        ExportRows::HandedOn(coarse) => Arc::clone(&coarse.survey),
    };
    let sheet = Arc::new(Sheet { survey, side: round.side, purpose, rows });
    traces::settle(&app.db, round.id).await?;
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
    let order = Arc::clone(&sheet);
    let pages = stream::try_unfold(documents, Documents::next).err_into::<ExportError>();
    let mut rows = pin!(
        pages
            .map_ok(|page: ResponsePage| {
                let sheet = Arc::clone(&sheet);
                // Begun now, while the next page is read.
                let rows = spawn_blocking(move || sheet.rows(&page));
                async { rows.await.map_err(broken)? }
            })
            .try_buffered(SIDE_BY_SIDE)
    );
    let mut count = 0;
    let mut shuffled = match &order.rows {
        ExportRows::Stored => None,
        ExportRows::HandedOn(_) => Some(Shuffled::begin()?),
    };
    while let Some((more, rows, ends)) = rows.try_next().await? {
        match &mut shuffled {
            None => out.write_all(&rows)?,
            Some(shuffled) => shuffled.take(&rows, &ends)?,
        }
        count += more;
        written(more);
    }
    if let Some(shuffled) = shuffled {
        shuffled.write(&mut out)?;
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
    purpose: FilePurpose,
    rows: ExportRows,
}

impl Sheet {
    /// What stands before the first response.
    fn head(&self) -> Result<Vec<u8>, ExportError> {
        let mut head = Vec::new();
        if self.purpose == FilePurpose::Excel {
            head.extend_from_slice(BYTE_ORDER_MARK.as_bytes());
        }
        let mut csv = csv(head);
        csv.write_record(Columns::new(&self.survey, self.side).headings().map(Cow::into_owned))
            .map_err(io::Error::from)?;
        Ok(csv.into_inner().map_err(broken)?)
    }

    /// How many rows a page has, the rows, and where each of them ends if that matters.
    fn rows(&self, page: &ResponsePage) -> Result<(u64, Vec<u8>, Vec<usize>), ExportError> {
        let columns = Columns::new(&self.survey, self.side);
        let mut writer = columns.writer(self.purpose);
        let mut csv = csv(Vec::new());
        let mut ends = Vec::new();
        let mut id_text = Uuid::encode_buffer();
        for (id, document) in page.iter() {
            writer.read(document).map_err(|error| StoreError::Damaged(format!("response {id}: {error}")))?;
            let id = if let ExportRows::HandedOn(_) = &self.rows { Uuid::new_v4() } else { id };
            csv.write_field(&*id.hyphenated().encode_lower(&mut id_text)).map_err(io::Error::from)?;
            for (place, cell) in writer.cells().enumerate() {
                let told = match &self.rows {
                    ExportRows::Stored => &*cell,
                    ExportRows::HandedOn(coarse) => coarse.cell(place, &cell),
                };
                csv.write_field(told).map_err(io::Error::from)?;
            }
            csv.write_record(None::<&[u8]>).map_err(io::Error::from)?;
            if let ExportRows::HandedOn(_) = &self.rows {
                csv.flush()?;
                ends.push(csv.get_ref().len());
            }
        }
        Ok((page.len() as u64, csv.into_inner().map_err(broken)?, ends))
    }
}

/// RFC 4180.
fn csv(out: Vec<u8>) -> csv::Writer<Vec<u8>> {
    WriterBuilder::new().terminator(Terminator::CRLF).buffer_capacity(BUFFER).from_writer(out)
}
