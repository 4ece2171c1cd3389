//! Asking people by letter: who is written to, when, and what is never sent.

mod bounces;
mod courses;
mod crash;
mod programme;
mod refusals;
mod sending;
mod words;
