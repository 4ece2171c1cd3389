//! What a backup says about itself.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    store::{Backend, DatabaseContents},
    system::secret::SecretKey,
};

/// The form of backups that this version writes and reads.
pub const FORMAT: u32 = 1;

/// The first file of a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The form of the backup.
    pub format: u32,
    /// The version of the program that made it.
    pub version: String,
    /// The moment it shows.
    pub made_at: Timestamp,
    /// `sqlite` or `postgres`.
    pub database: String,
    /// What is in the database.
    #[serde(flatten)]
    pub contents: DatabaseContents,
    /// By which the secret key is known again; it tells nothing of the key.
    pub key: String,
    /// The files that follow.
    pub files: Vec<BackupFile>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupFile {
    pub name: String,
    /// Its bytes.
    pub size: u64,
    /// Their SHA-256, as `sha256sum` writes it.
    pub sha256: String,
}

impl Manifest {
    /// The manifest of a backup without files yet.
    pub fn new(made_at: Timestamp, database: Backend, contents: DatabaseContents, key: &SecretKey) -> Self {
        Self {
            format: FORMAT,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            made_at,
            database: database.key().to_owned(),
            contents,
            key: fingerprint(key),
            files: Vec::new(),
        }
    }

    /// Whether the backup belongs to this key.
    pub fn fits(&self, key: &SecretKey) -> bool {
        self.key == fingerprint(key)
    }

    /// Whether the key is in it.
    pub fn has_key(&self) -> bool {
        self.files.iter().any(|file| file.name == crate::exchange::backup::KEY)
    }
}

fn fingerprint(key: &SecretKey) -> String {
    key.fingerprint("the key of a backup")
}
