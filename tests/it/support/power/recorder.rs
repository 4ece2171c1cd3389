//! The library that is loaded into the program and records what it does to its files (`tests/power/record.c`).

use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

use tempfile::TempDir;

use super::{
    super::{database::TestDatabase, program::Program},
    log::{self, Act},
};

/// The library, compiled once for all tests of a run.
static LIBRARY: OnceLock<TempDir> = OnceLock::new();

/// A call that fails.
#[derive(Clone, Copy, Debug)]
pub struct Failing {
    /// Which write or sync, counted from one.
    pub call: usize,
    /// Whether all that follow fail too, as on a full disk.
    pub lasting: bool,
}

/// Records what programs do to the files of one database.
pub struct Recorder {
    folder: PathBuf,
    kept: TempDir,
}

impl Recorder {
    pub fn of(database: &TestDatabase) -> Self {
        // As the system names it.
        Self { folder: database.data_dir().canonicalize().unwrap(), kept: tempfile::tempdir().unwrap() }
    }

    /// A program under the eyes of this recorder.
    pub fn watch<'d>(&self, program: Program<'d>) -> Program<'d> {
        program
            .with("LD_PRELOAD", library().display().to_string())
            .with("POWER_FOLDER", self.folder.display().to_string())
            .with("POWER_LOG", self.file().display().to_string())
    }

    /// The same with a call that fails: without room, if all that follow fail too, and otherwise as a broken disk.
    pub fn watch_failing<'d>(&self, program: Program<'d>, failing: Failing) -> Program<'d> {
        let (sign, number) = if failing.lasting { ("+", ENOSPC) } else { ("", EIO) };
        self.watch(program)
            .with("POWER_FAIL", format!("{}{sign}", failing.call))
            .with("POWER_ERRNO", number.to_string())
    }

    /// What was done so far, in order.
    pub fn acts(&self) -> Vec<Act> {
        log::read(&self.file())
    }

    /// How many writes and syncs there were.
    pub fn calls(&self) -> usize {
        let counts =
            |act: &&Act| matches!(act, Act::Wrote { .. } | Act::Shortened { .. } | Act::SyncBegan { .. });
        self.acts().iter().filter(counts).count()
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn file(&self) -> PathBuf {
        self.kept.path().join("log")
    }
}

/// What a broken disk says.
const EIO: i32 = 5;
/// What a full disk says.
const ENOSPC: i32 = 28;

fn library() -> PathBuf {
    let folder = LIBRARY.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/power/record.c");
        let made = Command::new("cc")
            .args(["-shared", "-fPIC", "-O1", "-o"])
            .arg(folder.path().join("record.so"))
            .arg(source)
            .args(["-ldl", "-lpthread"])
            .status();
        assert!(
            made.is_ok_and(|status| status.success()),
            "tests/power/record.c needs a C compiler named cc"
        );
        folder
    });
    folder.path().join("record.so")
}
