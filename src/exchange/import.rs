//! Wide CSV files of answers into rounds: first the whole file is checked, then it is stored in batches. Memory
//! stays flat, and a file imported again doubles nothing.

mod file;
mod skipped;

use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
    sync::Arc,
};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use tokio::{sync::mpsc, task::spawn_blocking};
use uuid::Uuid;

use self::file::{AnswerFile, AnswerRow};
pub use self::skipped::SkippedRows;
use crate::{
    app::App,
    results::min_group,
    store::{
        Considerate, Round, StoreError, Submission, SubmissionOutcome, again, programmes, published,
        submission::import::{commit, key},
    },
    survey::{
        PrivacyMode, RoundState,
        checklist::Checklist,
        columns::{Columns, Located},
    },
};

/// Rows stored in one transaction: as many as keep nobody who answers waiting for long.
const BATCH: usize = 500;
/// Batches that may wait between reading and storing.
const WAITING: usize = 1;
/// Rows between two reports of progress.
const REPORT_EVERY: u64 = 1_000;

/// Why a file is not imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read.
    #[error("{file}: {reason}")]
    File {
        file: String,
        /// What the system said.
        reason: String,
    },
    /// The file as a whole is not one of this survey's answers.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Header(Vec<Located>),
    /// The round takes no answers, not even from a file.
    #[error("round {code} is {state}: answers can be imported once it is open, and after its close")]
    State {
        /// The round.
        code: String,
        state: &'static str,
    },
    /// The round is anonymous and has closed.
    #[error(
        "round {code} is anonymous and has closed, so nothing can be imported into it any more: an answer that comes \
         later could be told from the others (import files while the round is open, or into a new round)"
    )]
    ClosedForGood {
        /// The round.
        code: String,
    },
    /// Somebody wrote to the file meanwhile.
    #[error("the file changed while it was imported; import it again (nothing is duplicated)")]
    Changed,
    /// The file for skipped rows cannot be written.
    #[error("the rows left out cannot be written to {file}: {source} (name another file with --skipped)")]
    Skipped {
        file: String,
        /// What the system said.
        source: io::Error,
    },
    /// The database. What was stored before stays; importing the file again stores the rest.
    #[error("{0}; import the file again to store the rest (nothing is duplicated)")]
    Store(#[from] StoreError),
}

/// A file that was read from its first row to its last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Rows that can be imported.
    pub good: u64,
    /// Rows that cannot.
    pub bad: u64,
    /// The file's contents as a hash: what names rows without an id of their own.
    fingerprint: String,
}

/// What became of the good rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Rows stored now.
    pub new: u64,
    /// Rows that were stored before.
    pub already: u64,
}

/// A file for a round.
#[derive(Clone, Debug)]
pub struct Import {
    path: PathBuf,
    round: Round,
    checklist: Arc<Checklist>,
}

impl Import {
    /// A file of answers to a round.
    ///
    /// # Errors
    /// [`ImportError::State`] when the round takes none.
    pub async fn new(app: &App, round: Round, path: &Path) -> Result<Self, ImportError> {
        if !matches!(round.state, RoundState::Open | RoundState::Closed) {
            return Err(ImportError::State { code: round.code, state: round.state.key() });
        }
        if is_closed_for_good(&round) {
            return Err(ImportError::ClosedForGood { code: round.code });
        }
        let checklist = app.checklist(&round).await?;
        Ok(Self { path: path.to_owned(), round, checklist })
    }

