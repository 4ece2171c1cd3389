//! The top of every page of staff: the main places, the role, the way out.

use std::sync::Arc;

use crate::{
    store::people::Role,
    web::{
        at,
        http::guard::Member,
        parts::{
            Frame,
            frame::{self, Site, Staff},
            piece::Link,
        },
    },
};

/// A main place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
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

/// The frame of a page in that place, or in none.
pub(crate) fn frame(who: &Member, site: &Arc<Site>, here: impl Into<Option<Place>>) -> Frame {
    let here = here.into();
    let slug = &*who.programme.slug;
    let place = |place, label: &str, href: String| frame::Place {
        label: label.to_owned(),
        href,
        current: Some(place) == here,
    };
    let mut nav = vec![
        place(Place::Home, "Home", at::home(slug)),
        place(Place::Courses, "Courses", at::courses(slug)),
        place(Place::Results, "Results", at::results(slug)),
    ];
    if who.runs_courses() {
        let surveys = at::surveys(slug);
        let partners = at::partners(slug);
        nav.insert(2, place(Place::Partners, "Partners", partners));
        nav.insert(3, place(Place::Surveys, "Surveys", surveys));
    }
    if who.role == Role::Admin {
        let settings = at::settings(slug);
        nav.push(place(Place::Settings, "Settings", settings));
    }
    let others = at::programmes();
    let switch = who.works_elsewhere.then(|| Link::new("Other programmes", others));
    let role = role_name(who.role).to_owned();
    let account = Some(at::account(slug));
    let sign_out = at::sign_out();
    Frame::staff(Arc::clone(site), "en", Staff { nav, switch, role, account, sign_out })
}

/// The frame of a page of somebody who is signed in, in no programme.
pub(crate) fn outside(site: &Arc<Site>) -> Frame {
    let (role, sign_out) = ("Signed in".to_owned(), at::sign_out());
    let staff = Staff { nav: Vec::new(), switch: None, role, account: None, sign_out };
    Frame::staff(Arc::clone(site), "en", staff)
}

/// A role as pages call it.
pub(crate) fn role_name(role: Role) -> &'static str {
    match role {
        Role::Admin => "Administrator",
        Role::Trainer => "Trainer",
        Role::Manager => "Manager",
    }
}
