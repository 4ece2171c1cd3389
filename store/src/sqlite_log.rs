//! Whether the log of SQLite is still the file that it is written to. Once somebody deletes it or moves it away, everything
//! that is acknowledged goes to a file without a name, and is gone with the process.

use std::{
    fs,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

/// What the system knows a file by, whatever it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct FileId {
    disk: u64,
    number: u64,
}

impl FileId {
    fn of(file: &Path) -> Option<Self> {
        let found = fs::metadata(file).ok()?;
        Some(Self { disk: found.dev(), number: found.ino() })
    }

    /// Whether this process has the file open. Where the system does not tell, it is taken to.
    fn is_open(self) -> bool {
        let Ok(open) = fs::read_dir("/proc/self/fd") else { return true };
        open.filter_map(Result::ok).any(|one| Self::of(&one.path()) == Some(self))
    }
}

/// The log beside a database, as it was seen last.
#[derive(Debug)]
pub(super) struct SqliteLog {
    path: PathBuf,
    known: Mutex<Option<FileId>>,
}

impl SqliteLog {
    pub(super) fn beside(file: &Path) -> Self {
        Self { path: format!("{}-wal", file.display()).into(), known: Mutex::default() }
    }

    /// Whether another file, or none, is now where the log was that this process still writes. A log that nobody has open
    /// any more was folded in and left in order.
    pub(super) fn is_lost(&self) -> bool {
        let now = FileId::of(&self.path);
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(log) = *known
            && now != Some(log)
            && log.is_open()
        {
            return true;
        }
        *known = now;
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_is_lost_when_its_name_leads_elsewhere_while_it_is_open() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("some.db");
        let path = folder.path().join("some.db-wal");
        let log = SqliteLog::beside(&file);
        assert!(!log.is_lost(), "none is there yet");
        let open = fs::File::create(&path).unwrap();
        assert!(!log.is_lost());
        fs::remove_file(&path).unwrap();
        assert!(log.is_lost());
        let another = fs::File::create(&path).unwrap();
        assert!(log.is_lost(), "another file does not stand in for it");
        drop(open);
        assert!(!log.is_lost(), "nobody writes to the one that went");
        drop(another);
    }
}
