//! Things in groups of lines, with a way to find some of them, and perhaps one button that acts on what is shown:
//! partners, a partner and its contacts, what an import would do, what is held about a person.

use askama::Template;

use crate::web::parts::{
    Button, ButtonAct, Empty, Fact, Field, FieldInput, FormProblems, Frame, HiddenField, Link, Row, RowEnd,
    Trail,
};

#[derive(Debug, Clone, Template)]
#[template(path = "parts/listing.html")]
pub(crate) struct Listing {
    /// Top and foot.
    pub frame: Frame,
    /// Where the page is; the programme stands there without one.
    pub trail: Option<Trail>,
    pub programme: String,
    /// What there is: “12 partners, two without a named contact”.
    pub heading: String,
    /// More about it, in sentences.
    pub lead: Vec<String>,
    /// Key figures.
    pub facts: Vec<Fact>,
    /// What can be done here.
    pub actions: Vec<Button>,
    /// How to find some of them.
    pub search: Option<Search>,
    /// What is wrong with a search; searches take everything, so that it is empty.
    pub problems: FormProblems,
    /// The lines.
    pub groups: Vec<ListingGroup>,
    /// The buttons at the end.
    pub sends: Vec<Send>,
}

/// A form that only asks for another view of the same page.
#[derive(Debug, Clone)]
pub(crate) struct Search {
    /// The address of the page.
    pub action: String,
    /// What can be asked for.
    pub fields: Vec<Field>,
}

/// Lines that belong together.
#[derive(Debug, Clone, Default)]
pub(crate) struct ListingGroup {
    /// Their heading.
    pub title: Option<String>,
    /// What is said where there are none.
    pub empty: Option<Empty>,
    /// The lines.
    pub rows: Vec<Row>,
    /// Ways on from here.
    pub links: Vec<Link>,
}

/// A button that acts on what the page shows.
#[derive(Debug, Clone)]
pub(crate) struct Send {
    /// Address of the POST.
    pub action: String,
    /// What goes with it.
    pub carried: Vec<HiddenField>,
    /// What the button does: “Import 14 contacts”.
    pub button: String,
    /// Outlined instead of filled.
    pub quiet: bool,
    /// Whether it destroys something.
    pub destroys: bool,
    /// The way out without doing it.
    pub cancel: Option<Link>,
}

impl Listing {
    /// A page that says no more than what it is.
    pub(crate) fn new(frame: Frame, programme: impl Into<String>, heading: impl Into<String>) -> Self {
        Self {
            frame,
            trail: None,
            programme: programme.into(),
            heading: heading.into(),
            lead: Vec::new(),
            facts: Vec::new(),
            actions: Vec::new(),
            search: None,
            problems: FormProblems::default(),
            groups: Vec::new(),
            sends: Vec::new(),
        }
    }
}

impl ListingGroup {
    /// Lines under a heading; `empty` is said where there are none.
    pub(crate) fn titled(title: impl Into<String>, rows: Vec<Row>, empty: &str) -> Self {
        let nothing = Empty { sentence: empty.to_owned(), next: None };
        Self { title: Some(title.into()), empty: rows.is_empty().then_some(nothing), rows, links: Vec::new() }
    }

    pub(crate) fn of_links(title: impl Into<String>, links: Vec<Link>) -> Self {
        Self { title: Some(title.into()), links, ..Self::default() }
    }
}
