//! Letters: composed from rendered parts and handed to a transport. Knows nothing of surveys and nothing of the database.
//! The service names this crate `mail`.
//!
//! [`RenderedEmail::compose`] turns rendered parts into the bytes of a message, the same bytes for the same input.
//! [`Transport::deliver`] hands those bytes on and says in a [`Delivery`] what became of them.
//! [`next_attempt`] says when to try again.

#[macro_use(keys)]
extern crate common_ground_reports;

mod address;
mod delivery;
mod folder;
mod mailbox;
mod message;
mod pace;
mod relay;
mod report;
mod retry;
mod return_path;
mod smtp;
mod transport;

pub use address::{Address, AddressError};
pub use delivery::{Delivery, Trouble};
pub use folder::{WRITTEN_TO, is_file};
pub use mailbox::Mailbox;
pub use message::{Attachment, ComposeError, Headers, Inline, RenderedEmail};
pub use pace::{Pace, domain_of};
pub use relay::{Encryption, Login, Relay, RelayError, percent_decoded};
pub use report::{DsnAction, DsnReport};
pub use retry::{GIVE_UP_AFTER, next_attempt};
pub use return_path::ReturnPath;
pub use smtp::{SetIn, Smtp, TrustError};
pub use transport::{MailSettings, Posted, SettingsError, Transport};

// Named as in the service.
use common_ground_system as system;
