//! The file of a backup, written and read.

use std::{
    fs::{File, OpenOptions},
    io::{self, BufReader, BufWriter, Read, Write},
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};
use tar::{Archive, Builder, EntryType, Header};

use crate::{
    exchange::backup::{
        KEY, POSTGRES, SQLITE,
        manifest::{self, FORMAT, Manifest},
    },
    system::secret::hex,
};

/// The name of the first file.
const MANIFEST: &str = "manifest.json";
/// More than any manifest needs.
const LARGEST_MANIFEST: u64 = 1024 * 1024;

/// Why a backup cannot be written or read.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: String,
        /// What the system said.
        source: io::Error,
    },
    /// It is no backup.
    #[error("{0} is not a backup of Common Ground")]
    NoBackup(String),
    /// It is of a later version.
    #[error(
        "this backup was made by version {0}, which is later than this one: restore it with that version"
    )]
    Later(String),
    /// It is not what was written.
    #[error("the backup is damaged: {0}; take another one")]
    Damaged(String),
}

/// Writes a backup of these files, as they are named in the archive, to `out`, which must not be there. `written` is
/// told of bytes.
pub fn write(
    out: &Path,
    mut manifest: Manifest,
    files: &[(&str, PathBuf)],
    written: impl Fn(u64),
) -> Result<Manifest, ArchiveError> {
    for (name, path) in files {
        let (size, sha256) = hash(path).map_err(at(path))?;
        manifest.files.push(manifest::BackupFile { name: (*name).to_owned(), size, sha256 });
    }
    let mut builder = Builder::new(BufWriter::new(create(out).map_err(at(out))?));
    let text = serde_json::to_vec_pretty(&manifest).map_err(|error| at(out)(error.into()))?;
    let header = |size| {
        let mut header = Header::new_gnu();
        header.set_entry_type(EntryType::Regular);
        header.set_mode(0o600);
        header.set_mtime(manifest.made_at.as_second().try_into().unwrap_or_default());
        header.set_size(size);
        header
    };
    builder.append_data(&mut header(text.len() as u64), MANIFEST, text.as_slice()).map_err(at(out))?;
    for ((name, path), file) in files.iter().zip(&manifest.files) {
        let content = Counted { inner: File::open(path).map_err(at(path))?, seen: &written };
        builder.append_data(&mut header(file.size), name, content).map_err(at(out))?;
    }
    let file =
        builder.into_inner().and_then(|buffer| buffer.into_inner().map_err(io::IntoInnerError::into_error));
    file.and_then(|file| file.sync_all()).map_err(at(out))?;
    Ok(manifest)
}

/// A new file that its owner alone can read: it holds everything.
fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// A backup that was opened, and what it says about itself.
pub struct Opened {
    path: PathBuf,
    /// What it says about itself.
    pub manifest: Manifest,
}

impl Opened {
    /// Opens a backup and reads its manifest.
    ///
    /// # Errors
    /// [`ArchiveError`] when it is no backup, or one of a later version.
    pub fn open(path: &Path) -> Result<Self, ArchiveError> {
        let no_backup = || ArchiveError::NoBackup(path.display().to_string());
        let mut archive = Archive::new(BufReader::new(File::open(path).map_err(at(path))?));
        let first = archive.entries().map_err(at(path))?.next().ok_or_else(no_backup)?;
        let entry = first.map_err(|_| no_backup())?;
        if entry.path_bytes().as_ref() != MANIFEST.as_bytes() {
            return Err(no_backup());
        }
        let mut text = String::new();
        entry.take(LARGEST_MANIFEST).read_to_string(&mut text).map_err(|_| no_backup())?;
        let value: serde_json::Value = serde_json::from_str(&text).map_err(|_| no_backup())?;
        // A later form may have other fields, so its number is looked at before the rest.
        if value["format"].as_u64().is_some_and(|format| format > u64::from(FORMAT)) {
            return Err(ArchiveError::Later(value["version"].as_str().unwrap_or("unknown").to_owned()));
        }
        let manifest: Manifest = serde_json::from_value(value).map_err(|_| no_backup())?;
        if manifest.contents.unknown_step().is_some() {
            return Err(ArchiveError::Later(manifest.version));
        }
        Ok(Self { path: path.to_owned(), manifest })
    }

    /// Writes its files into a folder, each only if it is what was backed up. `read` is told of bytes.
    ///
    /// # Errors
    /// [`ArchiveError::Damaged`] names the file that is missing or not what it was.
    pub fn unpack(&self, folder: &Path, read: impl Fn(u64)) -> Result<(), ArchiveError> {
        let damaged = |what: String| ArchiveError::Damaged(what);
        let mut archive = Archive::new(BufReader::new(File::open(&self.path).map_err(at(&self.path))?));
        let mut entries = archive.entries().map_err(at(&self.path))?;
        entries.next();
        for file in &self.manifest.files {
            // Only names that we write: nothing can reach out of the folder.
            if ![SQLITE, POSTGRES, KEY].contains(&file.name.as_str()) {
                return Err(damaged(format!("it holds a file {:?} that no backup has", file.name)));
            }
            let missing = || damaged(format!("{} is missing", file.name));
            let entry = entries.next().ok_or_else(missing)?.map_err(|_| missing())?;
            if entry.path_bytes().as_ref() != file.name.as_bytes() {
                return Err(missing());
            }
            let to = folder.join(&file.name);
            let mut out = BufWriter::new(create(&to).map_err(at(&to))?);
            let (size, sha256) = copy(Counted { inner: entry, seen: &read }, &mut out)
                .map_err(|error| damaged(format!("{}: {error}", file.name)))?;
            out.into_inner()
                .map_err(io::IntoInnerError::into_error)
                .and_then(|out| out.sync_all())
                .map_err(at(&to))?;
            if (size, &sha256) != (file.size, &file.sha256) {
                return Err(damaged(format!("{} is not what was written", file.name)));
            }
        }
        Ok(())
    }
}

fn hash(path: &Path) -> io::Result<(u64, String)> {
    copy(File::open(path)?, &mut io::sink())
}

/// Copies, and returns how many bytes there were and their SHA-256.
fn copy(mut from: impl Read, to: &mut impl Write) -> io::Result<(u64, String)> {
    let (mut digest, mut size) = (Sha256::new(), 0);
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let n = from.read(&mut buffer)?;
        let Some(bytes) = buffer.get(..n).filter(|bytes| !bytes.is_empty()) else {
            return Ok((size, hex(&digest.finalize()[..])));
        };
        digest.update(bytes);
        to.write_all(bytes)?;
        size += n as u64;
    }
}

/// Tells how much was read.
struct Counted<'a, R, F> {
    inner: R,
    seen: &'a F,
}

impl<R: Read, F: Fn(u64)> Read for Counted<'_, R, F> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        (self.seen)(n as u64);
        Ok(n)
    }
}

fn at(path: &Path) -> impl Fn(io::Error) -> ArchiveError {
    let path = path.display().to_string();
    move |source| ArchiveError::File { path: path.clone(), source }
}
