//! Folders and files that only their owner can read: what they hold is personal.

use std::{
    fs::{self, DirBuilder, OpenOptions},
    io,
    path::Path,
};

/// Makes a folder, and those above it, where they are not there yet.
pub fn make(folder: &Path) -> io::Result<()> {
    builder().recursive(true).create(folder)
}

/// Makes a folder that must not be there yet.
pub fn make_new(folder: &Path) -> io::Result<()> {
    builder().create(folder)
}

fn builder() -> DirBuilder {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

/// Gives a file that is whole its name, so that the name too survives a power cut.
pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)?;
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match fs::File::open(folder).and_then(|folder| folder.sync_all()) {
        // A folder that can only be put into, or a disk that knows no such thing.
        Err(error)
            if matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::InvalidInput) =>
        {
            Ok(())
        }
        done => done,
    }
}

/// Makes a file where there is none yet, and in any case sees that its owner alone can read it; what SQLite makes beside
/// a database gets the rights of the database.
pub fn keep_file(file: &Path) -> io::Result<()> {
    // Where it cannot be made or written, the database says so in its own words.
    drop(open(file));
    restrict(file, 0o600)
}

fn open(file: &Path) -> io::Result<fs::File> {
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)
}

/// Whether a file that was to be kept is on a disk that is mounted read-only, whatever its owner may do.
pub fn is_on_read_only_disk(file: &Path) -> bool {
    open(file).is_err_and(|error| error.kind() == io::ErrorKind::ReadOnlyFilesystem)
}

/// Takes from everybody but its owner the right to read a file or folder that is there. One that belongs to somebody
/// else stays as it is: its owner decides.
pub fn restrict(path: &Path, mode: u32) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let now = match fs::metadata(path) {
            Ok(found) => found.permissions().mode(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        // A folder with the sticky bit, such as /tmp, is shared on purpose.
        if now & 0o077 != 0 && now & 0o1000 == 0 {
            match fs::set_permissions(path, fs::Permissions::from_mode(now & mode)) {
                Err(error) if !is_not_ours(&error) => return Err(error),
                Ok(()) | Err(_) => {}
            }
        }
    }
    Ok(())
}

/// Whether a file belongs to somebody else, or to a disk that nobody writes.
#[cfg(unix)]
fn is_not_ours(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}
