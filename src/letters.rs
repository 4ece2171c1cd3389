//! What the emails of the service say, and the bytes that leave: invitations and reminders, summaries, digests, emails about
//! accounts, and the test of an administrator. One [`Sender`] and one list of headers hold for all of them.

pub mod account;
pub mod agreement;
mod compose;
pub mod digest;
pub mod handover;
pub mod invitation;
pub mod partner_link;
mod plain;
pub mod promise;
pub mod results;
mod sender;
pub mod settings;
pub mod summary;

pub use sender::{Sender, bounce_address};
