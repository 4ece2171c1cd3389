//! The pure core of the workshop board. It knows no database and no network.
//!
//! - [`votes`]: how dots are counted while cards are put together and taken apart.
//! - [`write_up`]: the document that a workshop ends with, and how it is read back from text, Markdown and Word.
//! - [`similar`]: which cards look alike, as suggestions for a person.
//! - [`ledger`]: what one side offers laid beside what the other wants.

pub mod ledger;
pub mod similar;
pub mod votes;
pub mod write_up;
