//! What each page shows: one struct for each template, with fields ready for display.
//!
//! A handler fills a struct and renders it. Dates, numbers and counts arrive here as words, because only the handler
//! knows the time zone, the small-number rules and the language. The structs hold no request and no database; the
//! only wording they add is the fixed wording of their own page.
//!
//! Every page struct has a [`Frame`]: the top and foot of the page, and the language of the text.

pub(crate) mod agreement;
pub(crate) mod board;
pub(crate) mod chart_files;
pub(crate) mod email_text;
pub(crate) mod fault;
pub(crate) mod form;
pub(crate) mod format;
pub(crate) mod frame;
pub(crate) mod health;
pub(crate) mod languages;
pub(crate) mod list_preview;
pub(crate) mod listing;
pub(crate) mod mistyped;
pub(crate) mod nav;
pub(crate) mod notice;
pub(crate) mod piece;
pub(crate) mod privacy_facts;
pub(crate) mod promise;
pub(crate) mod qr;
pub(crate) mod question;
pub(crate) mod questions;
pub(crate) mod results;
pub(crate) mod rows;
pub(crate) mod summary;
pub(crate) mod turnout;

/// What nearly every page is put together of.
pub(crate) use self::{
    chart_files::ChartFiles,
    form::{Field, FieldInput, FormChoice, FormPage, FormPreview, FormProblems, FormSection, SendsItself},
    frame::Frame,
    listing::{Listing, ListingGroup, Search},
    nav::MainPlace,
    notice::{Note, Notice},
    piece::{Button, ButtonAct, Empty, Fact, FieldProblem, HiddenField, Link, LiveCount, Markup, Tab, Trail},
    questions::Reading,
    rows::{Index, Row, RowEnd},
    turnout::TurnoutLine,
};

/// The one script, which keeps counts up to date, to be served at the address that [`frame::Site::live`] names.
pub(crate) const LIVE: &str = include_str!("../../templates/assets/live.js");

/// The one stylesheet, to be served at the address that [`frame::Site::stylesheet`] names.
pub(crate) const STYLESHEET: &str = include_str!("../../templates/assets/site.css");
