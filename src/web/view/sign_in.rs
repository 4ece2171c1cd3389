//! The sign-in page.

use super::frame::Frame;
use super::part::Problem;
use askama::Template;

/// Email and password, sent by POST as `email`, `password` and `next`.
#[derive(Debug, Clone, Template)]
#[template(path = "page/sign-in/new.html")]
pub struct SignIn {
    /// Top and foot.
    pub frame: Frame,
    /// Address of the POST.
    pub action: String,
    /// Local address to go to afterwards.
    pub next: Option<String>,
    /// The email address as it was typed. The password is never sent back.
    pub email: String,
    /// A quiet message: “You have signed out”.
    pub notice: Option<String>,
    /// Address of the page for a forgotten password.
    pub forgotten: String,
    /// What is wrong; the targets are `email` and `password`. A wrong pair is a problem of `email`, so that nobody
    /// learns which addresses have an account.
    pub problems: Vec<Problem>,
}

impl SignIn {
    /// What is wrong with one field.
    pub fn problem_with(&self, field: &str) -> Option<&str> {
        self.problems.iter().find(|problem| problem.target == field).map(|problem| problem.message.as_str())
    }
}
