//! What tests lean on: databases, rounds, and stand-ins for the world outside.

pub mod accounts;
pub mod api;
pub mod app;
pub mod archive;
pub mod asking;
pub mod board;
pub mod council;
pub mod course;
pub mod crowd;
pub mod database;
pub mod editing;
pub mod elm_house;
pub mod entity;
pub mod health;
pub mod http;
pub mod markup;
pub mod partners;
pub mod planning;
pub mod pooler;
pub mod program;
pub mod proxy;
pub mod rounds;
pub mod server;
pub mod smtp;
pub mod summary;
pub mod upload;
pub mod visitor;
pub mod webhooks;

/// Power cuts: what the program wrote and synced is recorded, and the disk that a cut would have left is built again.
pub mod power {
    pub mod disk;
    pub mod log;
    pub mod recorder;
}

/// Promises, as trainers make them.
pub mod promises {
    use super::visitor::Visitor;

    pub const PAGE: &str = "/programmes/reading/promises";

    /// Adds a promise; returns the address of its page.
    pub async fn add_promise(trainer: &Visitor, fields: &[(&str, &str)]) -> String {
        let added = trainer.post(PAGE, fields).await;
        added.has_status(303).header("Location").unwrap().to_owned()
    }
}
