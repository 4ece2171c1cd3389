//! A file that a command writes: it has another name until it is whole, so that half of one is never taken for it.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use super::Failure;
use crate::system::own_folder;

/// A file on its way to be whole.
#[derive(Debug)]
pub(super) struct Whole {
    /// What was asked for, as it was typed.
    out: PathBuf,
    /// The file behind it, and what it is called until then; none for a pipe or a device, which are written as they
    /// are: another file in their place would be the end of them.
    names: Option<(PathBuf, PathBuf)>,
}

impl Whole {
    /// Begins a file, and opens it.
    pub(super) fn begin(out: &Path) -> Result<(Self, File), Failure> {
        let names = (!out.exists() || out.is_file()).then(|| {
            // A link stays one, and the file that it leads to is replaced.
            let file = out.canonicalize().unwrap_or_else(|_| out.to_owned());
            (part(&file), file)
        });
        let whole = Self { out: out.to_owned(), names };
        let opened = match &whole.names {
            Some((part, _)) => File::create(part),
            None => File::options().write(true).open(out),
        };
        let file = opened.map_err(|error| whole.failed(&error))?;
        Ok((whole, file))
    }

    /// The same of a file that its owner alone can read.
    pub(super) fn begin_private(out: &Path) -> Result<(Self, File), Failure> {
        let (whole, file) = Self::begin(out)?;
        if let Some((part, _)) = &whole.names {
            own_folder::restrict(part, 0o600).map_err(|error| whole.failed(&error))?;
        }
        Ok((whole, file))
    }

    /// Gives the file its name.
    pub(super) fn finish(self) -> Result<(), Failure> {
        let named = self.names.as_ref().map_or(Ok(()), |(part, file)| fs::rename(part, file));
        named.map_err(|error| self.failed(&error).into())
    }

    /// What the system said, with the name of the file.
    pub(super) fn failed(&self, error: &io::Error) -> String {
        format!("{}: {error}", self.out.display())
    }
}

impl Drop for Whole {
    /// What did not become whole goes; that it does is a courtesy.
    fn drop(&mut self) {
        if let Some((part, _)) = &self.names {
            let _ = fs::remove_file(part);
        }
    }
}

/// The file that is written until it is whole.
pub(super) fn part(out: &Path) -> PathBuf {
    let mut name = out.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    out.with_file_name(name)
}
