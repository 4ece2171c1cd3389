//! Every page with plausible content, so that tests read each one and a person can look at it.

mod answering;
mod chart;
mod dead_ends;
mod partners;
mod results;
mod staff;

use super::frame::{Frame, Place, Site, Staff};
use askama::Template;
use std::sync::Arc;

/// A rendered page.
pub(super) struct Sample {
    /// Name of its file, without an ending.
    pub(super) name: &'static str,
    /// The page.
    pub(super) html: String,
}

impl Sample {
    fn of(name: &'static str, page: &impl Template) -> Self {
        Self { name, html: page.render().unwrap() }
    }
}

/// All pages.
pub(super) fn all() -> Vec<Sample> {
    [answering::samples(), dead_ends::samples(), staff::samples(), partners::samples(), results::samples()]
        .into_iter()
        .flatten()
        .collect()
}

fn site() -> Arc<Site> {
    Arc::new(Site {
        name: "Newham Libraries".into(),
        logo: None,
        stylesheet: "site.css".into(),
        brand_stylesheet: None,
        help: "/help".into(),
        accessibility: "/accessibility".into(),
        privacy: "/privacy".into(),
    })
}

fn public() -> Frame {
    Frame::public(site(), "en")
}

fn staff_in(place: &str) -> Frame {
    let nav = ["Home", "Courses", "Partners", "Surveys", "Results"].map(|label| Place {
        label: label.into(),
        href: format!("/programmes/welcome/{}", label.to_lowercase()),
        current: label == place,
    });
    Frame::staff(
        site(),
        "en",
        Staff { nav: nav.into(), role: "Trainer".into(), sign_out: "/sign-out".into() },
    )
}

fn strings<const N: usize>(sentences: [&str; N]) -> Vec<String> {
    sentences.map(String::from).into()
}
