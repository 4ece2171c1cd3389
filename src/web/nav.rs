//! The top of every page of staff: the main places, the role, the way out.

use std::sync::Arc;

use super::{
    guard::Member,
    view::{
        Frame,
        frame::{self, Site, Staff},
    },
};
use crate::store::people::Role;

/// A main place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// What is happening.
    Home,
    /// Courses and their rounds.
    Courses,
    /// Partners and their contacts.
    Partners,
    /// Comparisons.
    Results,
}

/// The frame of a page in that place; `slug` is the programme's part of the address.
pub(super) fn frame(slug: &str, who: &Member, site: &Arc<Site>, here: Place) -> Frame {
    let place = |place, label: &str, href: String| frame::Place {
        label: label.to_owned(),
        href,
        current: place == here,
    };
    let mut nav = vec![
        place(Place::Home, "Home", rocket::uri!(super::programmes::show(slug)).to_string()),
        place(Place::Courses, "Courses", rocket::uri!(super::courses::index(slug)).to_string()),
        place(Place::Results, "Results", rocket::uri!(super::comparisons::index(slug)).to_string()),
    ];
    if who.runs_courses() {
        let partners = super::partners::address(slug, false);
        nav.insert(2, place(Place::Partners, "Partners", partners));
    }
    let role = match who.role {
        Role::Admin => "Administrator",
        Role::Trainer => "Trainer",
        Role::Manager => "Manager",
    };
    let sign_out = rocket::uri!(super::sign_in::delete()).to_string();
    Frame::staff(Arc::clone(site), "en", Staff { nav, role: role.to_owned(), sign_out })
}
