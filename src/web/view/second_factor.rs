//! Turning a second factor on, and the recovery codes that are shown once.

use super::form::{Field, Input, Problems};
use super::frame::Frame;
use super::part::{Act, Action, Link, Markup, Problem, Trail};
use askama::Template;

/// The secret for the app, and the field for a first code.
#[derive(Debug, Clone, Template)]
#[template(path = "page/second-factor/new.html")]
pub struct NewSecondFactor {
    /// Top and foot.
    pub frame: Frame,
    /// Where the page is.
    pub trail: Trail,
    /// The secret as a QR code.
    pub qr: Markup,
    /// The same in letters and digits, in groups of four.
    pub secret: String,
    /// The field for the code.
    pub fields: Vec<Field>,
    /// What is wrong with it.
    pub problems: Problems,
    /// Address of the POST.
    pub action: String,
    /// The way out.
    pub cancel: Link,
}

impl NewSecondFactor {
    /// The problems for the top of the page.
    pub fn summary(&self) -> Vec<Problem> {
        self.problems.summary(&self.fields)
    }
}

/// Recovery codes, shown once.
#[derive(Debug, Clone, Template)]
#[template(path = "page/second-factor/codes.html")]
pub struct RecoveryCodes {
    /// Top and foot.
    pub frame: Frame,
    /// Where the page is.
    pub trail: Trail,
    /// What was done.
    pub heading: String,
    /// The codes.
    pub codes: Vec<String>,
    /// Where to go on.
    pub done: Action,
}
