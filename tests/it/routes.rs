//! The pages, each where its source is: `routes/rounds/close.rs` holds the tests of `src/web/rounds/close.rs`.

mod account;
mod api;
mod comments;
mod courses;
mod home;
mod http;
mod partners;
mod promises;
mod public;
mod results;
mod rounds;
mod settings;
mod surveys;
