//! Surveys as staff see them: all of them, one with its items, and one in the frame of a phone.

use askama::Template;

use crate::web::{
    parts::rows::{Row, RowEnd},
    parts::{
        frame::Frame,
        piece::{Act, Action, Fact, Link, Trail},
        question::{Control, Entry, Line},
    },
};

/// All surveys.
#[derive(Debug, Clone, Template)]
#[template(path = "surveys/index.html")]
pub(crate) struct Index {
    /// Top and foot.
    pub frame: Frame,
    /// The programme.
    pub programme: String,
    /// What is happening: “Two surveys are open now”.
    pub heading: String,
    /// What there is.
    pub lead: String,
    /// Address of the form that asks one.
    pub ask: String,
    /// Own and ready-made.
    pub groups: Vec<Group>,
}

/// Surveys of one origin.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    /// “Ready-made”
    pub title: String,
    /// One line for each.
    pub rows: Vec<Row>,
}

/// One survey.
#[derive(Debug, Clone, Template)]
#[template(path = "surveys/show.html")]
pub(crate) struct Shown {
    /// Top and foot.
    pub frame: Frame,
    /// Surveys / its origin and key.
    pub trail: Trail,
    /// Its title.
    pub title: String,
    /// For whom, how long, and in which state it is.
    pub lead: String,
    /// Questions, pages, minutes.
    pub facts: Vec<Fact>,
    /// What can be done with it.
    pub actions: Vec<Action>,
    /// Where else it can be looked at.
    pub links: Vec<Link>,
    /// The sides and languages; empty where there is one of each.
    pub views: Vec<View>,
    /// “As partners read it”
    pub reader: String,
    /// The language that its words are shown in.
    pub language: String,
    /// Its introduction.
    pub intro: String,
    /// Its pages.
    pub sections: Vec<ShownSection>,
    /// The forms that add a question; none for a ready-made survey.
    pub additions: Vec<Link>,
    /// What in the wording is worth another look.
    pub looks: Vec<Look>,
    /// The rounds that ask it.
    pub uses: Vec<Row>,
}

/// A side and language to read a survey in.
#[derive(Debug, Clone)]
pub(crate) struct View {
    /// “Partners, Cymraeg”
    pub label: String,
    /// Address; none for the one shown.
    pub href: Option<String>,
}

/// A page of a survey.
#[derive(Debug, Clone)]
pub(crate) struct ShownSection {
    /// Its heading.
    pub title: String,
    /// Where the heading is changed.
    pub change: Option<Link>,
    /// What it asks.
    pub items: Vec<ShownItem>,
}

/// An item of a survey.
#[derive(Debug, Clone)]
pub(crate) struct ShownItem {
    /// The whole question.
    pub asks: String,
    /// How it is answered.
    pub answers: String,
    /// When it is shown, what it is compared with; in English.
    pub notes: Vec<String>,
    /// Its permanent key.
    pub key: String,
    /// Where it is changed; none in a ready-made survey.
    pub ways: Option<ShownWays>,
}

/// Where an item is changed.
#[derive(Debug, Clone)]
pub(crate) struct ShownWays {
    /// Address of its form.
    pub change: String,
    /// Address that takes `to`: `up` or `down`.
    pub shift: String,
    /// Address of the question before it is removed.
    pub remove: String,
}

/// Something in the wording that is worth another look.
#[derive(Debug, Clone)]
pub(crate) struct Look {
    /// The label of the question.
    pub about: String,
    /// What there is.
    pub what: String,
    /// Why it matters.
    pub why: &'static str,
    /// How it could be mended.
    pub example: &'static str,
}

/// A survey in the frame of a phone.
#[derive(Debug, Clone, Template)]
#[template(path = "surveys/preview.html")]
pub(crate) struct Preview {
    /// Top and foot.
    pub frame: Frame,
    /// Surveys / survey / here.
    pub trail: Trail,
    /// The heading.
    pub heading: String,
    /// For whom, and that nothing is sent.
    pub lead: String,
    /// The frame in the language of the survey.
    pub phone: Frame,
    /// The survey's title.
    pub title: String,
    /// Its introduction.
    pub intro: String,
    /// Its pages.
    pub pages: Vec<PreviewPage>,
    /// How to report a worry about a child.
    pub safeguarding: Option<String>,
}

/// A page of a form, to look at.
#[derive(Debug, Clone)]
pub(crate) struct PreviewPage {
    /// “Page 2 of 4”
    pub step: String,
    /// Its heading.
    pub title: String,
    /// Stems, statements and questions.
    pub entries: Vec<Entry>,
}
