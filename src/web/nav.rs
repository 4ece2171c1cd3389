//! The top of every page of staff: the main places, the role, the way out.

use std::sync::Arc;

use super::{
    guard::Member,
    view::{
        Frame,
        frame::{self, Site, Staff},
        part::Link,
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
    /// What can be asked, and where it is.
    Surveys,
    /// Comparisons.
    Results,
    /// What holds for the programme; administrators alone.
    Settings,
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
    let mut nav = vec![
        place(Place::Home, "Home", rocket::uri!(super::programmes::show(slug)).to_string()),
        place(Place::Courses, "Courses", rocket::uri!(super::courses::index(slug)).to_string()),
        place(Place::Results, "Results", rocket::uri!(super::comparisons::index(slug)).to_string()),
    ];
    if who.runs_courses() {
        let surveys = rocket::uri!(super::surveys::index(slug)).to_string();
        let partners = super::partners::address(slug, false);
        nav.insert(2, place(Place::Partners, "Partners", partners));
        nav.insert(3, place(Place::Surveys, "Surveys", surveys));
    }
    if who.role == Role::Admin {
        let settings = rocket::uri!(super::settings::index(slug)).to_string();
        nav.push(place(Place::Settings, "Settings", settings));
    }
    let others = rocket::uri!(super::programmes::index()).to_string();
    let switch = who.works_elsewhere.then(|| Link::new("Other programmes", others));
    let role = role_name(who.role).to_owned();
    let account = Some(rocket::uri!(super::account::show(slug)).to_string());
    let sign_out = rocket::uri!(super::sign_in::delete()).to_string();
    Frame::staff(Arc::clone(site), "en", Staff { nav, switch, role, account, sign_out })
}

/// A role as pages call it.
pub(super) fn role_name(role: Role) -> &'static str {
    match role {
        Role::Admin => "Administrator",
        Role::Trainer => "Trainer",
        Role::Manager => "Manager",
    }
}
