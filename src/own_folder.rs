//! Folders that only their owner can read: what they hold is personal.

use std::{fs::DirBuilder, io, path::Path};

/// Makes a folder, and those above it, where they are not there yet.
///
/// # Errors
/// What the system said.
pub fn make(folder: &Path) -> io::Result<()> {
    builder().recursive(true).create(folder)
}

/// Makes a folder that must not be there yet.
///
/// # Errors
/// What the system said.
pub fn make_new(folder: &Path) -> io::Result<()> {
    builder().create(folder)
}

fn builder() -> DirBuilder {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}
