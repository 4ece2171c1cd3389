//! Promises, as trainers make them.

use super::{app::TestApp, visitor::Visitor};

pub const PAGE: &str = "/programmes/reading/promises";

/// Adds a promise; returns the address of its page.
pub async fn add_promise(trainer: &Visitor, fields: &[(&str, &str)]) -> String {
    let added = trainer.post(PAGE, fields).await;
    added.has_status(303).header("Location").unwrap().to_owned()
}

/// The link about a promise in the latest email to somebody.
pub async fn link_to(app: &TestApp, address: &str) -> String {
    let letter = app.letter_to(address).await;
    let at = letter.find("/promises/").unwrap_or_else(|| panic!("no link in {letter}"));
    letter[at..].split_whitespace().next().unwrap().to_owned()
}
