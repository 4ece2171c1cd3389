//! Stopping emails: the question, which changes nothing, and the confirmation.

use super::frame::Frame;
use askama::Template;

/// The question. Mail scanners open links, so only the button, a POST to [`Self::action`], stops anything.
#[derive(Debug, Clone, Template)]
#[template(path = "page/stop/confirm.html")]
pub struct Confirm {
    /// Top and foot.
    pub frame: Frame,
    /// Who sends the emails: “Newham Libraries”.
    pub sender: String,
    /// The address, masked: “s…@example.org”.
    pub address: String,
    /// What the emails are about: “surveys on working with the library”.
    pub about: String,
    /// What the person will no longer get, as a sentence.
    pub loses: String,
    /// Address of the POST.
    pub action: String,
}

/// The confirmation.
#[derive(Debug, Clone, Template)]
#[template(path = "page/stop/done.html")]
pub struct Done {
    /// Top and foot.
    pub frame: Frame,
    /// Who sent the emails.
    pub sender: String,
    /// The address, masked.
    pub address: String,
    /// What the emails were about.
    pub about: String,
}

/// The address is no longer held, so that there is nothing to stop.
#[derive(Debug, Clone, Template)]
#[template(path = "page/stop/gone.html")]
pub struct Gone {
    /// Top and foot.
    pub frame: Frame,
}
