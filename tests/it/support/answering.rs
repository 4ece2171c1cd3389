//! Answering a survey, as people and programs do it over HTTP.

use common_ground::store::{responses, rounds::Round};

use super::app::TestApp;

/// A complete answer to the survey `partner_expect`, but for its idempotency key.
pub const WHOLE: [(&str, &str); 5] = [
    ("action", "submit"),
    ("answers[partner_kind]", "school"),
    ("answers[bring_reliability]", "4"),
    ("answers[need_flexibility]", "dk"),
    ("answers[one_change]", "Call before you come – we’d be ready"),
];

/// The answers stored in a round.
pub async fn stored(app: &TestApp, round: &Round) -> Vec<serde_json::Value> {
    let rows = responses::page(app.app.db.read(), round.id, None).await.unwrap();
    rows.into_iter().map(|row| row.answers).collect()
}
