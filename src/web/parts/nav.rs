//! The top of every page of staff: the main places, the role, the way out.

use std::sync::Arc;

use crate::{
    store::PersonRole,
    web::{
        at,
        http::{Member, site::Site},
        parts::{
            Frame, Link,
            frame::{self, Staff},
        },
    },
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MainPlace {
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
pub(crate) fn frame(who: &Member, site: &Arc<Site>, here: impl Into<Option<MainPlace>>) -> Frame {
    let here = here.into();
    let slug = &*who.programme.slug;
    let place = |place, label: &str, href: String| frame::NavPlace {
        label: label.to_owned(),
        href,
        current: Some(place) == here,
    };
    let mut nav = vec![
        place(MainPlace::Home, "Home", at::home(slug)),
        place(MainPlace::Courses, "Courses", at::courses(slug)),
        place(MainPlace::Results, "Results", at::results(slug)),
    ];
    if who.runs_courses() {
        let surveys = at::surveys(slug);
        let partners = at::partners(slug);
        nav.insert(2, place(MainPlace::Partners, "Partners", partners));
        nav.insert(3, place(MainPlace::Surveys, "Surveys", surveys));
    }
    if who.role == PersonRole::Admin {
        let settings = at::settings(slug);
        nav.push(place(MainPlace::Settings, "Settings", settings));
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
pub(crate) fn role_name(role: PersonRole) -> &'static str {
    match role {
        PersonRole::Admin => "Administrator",
        PersonRole::Trainer => "Trainer",
        PersonRole::Manager => "Manager",
    }
}
