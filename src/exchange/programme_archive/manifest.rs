//! What an archive says about itself.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::store::Programme;

/// What tells such an archive from other ZIP files.
pub(super) const FORMAT: &str = "common-ground-programme";
/// The form of archives that this version writes, and the latest that it reads.
pub(super) const VERSION: u32 = 1;

/// `archive.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArchiveManifest {
    /// Always the same.
    pub format: String,
    /// The form of the archive.
    pub version: u32,
    /// The version of the program that made it.
    pub program: String,
    /// The moment it shows, to the second.
    pub made_at: Timestamp,
    /// The programme’s part of addresses.
    pub slug: String,
    /// The name of the programme.
    pub name: String,
    /// The other files.
    pub parts: Vec<PartManifest>,
}

/// One of the other files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartManifest {
    /// The table whose rows it holds.
    pub part: String,
    /// Its name.
    pub file: String,
    pub lines: u64,
    pub bytes: u64,
    /// Their SHA-256, as `sha256sum` writes it.
    pub sha256: String,
}

impl ArchiveManifest {
    /// The manifest of an archive without files yet.
    pub(super) fn new(programme: &Programme, made_at: Timestamp) -> Self {
        let second = Timestamp::from_second(made_at.as_second());
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            made_at: second.unwrap_or(made_at),
            slug: programme.slug.clone(),
            name: programme.name.clone(),
            parts: Vec::new(),
        }
    }

    /// The records in all files.
    pub fn records(&self) -> u64 {
        self.parts.iter().map(|part| part.lines).sum()
    }
}
