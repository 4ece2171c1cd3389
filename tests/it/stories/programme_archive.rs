//! A programme moves to another site.

mod commands;
mod damaged;
mod everything;
mod people;
mod same;
