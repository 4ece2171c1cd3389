//! The bare address, for people who have a code and for staff who are not signed in.

use super::frame::Frame;
use super::part::Problem;
use askama::Template;

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "page/front/show.html")]
pub struct Front {
    /// Top and foot.
    pub frame: Frame,
    /// Where the code is sent, by GET as `code`.
    pub action: String,
    /// What is wrong with the code.
    pub problem: Option<String>,
    /// The same for the top of the page.
    pub problems: Vec<Problem>,
    /// Address of the sign-in.
    pub sign_in: String,
}
