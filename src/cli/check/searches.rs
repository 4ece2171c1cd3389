//! Whether searches find every partner and contact.

use super::finding::{CheckFinding, Findings};
use crate::store::{Db, Result, text_search};

const PART: &str = "searches";

/// Compares what searches look words up in with names and addresses; `repair` makes it anew where they differ.
pub(crate) async fn check(db: &Db, repair: bool, findings: &mut Findings) {
    let right = |what: &str| CheckFinding::right(PART, what.to_owned());
    findings.add(match looked_at(db, repair).await {
        Ok(Found::Right) => right("Every partner and contact is found by name."),
        Ok(Found::Mended) => {
            right("Some partners or contacts couldn’t be found by name. The search index has been rebuilt.")
        }
        Ok(Found::Wrong) => CheckFinding::wrong(
            PART,
            "Some partners or contacts can’t be found by name: the search index doesn’t match their names.",
            "Run `common-ground check --repair` to rebuild it.",
        ),
        Err(error) => CheckFinding::wrong(PART, error.to_string(), "Check the database."),
    });
}

enum Found {
    Right,
    Wrong,
    Mended,
}

async fn looked_at(db: &Db, repair: bool) -> Result<Found> {
    if text_search::index_is_right(db).await? {
        return Ok(Found::Right);
    }
    if !repair {
        return Ok(Found::Wrong);
    }
    text_search::rebuild_index(db).await?;
    Ok(Found::Mended)
}
