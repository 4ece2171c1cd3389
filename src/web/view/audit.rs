//! Who did what and when.

use super::frame::Frame;
use super::part::{Link, Trail};
use askama::Template;

/// A page of the audit trail, newest first.
#[derive(Debug, Clone, Template)]
#[template(path = "page/audit/index.html")]
pub struct Audit {
    /// Top and foot.
    pub frame: Frame,
    /// Where it is.
    pub trail: Trail,
    /// What was done.
    pub acts: Vec<Act>,
    /// Acts before these.
    pub older: Option<Link>,
    /// Back to the first page.
    pub newest: Option<Link>,
}

/// One act.
#[derive(Debug, Clone)]
pub struct Act {
    /// “21 May 2026, 10:04”
    pub when: String,
    /// The same for machines.
    pub datetime: String,
    /// Who, by the address that they signed in with.
    pub who: String,
    /// “added the partner Elm House”
    pub what: String,
}
