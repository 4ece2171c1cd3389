//! Help, accessibility and privacy: linked from the foot of every page.

use std::sync::Arc;

use rocket::{Route, State};

use super::{
    error::Result,
    page::Page,
    view::{
        Frame,
        about::{Accessibility, Help, Privacy},
        frame::Site,
    },
};
use crate::app::App;

pub(super) fn routes() -> Vec<Route> {
    rocket::routes![help, accessibility, privacy]
}

/// Whom to ask.
#[rocket::get("/help")]
pub(super) fn help(site: &State<Arc<Site>>) -> Result<Page> {
    Page::of(&Help { frame: Frame::public(Arc::clone(site), "en") })
}

/// The accessibility statement.
#[rocket::get("/accessibility")]
pub(super) fn accessibility(site: &State<Arc<Site>>) -> Result<Page> {
    Page::of(&Accessibility { frame: Frame::public(Arc::clone(site), "en") })
}

/// What holds for every survey.
#[rocket::get("/privacy")]
pub(super) fn privacy(site: &State<Arc<Site>>, app: &State<Arc<App>>) -> Result<Page> {
    let min_group = app.settings.min_group;
    Page::of(&Privacy { frame: Frame::public(Arc::clone(site), "en"), min_group })
}
