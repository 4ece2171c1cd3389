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
pub mod mail;
pub mod openid;
pub mod outgoing;
pub mod results;
pub mod store;
pub mod survey;
pub mod web;
pub mod work;

/// What stands on its own: the time, the key, passwords, what the service counts, its look.
pub mod system {
    pub mod access_token;
    pub mod allocator;
    pub mod brand;
    pub mod cached;
    pub mod clock;
    pub mod form_body;
    pub mod metrics;
    pub mod own_folder;
    pub mod password;
    pub mod rarely;
    pub mod secret;
    pub mod slug;
    pub mod stop_key;
    pub mod totp;
    pub mod webhook_secret;
}
