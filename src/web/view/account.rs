//! One's own account.

use super::frame::Frame;
use super::part::{Act, Action, Fact, Link};
use askama::Template;

/// The account.
#[derive(Debug, Clone, Template)]
#[template(path = "page/account/show.html")]
pub struct Account {
    /// Top and foot.
    pub frame: Frame,
    /// The programme.
    pub programme: String,
    /// The person’s name.
    pub heading: String,
    /// Address and role.
    pub facts: Vec<Fact>,
    /// Changes the password.
    pub password: Action,
    /// Whether the second factor is on, and what that means.
    pub second_factor: String,
    /// What can be done about it.
    pub factor_actions: Vec<Action>,
    /// Where the person is signed in, the latest first.
    pub browsers: Vec<Browser>,
    /// Address of the POST that signs one browser out; its field is `session`.
    pub end: String,
    /// Address of the POST that signs all others out.
    pub end_others: String,
    /// What an administrator finds from here.
    pub runs: Vec<Link>,
}

/// A browser that is signed in.
#[derive(Debug, Clone)]
pub struct Browser {
    /// “Firefox on Windows”
    pub name: String,
    /// “Thursday 21 May, 10:04”
    pub since: String,
    /// To the hour.
    pub used: String,
    /// Whether it is the one that reads this.
    pub here: bool,
    /// What it is called in the form.
    pub key: String,
}
