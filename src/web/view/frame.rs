//! The frame of every page: who the service belongs to, where a person is in it, and where help is.

use std::sync::Arc;

use crate::survey::words::{self, Words};

/// What surrounds a page.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The library service that runs this site; the same for every page, so it is shared.
    pub site: Arc<Site>,
    /// Language of the page as a BCP 47 tag: `en`, `cy`.
    pub language: String,
    /// Navigation for someone who is signed in; none on public pages.
    pub staff: Option<Staff>,
    /// What was just done, told once at the top: “The partner was added”.
    pub notice: Option<String>,
}

/// Settings of the whole site.
#[derive(Debug, Clone)]
pub struct Site {
    /// Name at the top of every page and at the end of every title: “Newham Libraries”.
    pub name: String,
    /// Address of the logo. It stands before the name and is left out for a screen reader.
    pub logo: Option<String>,
    /// Address of [`super::STYLESHEET`].
    pub stylesheet: String,
    /// Address of a second stylesheet that sets `--accent` and `--on-accent`, where the library has its own accent.
    pub brand_stylesheet: Option<String>,
    /// Address of the page or mailbox that says whom to ask.
    pub help: String,
    /// Address of the accessibility statement.
    pub accessibility: String,
    /// Address of the privacy notice.
    pub privacy: String,
}

/// The top of a page for someone who is signed in.
#[derive(Debug, Clone)]
pub struct Staff {
    /// The main places, in order.
    pub nav: Vec<Place>,
    /// Role in the programme, as a word: “Trainer”.
    pub role: String,
    /// Address that a POST ends the session at.
    pub sign_out: String,
}

/// One place in the navigation.
#[derive(Debug, Clone)]
pub struct Place {
    /// One word: “Courses”.
    pub label: String,
    /// Address.
    pub href: String,
    /// Whether this page is in that place.
    pub current: bool,
}

impl Frame {
    /// The fixed words in the language of the page.
    pub fn words(&self) -> &'static Words {
        words::of(&self.language)
    }

    /// The frame of a page that needs no sign-in.
    pub fn public(site: Arc<Site>, language: impl Into<String>) -> Self {
        Self { site, language: language.into(), staff: None, notice: None }
    }

    /// The frame of a page behind the sign-in.
    pub fn staff(site: Arc<Site>, language: impl Into<String>, staff: Staff) -> Self {
        Self { site, language: language.into(), staff: Some(staff), notice: None }
    }

    /// The same frame, telling what was just done.
    #[must_use]
    pub fn telling(mut self, notice: Option<String>) -> Self {
        self.notice = notice;
        self
    }
}
