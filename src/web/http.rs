//! Requests and answers: who asks, what they sent, what they get. Knows no page.

pub(crate) mod answer;
pub(crate) mod assets;
pub mod at;
pub(crate) mod brand;
pub(crate) mod browser;
pub(crate) mod desk;
pub(crate) mod download;
pub(crate) mod drawing;
pub(crate) mod error;
pub(crate) mod fault;
pub(crate) mod flash;
pub(crate) mod form_data;
pub(crate) mod guard;
pub(crate) mod headers;
pub(crate) mod known_browser;
pub(crate) mod login_throttle;
pub(crate) mod marked;
pub(crate) mod one_time_link;
pub(crate) mod origin;
pub(crate) mod own_cookies;
pub(crate) mod page;
pub(crate) mod rate_limit;
pub(crate) mod request;
pub(crate) mod session;
pub(crate) mod site;
pub(crate) mod token;
pub(crate) mod upload;
pub(crate) mod visitor;

/// What nearly every handler works with.
pub(crate) use self::{
    answer::Answer,
    desk::{Desk, Seat},
    download::Download,
    drawing::{DrawingKey, drawn, drawn_once, large_page},
    error::{Error, Result},
    form_data::FormData,
    guard::{Admin, Member, SignedIn, SiteAdmin, Trainer},
    page::Page,
    session::SignedInBy,
    token::Program,
    visitor::Visitor,
};
