//! The frame of every page: who the service belongs to, where a person is in it, and where help is. And pages that say one
//! thing within it: what happened, what it means, where to go on.

use std::sync::Arc;

use askama::Template;

use crate::{
    survey::{Words, words},
    web::{
        at,
        http::site::{FrameBrand, Site},
        parts::{Link, Trail},
    },
};

/// What surrounds a page.
#[derive(Debug, Clone)]
#[must_use]
pub(crate) struct Frame {
    /// Addresses that are the same on every page, so they are shared.
    pub site: Arc<Site>,
    /// The library service that runs this site, as it was when the page was asked for.
    pub brand: Arc<FrameBrand>,
    /// Language of the page as a BCP 47 tag: `en`, `cy`.
    pub language: String,
    /// The same page in the languages that it is offered in; empty where that is one alone.
    pub languages: Vec<Language>,
    /// Navigation for someone who is signed in; none on public pages.
    pub staff: Option<Staff>,
    /// What was just done, told once at the top: “The partner was added”.
    pub notice: Option<String>,
}

/// A language that a page can be read in.
#[derive(Debug, Clone)]
pub(crate) struct Language {
    /// Its BCP 47 tag.
    pub code: String,
    /// What its speakers call it.
    pub name: String,
    /// Address of the page in it; none for the language of this page.
    pub href: Option<String>,
}

/// The top of a page for someone who is signed in.
#[derive(Debug, Clone)]
pub(crate) struct Staff {
    /// The main places, in order.
    pub nav: Vec<NavPlace>,
    /// The way to other programmes, for who works in several.
    pub switch: Option<Link>,
    /// Role in the programme, as a word: “Trainer”.
    pub role: String,
    /// Address of one’s own account.
    pub account: Option<String>,
    /// Address that a POST ends the session at.
    pub sign_out: String,
}

#[derive(Debug, Clone)]
pub(crate) struct NavPlace {
    /// One word: “Courses”.
    pub label: String,
    /// Address.
    pub href: String,
    /// Whether this page is in that place.
    pub current: bool,
}

impl Frame {
    /// The fixed words in the language of the page.
    pub(crate) fn words(&self) -> &'static Words {
        words::of(&self.language)
    }

    /// Whether the page runs from right to left.
    pub(crate) fn is_rtl(&self) -> bool {
        self.words().direction == "rtl"
    }

    /// The frame of a page that needs no sign-in.
    pub(crate) fn public(site: Arc<Site>, language: impl Into<String>) -> Self {
        Self {
            brand: site.brand.now(),
            site,
            language: language.into(),
            languages: Vec::new(),
            staff: None,
            notice: None,
        }
    }

    /// The frame of a page behind the sign-in.
    pub(crate) fn staff(site: Arc<Site>, language: impl Into<String>, staff: Staff) -> Self {
        Self { staff: Some(staff), ..Self::public(site, language) }
    }

    /// The same frame with the languages that its page, which is at `address` in each of them, is offered in.
    pub(crate) fn offering<'a>(mut self, languages: impl Iterator<Item = &'a str>, address: &str) -> Self {
        let language = |code: &str| Language {
            code: code.to_owned(),
            name: words::name_of(code),
            href: (code != self.language).then(|| at::query(address.to_owned(), &[("lang", &Some(code))])),
        };
        let languages: Vec<Language> = languages.map(language).collect();
        if languages.len() > 1 {
            self.languages = languages;
        }
        self
    }

    /// The address of another page in the language of this one, where there was one to choose.
    pub(crate) fn leads_to(&self, address: &str) -> String {
        let chosen = (!self.languages.is_empty()).then_some(&*self.language);
        at::query(address.to_owned(), &[("lang", &chosen)])
    }

    /// The same frame, telling what was just done.
    pub(crate) fn telling(mut self, notice: Option<String>) -> Self {
        self.notice = notice;
        self
    }
}

/// What is said to whoever is not at work here.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/notice.html")]
pub(crate) struct Notice {
    /// Top and foot.
    pub frame: Frame,
    /// “Look in your inbox”
    pub heading: String,
    /// The first sentence.
    pub lead: String,
    /// More sentences.
    pub sentences: Vec<String>,
    /// Where to go on.
    pub link: Option<Link>,
}

/// What is said to staff: why something is not done, and where to go instead.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/note.html")]
pub(crate) struct Note {
    /// Top and foot.
    pub frame: Frame,
    /// Where it is.
    pub trail: Trail,
    /// What is so: “This can no longer be changed”.
    pub heading: String,
    /// Why.
    pub paragraphs: Vec<String>,
    /// Where to go instead, the likeliest first.
    pub ways: Vec<Link>,
}
