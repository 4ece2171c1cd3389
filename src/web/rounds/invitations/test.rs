//! An email that somebody sends to themselves to see how it arrives, and where its links lead.

use askama::Template;

use crate::{
    letters::invitation::InvitationEmail,
    store::{MailingKind, outbox},
    web::{Answer, Desk, Error, Frame, Link, Result, Trail, Trainer, at, rounds::load::LoadedRound},
};

/// Where the links of a test lead.
#[derive(Debug, Template)]
#[template(path = "rounds/invitations/test.html")]
struct Test {
    frame: Frame,
    trail: Trail,
    back: Link,
}

/// Sends the email to the person who asks for it, marked as a test.
#[rocket::post("/programmes/<_>/rounds/<code>/invitations/test?<kind>")]
pub(crate) async fn send(desk: Desk<'_, Trainer>, code: &str, kind: Option<&str>) -> Result<Answer> {
    let shown = LoadedRound::find(&desk, code).await?;
    let kind = kind.and_then(MailingKind::from_key).ok_or(Error::NotFound)?;
    let (app, person, now) = (desk.app, &desk.who().person, desk.now());
    let dry_run = format!("{}{}", app.settings.site_url, at::round_invitations_test(desk.slug(), code));
    let asking = InvitationEmail::of(app, desk.programme(), &shown.round).await?;
    let letter = asking.test(&person.name, &person.email, kind, &dry_run, now)?;
    let tx = desk.change().await?;
    outbox::enqueue(&tx, letter, now).await?;
    desk.done(tx, "sent a test email to themselves about", shown.title()).await?;
    let on_its_way = format!("A test is on its way to {}", person.email);
    Ok(Answer::on(
        at::round_invitations(desk.slug(), code),
        app.mail().await?.queued("A test is queued", &on_its_way),
    ))
}

/// Where the links of a test lead.
#[rocket::get("/programmes/<_>/rounds/<code>/invitations/test")]
pub(crate) async fn test(desk: Desk<'_, Trainer>, code: &str) -> Result<Answer> {
    let shown = LoadedRound::find(&desk, code).await?;
    Answer::page(&Test {
        frame: desk.frame(shown.place()),
        trail: shown.trail_of_emails(&desk, "Test"),
        back: Link::new("Back to the invitations", at::round_invitations(desk.slug(), code)),
    })
}
