//! What stands on its own: the time, the key, passwords, what the service counts, its look. The service names this crate `system`.

#[macro_use(keys)]
extern crate common_ground_reports;

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
