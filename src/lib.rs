//! Common Ground: surveys and workshop feedback for public-library partnership programmes.
//!
//! [`survey`] is the domain, [`store`] keeps it, [`mail`] moves letters, [`web`] shows it, [`work`] does what time
//! causes; [`app`] holds them together, [`cli`] is the way in, and [`system`] stands on its own.

#[macro_use(keys)]
extern crate common_ground_reports;

pub mod app;
pub mod cli;
pub mod demo;
pub mod exchange;
pub mod letters;
pub mod outgoing;
pub mod results;
pub mod web;
pub mod work;

pub use common_ground_mail as mail;
pub use common_ground_store as store;
pub use common_ground_survey as survey;
pub use common_ground_system as system;
