//! A programme that is put into a file, and taken out of it elsewhere.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{Cursor, Read, Write},
};

use common_ground::{
    exchange::programme_archive::{self, ProgrammeArchive, ProgrammeArchiveError},
    store::{
        programme_archive::ArrivedProgramme,
        programmes,
        transfer::{self, TableChecksum},
    },
};
use data_encoding::HEXLOWER;
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::app::TestApp;

/// The file that says what is in the others.
pub const MANIFEST: &str = "archive.json";

/// The files of an archive, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unpacked(pub BTreeMap<String, Vec<u8>>);

impl Unpacked {
    /// What the programme of a service is put into.
    pub async fn export(app: &TestApp) -> Self {
        let path = app.config.data_dir.join(format!("{}.zip", Uuid::new_v4()));
        let file = File::create(&path).unwrap();
        let manifest = programme_archive::write(&app.app, &app.programme, file, |_| {}).await.unwrap();
        let unpacked = Self::of(&fs::read(&path).unwrap());
        let lines: usize = manifest.parts.iter().map(|part| unpacked.lines(&part.part).len()).sum();
        assert_eq!(manifest.records(), lines as u64);
        unpacked
    }

    /// The files in a ZIP.
    pub fn of(zip: &[u8]) -> Self {
        let mut zip = ZipArchive::new(Cursor::new(zip)).unwrap();
        let mut files = BTreeMap::new();
        for place in 0..zip.len() {
            let mut file = zip.by_index(place).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            files.insert(file.name().unwrap().into_owned(), bytes);
        }
        Self(files)
    }

    /// The records of a table.
    pub fn lines(&self, table: &str) -> Vec<&str> {
        std::str::from_utf8(&self.0[&format!("{table}.jsonl")]).unwrap().lines().collect()
    }

    /// The same as JSON.
    pub fn records(&self, table: &str) -> Vec<Value> {
        self.lines(table).into_iter().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Puts other records in the place of those of a table, as somebody would who knows the format.
    pub fn put(&mut self, table: &str, text: &str) {
        self.tell(|manifest| {
            let parts = manifest["parts"].as_array_mut().unwrap();
            let part = parts.iter_mut().find(|part| part["part"] == table).unwrap();
            part["lines"] = text.lines().count().into();
            part["bytes"] = text.len().into();
            part["sha256"] = HEXLOWER.encode(&Sha256::digest(text.as_bytes())).into();
        });
        self.0.insert(format!("{table}.jsonl"), text.as_bytes().to_vec());
    }

    /// Puts one word in the place of another in the records of a table.
    pub fn replace(&mut self, table: &str, was: &str, is: &str) {
        let before = self.lines(table).join("\n") + "\n";
        let after = before.replace(was, is);
        assert_ne!(after, before, "{table} has no {was}");
        self.put(table, &after);
    }

    /// Changes what the archive says about itself.
    pub fn tell(&mut self, change: impl FnOnce(&mut Value)) {
        let mut manifest: Value = serde_json::from_slice(&self.0[MANIFEST]).unwrap();
        change(&mut manifest);
        self.0.insert(MANIFEST.to_owned(), serde_json::to_vec(&manifest).unwrap());
    }

    /// A ZIP of the files.
    pub fn pack(&self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        for (name, bytes) in &self.0 {
            zip.start_file(name.as_str(), options).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }
}

/// Imports a file under its own part of addresses or another.
pub async fn import(
    app: &TestApp,
    file: &[u8],
    slug: Option<&str>,
) -> Result<ArrivedProgramme, ProgrammeArchiveError> {
    import_or_look(app, file, slug, true).await
}

/// Imports a file, or only looks whether it could be.
pub async fn import_or_look(
    app: &TestApp,
    file: &[u8],
    slug: Option<&str>,
    keep: bool,
) -> Result<ArrivedProgramme, ProgrammeArchiveError> {
    let path = app.config.data_dir.join(format!("{}.zip", Uuid::new_v4()));
    fs::write(&path, file).unwrap();
    let archive = ProgrammeArchive::open(&path)?;
    programme_archive::import(&app.app, archive, (slug.map(str::to_owned), keep), |_| {}).await
}

/// A service to which a programme was moved, at the same time of day.
pub async fn moved(from: &TestApp, file: &[u8]) -> (TestApp, ArrivedProgramme) {
    let mut to = TestApp::start().await;
    to.clock.set(from.now());
    let slug = if from.programme.slug == to.programme.slug { Some("moved") } else { None };
    let told = import(&to, file, slug).await.unwrap();
    to.programme = programmes::find(to.app.db.read(), &told.slug).await.unwrap().unwrap();
    (to, told)
}

/// What every table of a service holds.
pub async fn held(app: &TestApp) -> Vec<TableChecksum> {
    transfer::checksums(&app.app.db).await.unwrap()
}
