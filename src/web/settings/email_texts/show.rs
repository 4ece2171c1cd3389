//! An email as people get it, by the example of a survey.

use askama::Template;

use crate::{
    letters::invitation::{InvitationEmail, InvitationWords},
    web::{
        Admin, Answer, Button, ButtonAct, Desk, Frame, MainPlace, Result, Trail, at,
        settings::email_texts::{find, title, trail},
    },
};

/// An email as people get it.
#[derive(Debug, Template)]
#[template(path = "settings/email_texts/show.html")]
struct Show {
    frame: Frame,
    trail: Trail,
    /// “Invitation”
    heading: String,
    words: InvitationWords,
    /// Changing it.
    actions: Vec<Button>,
}

/// An email as people get it.
#[rocket::get("/programmes/<_>/settings/email-texts/<kind>/<language>")]
pub(crate) async fn show(desk: Desk<'_, Admin>, kind: &str, language: &str) -> Result<Answer> {
    let programme = desk.programme();
    let (kind, language) = find(&programme.settings, kind, language)?;
    let edit = at::settings_email_text_edit(desk.slug(), kind.key(), language);
    Answer::page(&Show {
        frame: desk.frame(MainPlace::Settings),
        trail: trail(desk.slug(), title(kind)),
        heading: title(kind).to_owned(),
        words: InvitationEmail::sample(desk.app, programme, language).await?.preview(kind),
        actions: vec![Button::follow("Change the text", edit)],
    })
}
