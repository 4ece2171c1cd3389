//! Reading a letter before it is sent, and trying it out on oneself.

use std::sync::Arc;

use rocket::{Route, State};

use crate::{
    app::App,
    letters::invitation::{self, Asking},
    store::{audit, mailings::Kind, outbox, write},
    web::{
        at,
        http::{
            answer::{Answer, Page},
            error::{Error, Result},
            guard::Trainer,
        },
        parts::{
            frame::Site,
            nav::{self, Place},
            piece::{Act, Action, Link},
        },
        rounds::invitations::{Asked, Preview, Tried},
    },
};

/// What a letter says.
#[rocket::get("/programmes/<slug>/rounds/<code>/invitations/preview?<kind>")]
pub(crate) async fn show(
    slug: &str,
    code: &str,
    kind: Option<&str>,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let asked = Asked::find(app, who.0, code).await?;
    let kind = kind.and_then(Kind::from_key).unwrap_or(Kind::Invitation);
    let asking = Asking::of(app, &asked.round).await?;
    let words = asking.preview(kind);
    let letter = invitation::letter(&words).map_err(|error| Error::Broken(error.to_string()))?;
    let (heading, other, label) = match kind {
        Kind::Invitation => ("What the invitation says", Kind::Reminder, "What a reminder says"),
        Kind::Reminder => ("What a reminder says", Kind::Invitation, "What the invitation says"),
    };
    let test = at::query(at::round_invitations_test(slug, code), &[("kind", &Some(kind.key()))]);
    Page::of(&Preview {
        frame: nav::frame(&asked.who, site, Place::Courses),
        trail: asked.trail_below("Preview"),
        heading: heading.to_owned(),
        from: format!("From: {}", asking.from()),
        words,
        text: letter.text,
        actions: vec![Action {
            label: format!("Send a test to {}", asked.who.person.email),
            act: Act::Send(test.to_string()),
            quiet: true,
        }],
        other: Link::new(
            label,
            at::query(at::round_invitations_preview(slug, code), &[("kind", &Some(other.key()))]),
        ),
    })
}

/// Sends the letter to the person who asks for it, marked as a test.
#[rocket::post("/programmes/<slug>/rounds/<code>/invitations/test?<kind>")]
pub(crate) async fn send_test(
    slug: &str,
    code: &str,
    kind: Option<&str>,
    who: Trainer,
    app: &State<Arc<App>>,
) -> Result<Answer> {
    let asked = Asked::find(app, who.0, code).await?;
    let kind = kind.and_then(Kind::from_key).ok_or(Error::NotFound)?;
    let person = &asked.who.person;
    let path = at::round_invitations_test(slug, code);
    let dry_run = format!("{}{path}", app.settings.site_url);
    let now = app.clock.now();
    let asking = Asking::of(app, &asked.round).await?;
    let letter = asking.test(&person.name, &person.email, kind, &dry_run, now)?;
    let tx = write(&app.db).await?;
    outbox::enqueue(&tx, letter, now.into()).await?;
    let programme = Some(asked.who.programme.id);
    audit::record(&tx, programme, person, "sent a test letter to themselves about", &asked.title, now.into())
        .await?;
    tx.commit().await.map_err(|error| Error::Store(error.into()))?;
    let on_its_way = format!("A test is on its way to {}", person.email);
    Ok(Answer::on(asked.page(), app.mail().await?.queued("A test is queued", &on_its_way)))
}

/// Where the links of a test lead.
#[rocket::get("/programmes/<slug>/rounds/<code>/invitations/test")]
pub(crate) async fn tried(
    slug: &str,
    code: &str,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let asked = Asked::find(app, who.0, code).await?;
    Page::of(&Tried {
        frame: nav::frame(&asked.who, site, Place::Courses),
        trail: asked.trail_below("Test"),
        back: Link::new("Back to the invitations", asked.page()),
    })
}
