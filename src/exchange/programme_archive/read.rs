//! Reading an archive line by line, and refusing whatever is not what was written. Nothing in it is trusted: what it unpacks to
//! is counted while it is unpacked.

use std::{
    fs::File,
    io::{BufRead, BufReader, Read, Seek},
    path::Path,
};

use data_encoding::HEXLOWER;
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use zip::{ZipArchive, read::ZipFile};

use super::{
    ArchiveManifest, MANIFEST, PartManifest, ProgrammeArchiveError, damaged, file_of,
    manifest::{FORMAT, VERSION},
};
use crate::store::{ArchiveLine, ArchivePart};

/// The most bytes that all files of an archive may hold.
pub(super) const UNPACKED: u64 = 8 << 30;
/// The most bytes of a line: a summary with its comments takes a few hundred thousand.
const LINE: u64 = 16 << 20;
/// The most bytes of `archive.json`.
const LARGEST_MANIFEST: u64 = 1 << 20;
/// Lines read at a time, and bytes after which no further line is.
const PAGE_LINES: usize = 250;
const PAGE_BYTES: usize = 4 << 20;

/// An archive that was opened, and what it says about itself.
pub struct ProgrammeArchive<R> {
    zip: ZipArchive<R>,
    /// What it says about itself.
    pub manifest: ArchiveManifest,
}

impl ProgrammeArchive<BufReader<File>> {
    /// Opens a file.
    ///
    /// # Errors
    /// What the system says, and what [`ProgrammeArchive::of`] does.
    pub fn open(path: &Path) -> Result<Self, ProgrammeArchiveError> {
        let name = path.display().to_string();
        let file = File::open(path);
        let file = file.map_err(|source| ProgrammeArchiveError::File { path: name.clone(), source })?;
        Self::of(&name, BufReader::new(file))
    }
}

impl<R: Read + Seek> ProgrammeArchive<R> {
    /// Opens what is called `name`, and reads what it says about itself.
    ///
    /// # Errors
    /// [`ProgrammeArchiveError`] when it is no archive, one of a later version, or not whole.
    pub fn of(name: &str, file: R) -> Result<Self, ProgrammeArchiveError> {
        let foreign = || ProgrammeArchiveError::Foreign(name.to_owned());
        let mut zip = ZipArchive::new(file).map_err(|_| foreign())?;
        let text = manifest_of(&mut zip).ok_or_else(foreign)?;
        let told: Json = serde_json::from_slice(&text).map_err(|_| foreign())?;
        if told["format"] != FORMAT {
            return Err(foreign());
        }
        // A later form may have other members, so its number is looked at before the rest.
        if told["version"].as_u64().is_some_and(|version| version > u64::from(VERSION)) {
            let program = told["program"].as_str().unwrap_or("unknown");
            return Err(ProgrammeArchiveError::Later(program.to_owned()));
        }
        let manifest: ArchiveManifest =
            serde_json::from_value(told).map_err(|error| of_manifest(&error.to_string()))?;
        check_parts(&mut zip, &manifest)?;
        Ok(Self { zip, manifest })
    }

    /// The lines of a part.
    ///
    /// # Errors
    /// [`ProgrammeArchiveError::Damaged`] when it is not there, or cannot be unpacked.
    pub fn lines(&mut self, part: ArchivePart) -> Result<PartLines<'_, R>, ProgrammeArchiveError> {
        let told = self.manifest.parts.iter().find(|told| told.part == part.key()).cloned();
        let told = told.ok_or_else(|| damaged(part, None, "it is missing"))?;
        let file = self.zip.by_name(&file_of(part));
        let file = file.map_err(|error| damaged(part, None, format!("it can’t be unpacked: {error}")))?;
        Ok(PartLines { part, told, file: BufReader::new(file), digest: Sha256::new(), lines: 0, bytes: 0 })
    }
}

/// The text of `archive.json`; none where there is none, or far too much.
fn manifest_of<R: Read + Seek>(zip: &mut ZipArchive<R>) -> Option<Vec<u8>> {
    let mut text = Vec::new();
    let file = zip.by_name(MANIFEST).ok()?;
    file.take(LARGEST_MANIFEST + 1).read_to_end(&mut text).ok()?;
    (text.len() as u64 <= LARGEST_MANIFEST).then_some(text)
}

