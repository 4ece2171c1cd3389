//! The service as its users and neighbours meet it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]
#![expect(unreachable_pub, reason = "support is public to the tests and to nobody else")]

mod routes;
mod rules;
mod stories;
mod support;
