//! Promises, as trainers make them.

use super::visitor::Visitor;

pub const PAGE: &str = "/programmes/reading/promises";

/// Adds a promise; returns the address of its page.
pub async fn add_promise(trainer: &Visitor, fields: &[(&str, &str)]) -> String {
    let added = trainer.post(PAGE, fields).await;
    added.has_status(303).header("Location").unwrap().to_owned()
}
