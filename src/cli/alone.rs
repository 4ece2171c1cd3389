//! Nobody else may use a database while it is put back or moved.

use std::{path::Path, time::Duration};

use super::Failure;
use crate::store::{Backend, Db, snapshot};

/// How often, and after how long, it is asked whether others have left a database.
const LEAVING_TRIES: u32 = 10;
const LEAVING_WAIT: Duration = Duration::from_millis(300);

/// The address of a database under a name of our own, so that our connections are told from those of a service.
pub(super) fn under_own_name(url: &str) -> String {
    if url.starts_with("sqlite:") {
        return url.to_owned();
    }
    let Ok(mut url) = url::Url::parse(url) else { return url.to_owned() };
    url.query_pairs_mut().append_pair("application_name", "common-ground-command");
    url.into()
}

/// How many others stay connected to the database: a service that was just stopped needs a moment to leave.
pub(super) async fn still_connected(db: &Db) -> Result<u64, Failure> {
    let mut others = snapshot::others_connected(db).await?;
    for _ in 0..LEAVING_TRIES {
        if others == 0 {
            break;
        }
        tokio::time::sleep(LEAVING_WAIT).await;
        others = snapshot::others_connected(db).await?;
    }
    Ok(others)
}

/// Refuses while somebody is connected to the database, where it is one of a server.
pub(super) async fn nobody_connected(db: &Db) -> Result<(), Failure> {
    if db.backend() == Backend::Sqlite {
        return Ok(());
    }
    match still_connected(db).await? {
        0 => Ok(()),
        others => {
            Err(format!("the database still has {others} other connections: stop the service first").into())
        }
    }
}

/// Refuses while somebody has the file of a database open. It also folds the journal into the file, so that the file alone
/// is whole. A damaged one is told of, since a backup is what it needs.
pub(super) async fn nobody_reads(
    file: &Path,
    damaged: impl FnOnce() -> Result<(), Failure>,
) -> Result<(), Failure> {
    match snapshot::fold_journal(file).await {
        // What cannot be read cannot be folded either.
        Err(error) if error.is_damaged() => damaged(),
        Err(error) if error.has_remedy() => Err(format!("{}: {error}", file.display()).into()),
        Err(error) => {
            Err(format!("the database {} is in use: stop the service first ({error})", file.display()).into())
        }
        Ok(()) => Ok(()),
    }
}
