//! What several pages share.
//!
//! Most of it is what pages show: one struct for each template, with fields ready for display. A handler fills a struct and
//! renders it. Dates, numbers and counts arrive here as words, because only the handler knows the time zone, the small-number
//! rules and the language. These structs hold no request and no database; the only wording they add is the fixed wording of
//! their own page. Every page struct has a [`Frame`]: the top and foot of the page, and the language of the text.
//!
//! Beside them stands what pages do alike at a [`Desk`](crate::web::Desk): below a noun, such as [`course`] and [`round`], what its
//! own pages, other pages and the API load, check, change and delete in the same way; and how contacts are found, or a long list
//! is paged.

pub(crate) mod agreement;
mod at_desk;
pub(crate) mod board;
pub(crate) mod chart_files;
pub(crate) mod contact;
pub(crate) mod contact_choice;
pub(crate) mod council;
pub(crate) mod course;
pub(crate) mod email_text;
pub(crate) mod fault;
pub(crate) mod finder;
pub(crate) mod form;
pub(crate) mod format;
pub(crate) mod frame;
pub(crate) mod health;
pub(crate) mod languages;
pub(crate) mod list_preview;
pub(crate) mod listing;
pub(crate) mod meant;
pub(crate) mod named;
pub(crate) mod named_choice;
pub(crate) mod nav;
pub(crate) mod pager;
pub(crate) mod partner;
pub(crate) mod password_fields;
pub(crate) mod piece;
pub(crate) mod privacy_facts;
pub(crate) mod promise;
pub(crate) mod qr;
pub(crate) mod question;
pub(crate) mod questions;
pub(crate) mod results;
pub(crate) mod round;
pub(crate) mod rows;
pub(crate) mod summary;
pub(crate) mod survey;
pub(crate) mod turnout;

/// What nearly every page is put together of.
pub(crate) use self::{
    chart_files::ChartFiles,
    form::{Field, FieldInput, FormChoice, FormPage, FormPreview, FormProblems, FormSection, SendsItself},
    frame::{Frame, Note, Notice},
    listing::{Listing, ListingGroup, Search},
    nav::MainPlace,
    piece::{Button, ButtonAct, Empty, Fact, FieldProblem, HiddenField, Link, LiveCount, Markup, Tab, Trail},
    questions::Reading,
    rows::{Index, Row, RowEnd},
    turnout::TurnoutLine,
};
