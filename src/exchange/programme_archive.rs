//! The file in which a programme moves from one installation to another (`docs/archive-format.md`): a ZIP with a file of JSON
//! lines for each table, and `archive.json`, which says what is in them.

mod import;
mod manifest;
mod read;
mod write;

use std::io;

use zip::result::ZipError;

use crate::store::{ArchivePart, StoreError, programme_archive::InTheWay};

pub use import::import;
pub use manifest::{ArchiveManifest, PartManifest};
pub use read::{PartLines, ProgrammeArchive};
pub use write::{allowed, write};

/// The file that says what is in the others.
const MANIFEST: &str = "archive.json";

/// Why a programme cannot be put into an archive, or be taken out of one.
#[derive(Debug, thiserror::Error)]
pub enum ProgrammeArchiveError {
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: String,
        /// What the system said.
        source: io::Error,
    },
    /// It cannot be written.
    #[error("the archive could not be written: {0}")]
    Writing(#[from] io::Error),
    /// It is something else.
    #[error("{0} is not the archive of a programme, or only part of one")]
    Foreign(String),
    /// A later version of the program made it.
    #[error(
        "this archive was made by version {0}, which is later than this one: update this site, then import it"
    )]
    Later(String),
    /// It is not what was written.
    #[error("the archive can’t be imported: {place}: {what}")]
    Damaged {
        /// The file in it, and the line.
        place: String,
        /// What is wrong there.
        what: String,
    },
    /// It unpacks to more than is read.
    #[error("the archive unpacks to more than {} GB, the most that is imported", read::UNPACKED >> 30)]
    TooLarge,
    /// What must be over first.
    #[error("{}", in_the_way_in_words(.0))]
    InTheWay(InTheWay),
    /// Another programme has its part of addresses.
    #[error("there is a programme at /programmes/{0} on this site: choose another address with --slug")]
    SlugTaken(String),
    /// That can be no part of an address.
    #[error("{0:?} can’t be part of an address: use up to 60 lower-case letters, numbers and hyphens")]
    BadSlug(String),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<ZipError> for ProgrammeArchiveError {
    fn from(error: ZipError) -> Self {
        Self::Writing(io::Error::other(error))
    }
}

/// The file of a part.
fn file_of(part: ArchivePart) -> String {
    format!("{}.jsonl", part.key())
}

/// Something wrong in the file of a part, in a line of it or as a whole.
fn damaged(part: ArchivePart, line: Option<u64>, what: impl Into<String>) -> ProgrammeArchiveError {
    let file = file_of(part);
    let place = line.map_or_else(|| file.clone(), |line| format!("{file}, line {line}"));
    ProgrammeArchiveError::Damaged { place, what: what.into() }
}

fn in_the_way_in_words(in_the_way: &InTheWay) -> String {
    let surveys = in_the_way.rounds.iter().map(|round| format!("the survey {}", round.code));
    let checks = in_the_way.checks.iter().map(|partner| format!("the health check with {}", partner.name));
    let boards = in_the_way.boards.iter().map(|course| format!("the workshop board of {}", course.title));
    let all: Vec<String> = surveys.chain(checks).chain(boards).collect();
    format!("close these first, because answers that come later would not move: {}", all.join(", "))
}
