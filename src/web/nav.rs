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
    /// Comparisons.
    Results,
    /// One’s own account, and who else has one; reached from the end of the line.
    Account,
}

/// The frame of a page in that place; `slug` is the programme's part of the address.
pub(super) fn frame(slug: &str, who: &Member, site: &Arc<Site>, here: Place) -> Frame {
    let place = |place, label: &str, href: String| frame::Place {
        label: label.to_owned(),
        href,
        current: place == here,
    };
    let nav = vec![
        place(Place::Home, "Home", rocket::uri!(super::programmes::show(slug)).to_string()),
        place(Place::Courses, "Courses", rocket::uri!(super::courses::index(slug)).to_string()),
        place(Place::Results, "Results", rocket::uri!(super::comparisons::index(slug)).to_string()),
    ];
    let role = role_name(who.role).to_owned();
    let account = rocket::uri!(super::account::show(slug)).to_string();
    let sign_out = rocket::uri!(super::sign_in::delete()).to_string();
    Frame::staff(Arc::clone(site), "en", Staff { nav, role, account, sign_out })
}

/// A role as pages call it.
pub(super) fn role_name(role: Role) -> &'static str {
    match role {
        Role::Admin => "Administrator",
        Role::Trainer => "Trainer",
        Role::Manager => "Manager",
    }
}
