//! Every page with plausible content, so that tests read each one and a person can look at it.

mod accounts;
mod answering;
mod chart;
mod courses;
mod dead_ends;
mod invitations;
mod letters;
mod partners;
mod results;
mod settings;
mod staff;
mod surveys;

use std::sync::Arc;

use askama::Template;

use crate::web::parts::frame::{Brand, Frame, Place, Shown, Site, Staff};

/// A rendered page.
pub(crate) struct Sample {
    /// Name of its file, without an ending.
    pub(crate) name: &'static str,
    /// The page.
    pub(crate) html: String,
}

impl Sample {
    fn of(name: &'static str, page: &impl Template) -> Self {
        Self { name, html: page.render().unwrap() }
    }
}

/// All pages.
pub(crate) fn all() -> Vec<Sample> {
    let parts = [
        accounts::samples,
        answering::samples,
        courses::samples,
        dead_ends::samples,
        letters::samples,
        invitations::samples,
        partners::samples,
        results::samples,
        settings::samples,
        staff::samples,
        surveys::samples,
    ];
    parts.into_iter().flat_map(|part| part()).collect()
}

pub(crate) fn site() -> Arc<Site> {
    let brand = Shown::default();
    brand.set(Brand { name: "Newham Libraries".into(), ..Brand::default() });
    Arc::new(Site {
        brand,
        stylesheet: "site.css".into(),
        live: "live.js".into(),
        front: "/".into(),
        help: "/help".into(),
        accessibility: "/accessibility".into(),
        privacy: "/privacy".into(),
    })
}

pub(crate) fn public() -> Frame {
    Frame::public(site(), "en")
}

pub(crate) fn staff_in(place: &str) -> Frame {
    let nav = ["Home", "Courses", "Partners", "Surveys", "Results"].map(|label| Place {
        label: label.into(),
        href: format!("/programmes/welcome/{}", label.to_lowercase()),
        current: label == place,
    });
    Frame::staff(
        site(),
        "en",
        Staff {
            nav: nav.into(),
            switch: None,
            role: "Trainer".into(),
            account: Some("/programmes/welcome/account".into()),
            sign_out: "/sign-out".into(),
        },
    )
}

pub(crate) fn strings<const N: usize>(sentences: [&str; N]) -> Vec<String> {
    sentences.map(String::from).into()
}
