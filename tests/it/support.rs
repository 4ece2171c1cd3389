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
pub mod promises;
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