    fn columns(&self) -> Columns<'_> {
        Columns::new(self.checklist.survey(), self.round.side)
    }

    /// Reads the whole file and stores nothing. `bad` is told every mistake, and `skipped` keeps the rows that
    /// have one; `read` is told the number of bytes read, now and then.
    ///
    /// # Errors
    /// A file or a header that cannot be read, or skipped rows that cannot be written.
    pub fn check(
        &self,
        mut skipped: Option<&mut SkippedRows>,
        mut bad: impl FnMut(&[Located]),
        read: impl Fn(u64),
    ) -> Result<Checked, ImportError> {
        let mut checked = Checked { good: 0, bad: 0, fingerprint: fingerprint(&self.path)? };
        let columns = self.columns();
        let mut file = AnswerFile::open(&self.path, &columns)?;
        if let Some(skipped) = &mut skipped {
            skipped.begin(file.header());
        }
        while let Some(row) = file.next()? {
            match &row.answers {
                Ok(_) => checked.good += 1,
                Err(mistakes) => {
                    checked.bad += 1;
                    bad(mistakes);
                    if let Some(skipped) = &mut skipped {
                        skipped.keep(&row.cells, mistakes)?;
                    }
                }
            }
            if row.number.is_multiple_of(REPORT_EVERY) {
                read(file.position());
            }
        }
        Ok(checked)
    }

    /// Stores the good rows of a checked file, a few hundred in each transaction, and publishes those of a closed round
    /// that may be. `stored` is told how many more were.
    ///
    /// # Errors
    /// When the database fails: the batches before stay stored, and a second import stores the rest.
    pub async fn store(
        self,
        app: &App,
        checked: &Checked,
        stored: impl Fn(u64),
    ) -> Result<Imported, ImportError> {
        let round = self.round.clone();
        let settings = programmes::get(app.db.read(), round.programme).await?.settings;
        let least = min_group(app, &settings, [&round])?;
        let imported = self.store_rows(app, checked, stored).await;
        // Of an import that was broken off too: what is stored is the same when the file comes again.
        again(|| published::refresh_closed(&app.db, round.id, least)).await?;
        imported
    }

    async fn store_rows(
        self,
        app: &App,
        checked: &Checked,
        stored: impl Fn(u64),
    ) -> Result<Imported, ImportError> {
        let texts = self.checklist.survey().open_answers();
        let (batches, mut waiting) = mpsc::channel(WAITING);
        let (round, expected) = (self.round.clone(), checked.clone());
        let reading = spawn_blocking(move || self.batches(&expected, &batches));
        let mut imported = Imported::default();
        let mut considerate = Considerate::beside_others(&app.db);
        while let Some(batch) = waiting.recv().await {
            let batch: Vec<&Submission> = batch.iter().collect();
            let outcome = commit(&app.db, round.id, &batch, &texts).await?;
            if outcome.contains(&SubmissionOutcome::Closed) && round.privacy == PrivacyMode::Anonymous {
                return Err(ImportError::ClosedForGood { code: round.code });
            }
            if outcome.contains(&SubmissionOutcome::Closed) {
                return Err(ImportError::State { code: round.code, state: RoundState::Cancelled.key() });
            }
            let new = outcome.iter().filter(|outcome| **outcome == SubmissionOutcome::New).count() as u64;
            imported.new += new;
            imported.already += outcome.len() as u64 - new;
            stored(outcome.len() as u64);
            considerate.pause().await;
        }
        reading.await.map_err(|error| StoreError::Damaged(error.to_string()))??;
        Ok(imported)
    }

    /// Reads the good rows again and hands them over in batches.
    fn batches(
        &self,
        expected: &Checked,
        batches: &mpsc::Sender<Vec<Submission>>,
    ) -> Result<(), ImportError> {
        let columns = self.columns();
        let mut file = AnswerFile::open(&self.path, &columns)?;
        let mut batch = Vec::with_capacity(BATCH);
        let mut good = 0;
        while let Some(row) = file.next()? {
            if let Some(submission) = self.submission(&row, &expected.fingerprint) {
                good += 1;
                batch.push(submission);
            }
            if batch.len() == BATCH && !hand_over(batches, &mut batch) {
                return Ok(());
            }
        }
        hand_over(batches, &mut batch);
        if good == expected.good { Ok(()) } else { Err(ImportError::Changed) }
    }

    /// A row that is named by its id, or else by its contents, or else by its place in its file: so a row is known
    /// again when the file is imported a second time, and mostly even when its neighbours were mended.
    fn submission(&self, row: &AnswerRow<'_>, fingerprint: &str) -> Option<Submission> {
        let (id, answers) = row.answers.as_ref().ok()?;
        let mut submission = Submission::of(&self.round, self.checklist.record(answers), None, None);
        submission.key_hash = if let Some(uuid) = Uuid::parse_str(id).ok().filter(|id| !id.is_nil()) {
            submission.id = uuid;
            key(&format!("id {uuid}"))
        } else if id.is_empty() {
            key(&format!("file {fingerprint} row {}", row.number))
        } else {
            key(&format!("row {}", row.cells.join("\u{1f}")))
        };
        Some(submission)
    }
}

/// Hands a batch over and leaves an empty one; false when nobody wants it any more, who then says why.
fn hand_over(batches: &mpsc::Sender<Vec<Submission>>, batch: &mut Vec<Submission>) -> bool {
    let full = std::mem::replace(batch, Vec::with_capacity(BATCH));
    full.is_empty() || batches.blocking_send(full).is_ok()
}

fn is_closed_for_good(round: &Round) -> bool {
    round.state == RoundState::Closed && round.privacy == PrivacyMode::Anonymous
}

fn fingerprint(path: &Path) -> Result<String, ImportError> {
    let problem =
        |error: io::Error| ImportError::File { file: path.display().to_string(), reason: error.to_string() };
    let mut file = File::open(path).map_err(problem)?;
    let mut hash = Sha256::new();
    let mut chunk = vec![0_u8; 1 << 16];
    loop {
        let read = file.read(&mut chunk).map_err(problem)?;
        if read == 0 {
            return Ok(URL_SAFE_NO_PAD.encode(hash.finalize()));
        }
        hash.update(&chunk[..read]);
    }
}
