//! What each page shows: one struct for each template, with fields ready for display.
//!
//! A handler fills a struct and renders it. Dates, numbers and counts arrive here as words, because only the handler
//! knows the time zone, the small-number rules and the language. The structs hold no request and no database; the
//! only wording they add is the fixed wording of their own page.
//!
//! Every page struct has a [`Frame`]: the top and foot of the page, and the language of the text.

pub mod about;
pub mod account;
pub mod answering;
pub mod audit;
pub mod comments;
pub mod comparison;
pub mod course;
pub mod fault;
pub mod form;
pub mod frame;
pub mod front;
pub mod index;
pub mod invitations;
pub mod keyed;
pub mod listing;
pub mod note;
pub mod notice;
pub mod paper;
pub mod part;
pub mod participants;
pub mod people;
pub mod poster;
pub mod programme;
pub mod question;
pub mod refusal;
pub mod results;
pub mod round;
pub mod second_factor;
pub mod settings;
pub mod sign_in;
pub mod start;
pub mod stop;
pub mod summary;
pub mod survey;
pub mod trend;

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

pub use frame::Frame;

/// The one script, which keeps counts up to date, to be served at the address that [`frame::Site::live`] names.
pub const LIVE: &str = include_str!("../../templates/assets/live.js");

/// The one stylesheet, to be served at the address that [`frame::Site::stylesheet`] names.
pub const STYLESHEET: &str = include_str!("../../templates/assets/site.css");
