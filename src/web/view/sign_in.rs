//! The sign-in page.

use super::frame::Frame;
use super::part::Problem;
use askama::Template;

/// What became of a form that was sent after its author was signed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carried {
    /// It is carried through the sign-in.
    Form,
    /// It had a file, which is not.
    NoFile,
    /// It is too long.
    TooLong,
}

/// A form that was carried through the sign-in: shown, and sent only when its author says so.
#[derive(Debug, Clone, Template)]
#[template(path = "page/sign-in/resume.html")]
pub struct Resumed {
    /// Top and foot.
    pub frame: Frame,
    /// Address of the POST.
    pub action: String,
    /// Names and values.
    pub fields: Vec<(String, String)>,
    /// The way on without it.
    pub discard: String,
}

impl Resumed {
    /// What a person reads of it: the fields that hold something, with their names as words.
    pub fn shown(&self) -> Vec<(String, &str)> {
        let told = self.fields.iter().filter(|(_, value)| !value.trim().is_empty());
        told.map(|(name, value)| (name.replace(['_', '-', '[', ']'], " ").trim().to_owned(), value.as_str()))
            .collect()
    }
}

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
    /// What became of a form that found nobody signed in.
    pub carried: Option<Carried>,
    /// That form, sealed.
    pub kept: Option<String>,
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
