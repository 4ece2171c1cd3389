//! Whether closed anonymous rounds have left anything behind.

use super::finding::{CheckFinding, Findings};
use crate::store::{Db, Result, traces};

const REMEDY: &str = "The service tries to remove them every half minute. If they stay, end what reads the database for \
                      long: an export, a backup, an open console; on PostgreSQL a replication slot that nobody uses.";

pub(crate) async fn check(db: &Db, repair: bool, findings: &mut Findings) {
    findings.add(match left(db, repair).await {
        Ok(rounds) if rounds.is_empty() => CheckFinding::right(
            "anonymity",
            "Nothing is left of the order of answers to closed rounds.".to_owned(),
        ),
        Ok(rounds) => {
            let what = format!(
                "Traces of the order of answers are still in the database’s log. Closed rounds: {}.",
                rounds.join(", ")
            );
            CheckFinding::wrong("anonymity", what, REMEDY)
        }
        Err(error) => CheckFinding::wrong("anonymity", error.to_string(), "Check the database."),
    });
}

async fn left(db: &Db, repair: bool) -> Result<Vec<String>> {
    if repair {
        traces::sweep(db).await?;
    }
    traces::rounds(db.read()).await
}
