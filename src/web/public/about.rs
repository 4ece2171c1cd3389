//! Help, accessibility and privacy: linked from the foot of every page.

use std::sync::Arc;

use askama::Template;
use rocket::State;

use crate::{
    app::App,
    web::{
        http::{answer::Page, error::Result},
        parts::frame::{Frame, Site},
    },
};

/// Whom to ask.
#[rocket::get("/help")]
pub(crate) fn help(site: &State<Arc<Site>>) -> Result<Page> {
    Page::of(&Help { frame: Frame::public(Arc::clone(site), "en") })
}

/// The accessibility statement.
#[rocket::get("/accessibility")]
pub(crate) fn accessibility(site: &State<Arc<Site>>) -> Result<Page> {
    Page::of(&Accessibility { frame: Frame::public(Arc::clone(site), "en") })
}

/// What holds for every survey.
#[rocket::get("/privacy")]
pub(crate) fn privacy(site: &State<Arc<Site>>, app: &State<Arc<App>>) -> Result<Page> {
    let min_group = app.settings.min_group;
    Page::of(&Privacy { frame: Frame::public(Arc::clone(site), "en"), min_group })
}

/// Whom to ask.
#[derive(Debug, Clone, Template)]
#[template(path = "public/about/help.html")]
pub(crate) struct Help {
    /// Top and foot.
    pub frame: Frame,
}

/// What works for whom, and what to do when it does not.
#[derive(Debug, Clone, Template)]
#[template(path = "public/about/accessibility.html")]
pub(crate) struct Accessibility {
    /// Top and foot.
    pub frame: Frame,
}

/// What the service keeps about people, whatever the survey.
#[derive(Debug, Clone, Template)]
#[template(path = "public/about/privacy.html")]
pub(crate) struct Privacy {
    /// Top and foot.
    pub frame: Frame,
    /// The smallest group whose figures are shown.
    pub min_group: u32,
}
