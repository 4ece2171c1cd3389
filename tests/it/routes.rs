//! The pages, each where its source is: `routes/people/role.rs` holds the tests of `src/web/people/role.rs`.

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
