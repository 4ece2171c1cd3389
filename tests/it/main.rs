//! The service as its users and neighbours meet it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]
#![expect(unreachable_pub, reason = "support is public to the tests and to nobody else")]

mod access;
mod accounts;
mod anonymity;
mod answering;
mod asking;
mod attention;
mod backup;
mod bad_days;
mod commands;
mod course;
mod crash;
mod crowded;
mod forms;
mod headers;
mod instances;
mod layering;
mod mail;
mod migrations;
mod palette;
mod partners;
mod planning;
mod private_files;
mod promised;
mod settings;
mod staff;
mod summary;
mod support;
mod surveys;
mod upgrade;
mod writing;
