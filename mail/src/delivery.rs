//! What became of a letter that was handed on.

use std::time::Duration;

/// What became of a letter. Every variant but `Sent` says why in words for a person; none holds a password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// The server took it, or the file is written.
    Sent {
        /// What the server said.
        response: String,
    },
    /// It did not leave; try again later.
    Deferred {
        /// What went wrong.
        why: String,
        /// SMTP reply code, if the server gave one.
        code: Option<u16>,
        /// How long to leave this server alone altogether: it cannot be reached, or takes no letters, whoever they are
        /// for.
        back_off: Option<Duration>,
    },
    /// The server refused this letter for good; trying again would not help.
    Failed {
        /// What the server said.
        why: String,
        /// SMTP reply code, if the server gave one.
        code: Option<u16>,
    },
    /// The letter was handed over but no answer came: it may have arrived. Sending again may make a second copy.
    Unknown {
        /// What went wrong.
        why: String,
    },
    /// The settings are wrong, so no letter can leave: stop the queue and tell a person.
    Misconfigured {
        /// What to mend.
        why: String,
    },
}

/// What is wrong between us and the mail server, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{problem} {remedy}")]
pub struct Trouble {
    /// What happened, as a sentence.
    pub problem: String,
    /// What to do about it, as a sentence.
    pub remedy: String,
}
