//! A folder of backups: their names tell when they were made, and those kept long enough are deleted.

use std::{
    io,
    path::{Path, PathBuf},
};

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};

const BEGIN: &str = "common-ground-";
const END: &str = ".tar";
const TIME: &str = "%Y%m%dT%H%M%SZ";

/// The name of a backup made at `time`.
pub fn name(time: Timestamp) -> String {
    format!("{BEGIN}{}{END}", time.strftime(TIME))
}

/// When a backup was made that has such a name.
fn time(name: &str) -> Option<Timestamp> {
    let stamp = name.strip_prefix(BEGIN)?.strip_suffix(END)?;
    TimeZone::UTC.to_timestamp(DateTime::strptime(TIME, stamp).ok()?).ok()
}

/// When a backup was begun that was cut off, by the name of what it left.
fn time_cut_off(name: &str) -> Option<Timestamp> {
    let whole = name.strip_suffix(".part").or_else(|| name.strip_prefix('.')?.strip_suffix(".work"))?;
    time(whole)
}

/// The backups in a folder that have such names, the oldest first.
pub fn backups(folder: &Path) -> io::Result<Vec<(Timestamp, PathBuf)>> {
    named(folder, time)
}

fn named(folder: &Path, time: fn(&str) -> Option<Timestamp>) -> io::Result<Vec<(Timestamp, PathBuf)>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if let Some(time) = entry.file_name().to_str().and_then(time) {
            found.push((time, entry.path()));
        }
    }
    found.sort();
    Ok(found)
}

/// Deletes the backups that are older than so many days; returns which. What a backup left that was cut off a day ago
/// goes too: it holds as much, and is of no use.
///
/// # Errors
/// What the system said of the first that could not be deleted.
pub fn delete_older(folder: &Path, days: u32, now: Timestamp) -> io::Result<Vec<PathBuf>> {
    let mut deleted = Vec::new();
    for (time, path) in backups(folder)? {
        if age_in_days(time, now) >= i64::from(days) {
            std::fs::remove_file(&path)?;
            deleted.push(path);
        }
    }
    for (time, path) in named(folder, time_cut_off)? {
        if age_in_days(time, now) >= 1 {
            if path.is_dir() { std::fs::remove_dir_all(&path) } else { std::fs::remove_file(&path) }?;
        }
    }
    Ok(deleted)
}

/// Whole days since a backup.
pub fn age_in_days(time: Timestamp, now: Timestamp) -> i64 {
    now.duration_since(time).as_hours() / 24
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_when_and_other_files_are_left_alone() {
        let at: Timestamp = "2026-05-21T09:00:07Z".parse().unwrap();
        assert_eq!(name(at), "common-ground-20260521T090007Z.tar");
        assert_eq!(time(&name(at)), Some(at));
        for other in ["common-ground.tar", "holiday.tar", "common-ground-20260521T090007Z.tar.part"] {
            assert_eq!(time(other), None, "{other}");
        }
    }

    #[test]
    fn what_a_backup_left_that_was_cut_off_goes_after_a_day() {
        let folder = tempfile::tempdir().unwrap();
        let at: Timestamp = "2026-05-21T09:00:07Z".parse().unwrap();
        let whole = name(at);
        let work = folder.path().join(format!(".{whole}.work"));
        std::fs::create_dir(&work).unwrap();
        std::fs::write(work.join("database.sqlite"), "answers").unwrap();
        let part = folder.path().join(format!("{whole}.part"));
        std::fs::write(&part, "half").unwrap();
        let left = folder.path().join("report.csv.part");
        std::fs::write(&left, "somebody else's").unwrap();

        delete_older(folder.path(), 35, at + jiff::SignedDuration::from_hours(2)).unwrap();
        assert!(work.exists() && part.exists(), "it may still be under way");
        let deleted = delete_older(folder.path(), 35, at + jiff::SignedDuration::from_hours(25)).unwrap();
        assert!(deleted.is_empty() && !work.exists() && !part.exists() && left.exists());
    }
}
