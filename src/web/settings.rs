//! The settings of a programme, for administrators alone: what is set now, and a form for each part. And those of the
//! whole site, for site administrators.

pub(crate) mod attention;
pub(crate) mod audit;
pub(crate) mod brand;
pub(crate) mod council;
pub(crate) mod email_texts;
pub(crate) mod erasure;
pub(crate) mod index;
pub(crate) mod mail_server;
/// Moving a programme to another installation: what goes with it, and how.
pub(crate) mod moving {
    pub(crate) mod index;
}
pub(crate) mod notice_preview;
pub(crate) mod part;
pub(crate) mod partner_types;
pub(crate) mod signing_in;
pub(crate) mod site;
pub(crate) mod test_email;
pub(crate) mod webhooks;
pub(crate) mod you_asked;

use crate::{
    store::ProgrammeSettings,
    web::{Answer, Desk, FormPage, Link, MainPlace, Row, SiteAdmin, Trail, at},
};

/// What stands in for a privacy notice without its names.
const NOTHING_SAID: &str = "Complete the privacy notice";

/// Whether the notice says who asks, whom to ask, and who watches over it.
fn is_set(settings: &ProgrammeSettings) -> bool {
    ![&settings.controller, &settings.contact, &settings.data_protection_officer].contains(&&String::new())
}

/// One setting, with what is set and the page that changes it.
fn row(title: &str, detail: String, does: &str, page: String) -> Row {
    Row::new(title, detail).link(Link::new(does, page).about(title.to_lowercase()))
}

fn trail(slug: &str, here: &str) -> Trail {
    Trail { above: vec![Link::new("Settings", at::settings(slug))], here: here.to_owned() }
}

/// A form of the settings of the whole site, without fields yet.
fn site_form(desk: &Desk<'_, SiteAdmin>, here: &str, heading: &str) -> FormPage {
    let above = vec![Link::new("Site settings", at::settings_site(desk.slug()))];
    desk.form(MainPlace::Settings, heading)
        .trail(Trail { above, here: here.to_owned() })
        .cancel("Back without changing", at::settings_site(desk.slug()))
}

/// Back to the site settings, telling what was done.
fn site_done(desk: &Desk<'_, SiteAdmin>, what: impl Into<String>) -> Answer {
    Answer::on(at::settings_site(desk.slug()), what)
}
