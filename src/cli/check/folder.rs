//! Whether there is room in the data folder, and leave to write there.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
};

use super::finding::CheckFinding;

/// Less room than this is too little: an evening of answers.
const ROOM: usize = 4 * 1024 * 1024;

/// Writes a file and removes it, since no other way of asking tells as much.
pub(super) fn check(folder: &Path) -> CheckFinding {
    let shown = folder.display();
    if !folder.exists() {
        return CheckFinding::right("folder", format!("{shown} is not there yet; the first start makes it."));
    }
    let file = folder.join(format!(".check-{}", std::process::id()));
    let written = write(&file);
    // It may not be there, or be half there.
    let _ = fs::remove_file(&file);
    match written {
        Ok(()) => CheckFinding::right("folder", format!("{shown} can be written, and has room.")),
        Err(error) => CheckFinding::wrong(
            "folder",
            format!("4 MB cannot be written to {shown}: {error}."),
            "Free space on its disk, and let the user of the service own it: until then answers may be refused.",
        ),
    }
}

fn write(file: &Path) -> io::Result<()> {
    let mut file = File::create_new(file)?;
    file.write_all(&vec![0; ROOM])?;
    file.sync_all()
}