fn of_manifest(what: &str) -> ProgrammeArchiveError {
    ProgrammeArchiveError::Damaged { place: MANIFEST.to_owned(), what: what.to_owned() }
}

/// Whether an archive has every part, once, and nothing else, and not too much in them.
fn check_parts<R: Read + Seek>(
    zip: &mut ZipArchive<R>,
    manifest: &ArchiveManifest,
) -> Result<(), ProgrammeArchiveError> {
    for part in ArchivePart::ALL {
        match manifest.parts.iter().filter(|told| told.part == part.key()).count() {
            0 => return Err(of_manifest(&format!("{} is missing", file_of(part)))),
            1 => {}
            _ => return Err(of_manifest(&format!("{} is there twice", file_of(part)))),
        }
        if zip.by_name(&file_of(part)).is_err() {
            return Err(damaged(part, None, "it is missing"));
        }
    }
    let is_known =
        |name: &str| name == MANIFEST || ArchivePart::ALL.into_iter().any(|part| file_of(part) == name);
    let mut told = manifest.parts.iter().map(|part| part.file.as_str());
    if let Some(name) = told.find(|name| !is_known(name)) {
        return Err(of_manifest(&format!("it names a file {name:?} that no archive has")));
    }
    // One more than the parts, which is `archive.json` itself.
    if zip.len() != ArchivePart::ALL.len() + 1 {
        return Err(of_manifest("there are files that no archive has"));
    }
    let bytes = manifest.parts.iter().try_fold(0_u64, |sum, part| sum.checked_add(part.bytes));
    match bytes {
        Some(bytes) if bytes <= UNPACKED => Ok(()),
        _ => Err(ProgrammeArchiveError::TooLarge),
    }
}

/// The lines of a part, as they are unpacked.
pub struct PartLines<'z, R: Read> {
    part: ArchivePart,
    told: PartManifest,
    file: BufReader<ZipFile<'z, R>>,
    digest: Sha256,
    lines: u64,
    bytes: u64,
}

impl<R: Read> PartLines<'_, R> {
    /// The next lines; none after the last, which were what was written.
    ///
    /// # Errors
    /// [`ProgrammeArchiveError::Damaged`] with the line.
    pub fn page(&mut self) -> Result<Vec<ArchiveLine>, ProgrammeArchiveError> {
        let (mut page, mut bytes) = (Vec::new(), 0);
        while page.len() < PAGE_LINES && bytes < PAGE_BYTES {
            let Some(line) = self.line()? else { break };
            bytes += line.json.len();
            page.push(line);
        }
        Ok(page)
    }

    fn line(&mut self) -> Result<Option<ArchiveLine>, ProgrammeArchiveError> {
        let (part, number) = (self.part, self.lines + 1);
        let wrong = |what: String| damaged(part, Some(number), what);
        let mut json = Vec::new();
        let read = self.file.by_ref().take(LINE + 1).read_until(b'\n', &mut json);
        let read = read.map_err(|error| wrong(format!("it can’t be unpacked: {error}")))? as u64;
        if read == 0 {
            self.end()?;
            return Ok(None);
        }
        if read > LINE {
            return Err(wrong("it is longer than any line can be".to_owned()));
        }
        (self.lines, self.bytes) = (number, self.bytes + read);
        if self.bytes > self.told.bytes {
            return Err(wrong(format!("the file is longer than {MANIFEST} says")));
        }
        self.digest.update(&json);
        if json.pop() != Some(b'\n') {
            return Err(wrong("it is cut off".to_owned()));
        }
        Ok(Some(ArchiveLine { number, json }))
    }

    /// Whether everything was what was written.
    fn end(&self) -> Result<(), ProgrammeArchiveError> {
        let sha256 = HEXLOWER.encode(&self.digest.clone().finalize());
        if (self.lines, self.bytes, &sha256) == (self.told.lines, self.told.bytes, &self.told.sha256) {
            return Ok(());
        }
        Err(damaged(self.part, None, format!("it is not what {MANIFEST} says: it was changed or damaged")))
    }
}
