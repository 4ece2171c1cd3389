//! The answers of a round as a wide CSV file (RFC 4180), in flat memory however many there are.

mod out;
mod sheet;
mod side_by_side;

use std::{
    fmt::Display,
    io::{self, Write},
    pin::pin,
    sync::Arc,
};

use common_ground_datasets::DatasetError;
use futures::{TryStreamExt, stream};
use tokio::{runtime::Handle, task::spawn_blocking};

use self::{
    out::AnswersOut,
    sheet::{AnswersSheet, RowPage},
};
use super::coarse::Coarse;
use crate::{
    app::App,
    store::{
        Round, StoreError, health,
        response_reader::{DocumentFile, DocumentReader, DocumentServer, Documents, IdRange, ResponsePage},
        traces,
    },
    survey::{PrivacyMode, RoundState, columns::FilePurpose},
};

/// Pages from a server that become rows at the same time.
const SIDE_BY_SIDE: usize = 3;

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
    let sheet = AnswersSheet { survey, side: round.side, purpose, rows };
    traces::settle(&app.db, round.id).await?;
    let documents = Documents::of(&app.db, round.id);
    let on = Handle::current();
    // What is written to may take its time: this thread has nothing else to do.
    let written = spawn_blocking(move || {
        let out = AnswersOut::begin(&sheet, out, written)?;
        match documents {
            Documents::File(file) => side_by_side::write(&sheet, &file, out),
            Documents::Server(server) => on.block_on(from_server(Arc::new(sheet), server, out)),
        }
    });
    written.await.map_err(broken)?
}

/// Pages from a server become rows side by side, and are written in their order.
async fn from_server<W: Write, F: Fn(u64)>(
    sheet: Arc<AnswersSheet>,
    documents: DocumentServer,
    mut out: AnswersOut<W, F>,
) -> Result<u64, ExportError> {
    let pages = stream::try_unfold(documents, DocumentServer::next).err_into::<ExportError>();
    let mut pages = pin!(
        pages
            .map_ok(|page: ResponsePage| {
                let sheet = Arc::clone(&sheet);
                // Begun now, while the next page is read.
                let made = spawn_blocking(move || {
                    let mut made = RowPage::default();
                    sheet.write(&page, &mut made).map(|()| made)
                });
                async { made.await.map_err(broken)? }
            })
            .try_buffered(SIDE_BY_SIDE)
    );
    while let Some(page) = pages.try_next().await? {
        out.take(&page)?;
    }
    out.finish()
}

fn broken(error: impl Display) -> io::Error {
    io::Error::other(error.to_string())
}
