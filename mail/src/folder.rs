//! Letters as `.eml` files in a folder: what the service does before it has a mail server.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use crate::system::{own_folder, secret::hex};

/// How the answer begins for a letter that became a file, before the name of the file.
pub const WRITTEN_TO: &str = "written to ";

/// What is answered for a letter that became this file.
pub(super) fn response(file: &Path) -> String {
    format!("{WRITTEN_TO}{}", file.display())
}

/// Whether an answer kept from [`Delivery::Sent`](super::Delivery::Sent) tells that the letter became a file and
/// reached nobody.
pub fn is_file(response: &str) -> bool {
    response.starts_with(WRITTEN_TO)
}

/// Writes one message to `<time>-<id>.eml` in `folder`, which is made if it is not there, and returns the file.
///
/// Time and id are those of the message's own headers (`20260514T091500Z-<left part of Message-ID>`), so that a letter that
/// is sent twice is there once. The file appears complete or not at all, and only its owner can read it: letters hold
/// personal links.
pub(super) fn put(folder: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
    own_folder::make(folder)?;
    let name = file_name(bytes);
    let path = folder.join(&name);
    let part = folder.join(format!(".{name}.part"));
    let written = write_through(&part, bytes).and_then(|()| fs::rename(&part, &path));
    if written.is_err() {
        // Half a letter helps nobody; the error that matters is the first one.
        let _ = fs::remove_file(&part);
    }
    written?;
    // The new name, too, must survive a power cut. Not every system can open a folder for this.
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    Ok(path)
}

/// Says whether letters can be written to `folder`, by making a file and removing it: there, or where the folder will be
/// made with the first letter.
pub(super) fn probe(folder: &Path) -> io::Result<()> {
    let there = folder.ancestors().find(|folder| folder.exists()).unwrap_or(Path::new(""));
    let part = there.join(".probe.part");
    write_through(&part, b"")?;
    fs::remove_file(part)
}

fn write_through(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file: File = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn file_name(bytes: &[u8]) -> String {
    let date = header(bytes, "date").and_then(|value| jiff::fmt::rfc2822::parse(value).ok());
    let time = date
        .map_or_else(|| "undated".to_owned(), |date| date.timestamp().strftime("%Y%m%dT%H%M%SZ").to_string());
    let id = header(bytes, "message-id")
        .map(|value| value.trim_start_matches('<'))
        .and_then(|id| id.split('@').next());
    let id = match id {
        Some(id) if !id.is_empty() => id.chars().take(80).map(plain).collect(),
        _ => hex(&Sha256::digest(bytes)[..8]),
    };
    format!("{time}-{id}.eml")
}

/// A character that every file system takes, and that cannot leave the folder.
fn plain(c: char) -> char {
    if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '-' }
}

/// The value of a header that is not folded, from the head of the message.
fn header<'m>(bytes: &'m [u8], name: &str) -> Option<&'m str> {
    bytes
        .split(|&b| b == b'\n')
        .map(|line| str::from_utf8(line).unwrap_or_default().trim_end())
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_once(':'))
        .find(|(key, _)| key.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_by_the_time_and_the_id_of_its_letter() {
        let bytes =
            b"Date: Thu, 14 May 2026 09:15:00 +0000\r\nMessage-ID: <7f3a.1@example.org>\r\n\r\nDate: no\r\n";
        assert_eq!(file_name(bytes), "20260514T091500Z-7f3a.1.eml");
    }

    #[test]
    fn a_message_id_cannot_lead_out_of_the_folder() {
        assert_eq!(file_name(b"Message-ID: <../../etc/x@example.org>\r\n\r\n"), "undated-..-..-etc-x.eml");
    }

    #[test]
    fn a_message_without_an_id_is_named_by_its_content() {
        let name = file_name(b"Subject: Hello\r\n\r\nHello\r\n");
        assert_eq!(name.len(), "undated-0123456789abcdef.eml".len(), "{name}");
        assert_ne!(name, file_name(b"Subject: Hello\r\n\r\nGoodbye\r\n"));
    }

    #[test]
    fn a_letter_written_twice_is_there_once_and_leaves_no_half_file() {
        let folder = tempfile::tempdir().unwrap();
        let mail = folder.path().join("data/mail");
        let bytes = b"Message-ID: <one@example.org>\r\n\r\nHello\r\n";
        let first = put(&mail, bytes).unwrap();
        assert_eq!(put(&mail, bytes).unwrap(), first);
        assert_eq!(fs::read(&first).unwrap(), bytes);
        assert_eq!(fs::read_dir(&mail).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_can_read_a_letter() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let mail = folder.path().join("mail");
        let file = put(&mail, b"Message-ID: <one@example.org>\r\n\r\n").unwrap();
        assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::metadata(mail).unwrap().permissions().mode() & 0o777, 0o700);
    }
}
