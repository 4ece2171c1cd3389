//! Answers and contacts in files: rounds out as wide CSV and back in, lists of contacts likewise. Whoever calls
//! chooses where it goes and shows progress.

pub mod coarse;
pub mod codebook;
pub mod contacts;
pub mod export;
mod figure_sheets;
pub mod files;
pub mod import;
pub mod ledger;
pub mod partnerships;
pub mod people;
pub mod person;
pub mod programme_archive;
pub mod promises;
mod shuffled;
pub mod xls_form;

/// Backups: everything the service knows, of one moment, in one file; and the way back.
///
/// A backup is a tar file: `manifest.json` first, then the database (a whole SQLite file, or what `pg_dump -Fc` writes),
/// then, only when asked for, the secret key.
pub mod backup {
    pub mod archive;
    pub mod copy_text;
    pub mod folder;
    pub mod manifest;
    pub mod postgres;

    pub use archive::{ArchiveError, Opened};
    pub use manifest::Manifest;

    /// The name of the SQLite database in a backup.
    pub const SQLITE: &str = "common-ground.db";
    /// The name of the dump of a PostgreSQL database in a backup.
    pub const POSTGRES: &str = "common-ground.dump";
    /// The name of the secret key, in a backup and in the data folder.
    pub const KEY: &str = "secret.key";
    /// The folder in the data folder in which a restore works. One that was cut off leaves it.
    pub const RESTORING: &str = "restore.work";
}

/// What tells a spreadsheet that a file is UTF-8.
pub const BYTE_ORDER_MARK: &str = "\u{feff}";
