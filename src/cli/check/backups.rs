//! Whether backups are made, and go when people were promised that they go.

use std::path::Path;

use jiff::Timestamp;

use super::finding::CheckFinding;
use crate::{
    exchange::backup::folder::{age_in_days, backups},
    store::{Db, programmes},
    survey::promises::BACKUP_DAYS,
};

/// The age of the newest backup from which something must be wrong with what makes them.
const LATE_DAYS: i64 = 2;

pub(super) async fn check(folder: &Path, db: &Db, now: Timestamp) -> CheckFinding {
    let wrong = |what: String, remedy: &str| CheckFinding::wrong("backups", what, remedy);
    let shown = folder.display();
    let daily = "Run `common-ground backup` every day, and see why the last one was not made.";
    let found = match backups(folder) {
        Ok(found) => found,
        Err(error) => {
            return wrong(
                format!("The folder {shown}: {error}."),
                "Set COMMON_GROUND_BACKUP_DIR to the folder.",
            );
        }
    };
    let promised = match promised(db).await {
        Ok(days) => days,
        Err(error) => {
            return wrong(format!("The settings cannot be read: {error}."), "Check the database.");
        }
    };
    let (Some((oldest, _)), Some((newest, _))) = (found.first(), found.last()) else {
        return wrong(format!("There is no backup in {shown}."), daily);
    };
    let age = age_in_days(*newest, now);
    if age >= LATE_DAYS {
        return wrong(format!("The newest backup in {shown} is {age} days old."), daily);
    }
    let age = age_in_days(*oldest, now);
    if age > i64::from(promised) {
        return wrong(
            format!("The oldest backup in {shown} is {age} days old; people were promised {promised}."),
            &format!("Run `common-ground backup --keep-days {promised}`, which deletes older ones."),
        );
    }
    CheckFinding::right("backups", format!("{} in {shown}, none older than {promised} days.", found.len()))
}

/// The fewest days that any programme has promised, ever: a backup holds the answers of all.
async fn promised(db: &Db) -> crate::store::Result<u32> {
    let programmes = programmes::all(db.read()).await?;
    let days =
        programmes.iter().map(|programme| programme.settings.promised(Timestamp::UNIX_EPOCH, 0).backup_days);
    Ok(days.min().unwrap_or(BACKUP_DAYS))
}
