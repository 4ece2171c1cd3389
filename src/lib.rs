//! Common Ground: surveys and workshop feedback for public-library partnership programmes.
//!
//! [`survey`] is the domain, [`store`] keeps it, [`mail`] moves letters, [`web`] shows it, [`work`] does what time
//! causes; [`launch`] puts them together, and [`cli`] is the way in.

#[macro_use]
mod keys;

pub mod app;
pub mod backup;
pub mod brand;
pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod exchange;
pub mod lately;
pub mod launch;
pub mod letters;
pub mod mail;
pub mod metrics;
pub mod own_folder;
pub mod password;
pub mod posting;
pub mod rarely;
pub mod results;
pub mod secret;
pub mod store;
pub mod survey;
pub mod totp;
pub mod web;
pub mod work;
