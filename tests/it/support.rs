//! What tests lean on: databases, rounds, and stand-ins for the world outside.

pub mod accounts;
pub mod answering;
pub mod app;
pub mod asking;
pub mod board;
pub mod course;
pub mod crowd;
pub mod database;
pub mod editing;
pub mod entity;
pub mod health;
pub mod http;
pub mod markup;
pub mod partners;
pub mod planning;
pub mod pooler;
pub mod power;
pub mod program;
pub mod promises;
pub mod proxy;
pub mod rounds;
pub mod server;
pub mod smtp;
pub mod summary;
pub mod upload;
pub mod visitor;
