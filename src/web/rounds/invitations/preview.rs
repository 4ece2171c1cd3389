//! Reading a letter before it is sent, and trying it out on oneself.

use askama::Template;

use crate::{
    letters::invitation::{self, Asking, Words},
    store::{mailings::Kind, outbox},
    web::{
        at,
        http::{
            answer::Answer,
            desk::Desk,
            error::{Error, Result},
            guard::Trainer,
        },
        parts::{
            frame::Frame,
            nav::Place,
            piece::{Act, Action, Link, Trail},
        },
        rounds::invitations::Asked,
    },
};

/// A letter before it is sent.
#[derive(Debug, Template)]
#[template(path = "rounds/invitations/preview.html")]
struct Preview {
    frame: Frame,
    trail: Trail,
    /// “What the invitation says”
    heading: String,
    /// “From: …”
    from: String,
    words: Words,
    /// The whole plain text.
    text: String,
    /// Sending a test.
    actions: Vec<Action>,
    /// Changing its words.
    change: Link,
    /// The other kind of letter.
    other: Link,
}

/// Where the links of a test lead.
#[derive(Debug, Template)]
#[template(path = "rounds/invitations/tried.html")]
struct Tried {
    frame: Frame,
    trail: Trail,
    back: Link,
}

/// What a letter says.
#[rocket::get("/programmes/<_>/rounds/<code>/invitations/preview?<kind>")]
pub(crate) async fn show(desk: Desk<'_, Trainer>, code: &str, kind: Option<&str>) -> Result<Answer> {
    let (asked, slug) = (Asked::find(&desk, code).await?, desk.slug());
    let kind = kind.and_then(Kind::from_key).unwrap_or(Kind::Invitation);
    let asking = Asking::of(desk.app, &asked.round).await?;
    let words = asking.preview(kind);
    let letter = invitation::letter(&words).map_err(|error| Error::Broken(error.to_string()))?;
    let (heading, other, label) = match kind {
        Kind::Invitation => ("What the invitation says", Kind::Reminder, "What a reminder says"),
        Kind::Reminder => ("What a reminder says", Kind::Invitation, "What the invitation says"),
    };
    let of = |address, kind: Kind| at::query(address, &[("kind", &Some(kind.key()))]);
    Answer::page(&Preview {
        frame: desk.frame(Place::Courses),
        trail: asked.trail_below("Preview"),
        heading: heading.to_owned(),
        from: format!("From: {}", asking.from()),
        words,
        text: letter.text,
        actions: vec![Action {
            label: format!("Send a test to {}", desk.who().person.email),
            act: Act::Send(of(at::round_invitations_test(slug, code), kind)),
            quiet: true,
        }],
        change: Link::new("Change the text", at::round_email_text(slug, code, kind.key())),
        other: Link::new(label, of(at::round_invitations_preview(slug, code), other)),
    })
}

/// Sends the letter to the person who asks for it, marked as a test.
#[rocket::post("/programmes/<_>/rounds/<code>/invitations/test?<kind>")]
pub(crate) async fn send_test(desk: Desk<'_, Trainer>, code: &str, kind: Option<&str>) -> Result<Answer> {
    let asked = Asked::find(&desk, code).await?;
    let kind = kind.and_then(Kind::from_key).ok_or(Error::NotFound)?;
    let (app, person, now) = (desk.app, &desk.who().person, desk.now());
    let dry_run = format!("{}{}", app.settings.site_url, at::round_invitations_test(desk.slug(), code));
    let asking = Asking::of(app, &asked.round).await?;
    let letter = asking.test(&person.name, &person.email, kind, &dry_run, now)?;
    let tx = desk.change().await?;
    outbox::enqueue(&tx, letter, now.into()).await?;
    desk.done(tx, "sent a test letter to themselves about", &asked.title).await?;
    let on_its_way = format!("A test is on its way to {}", person.email);
    Ok(Answer::on(asked.page(), app.mail().await?.queued("A test is queued", &on_its_way)))
}

/// Where the links of a test lead.
#[rocket::get("/programmes/<_>/rounds/<code>/invitations/test")]
pub(crate) async fn tried(desk: Desk<'_, Trainer>, code: &str) -> Result<Answer> {
    let asked = Asked::find(&desk, code).await?;
    Answer::page(&Tried {
        frame: desk.frame(Place::Courses),
        trail: asked.trail_below("Test"),
        back: Link::new("Back to the invitations", asked.page()),
    })
}
