//! Finding the round that a command names.

use super::Failure;
use crate::{
    app::App,
    store::{Round, rounds},
};

/// How alike a code must be to be offered.
const ALIKE: f64 = 0.7;

/// The round of a code.
///
/// # Errors
/// No such round, with the code most like it.
pub(super) async fn named(app: &App, code: &str) -> Result<Round, Failure> {
    let db = app.db.read();
    if let Some(round) = rounds::by_code(db, code).await? {
        return Ok(round);
    }
    let typed = code.trim().to_uppercase();
    let all = rounds::all(db).await?;
    let nearest = all
        .iter()
        .map(|round| (strsim::jaro_winkler(&round.code, &typed), &round.code))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .filter(|(likeness, _)| *likeness > ALIKE);
    Err(match nearest {
        Some((_, code)) => format!("there is no round {typed}; did you mean {code}?").into(),
        None if all.is_empty() => format!("there is no round {typed}: no round was made yet").into(),
        None => format!("there is no round {typed}; its code is at the end of its link, /s/CODE").into(),
    })
}
