//! Reading an email before it is sent.

use askama::Template;

use crate::{
    letters::invitation::{self, InvitationEmail, InvitationWords},
    store::MailingKind,
    web::{
        Answer, Button, ButtonAct, Desk, Error, Frame, Link, Result, Trail, Trainer, at,
        rounds::load::LoadedRound,
    },
};

/// An email before it is sent.
#[derive(Debug, Template)]
#[template(path = "rounds/invitations/preview.html")]
struct Preview {
    frame: Frame,
    trail: Trail,
    /// “What the invitation says”
    heading: String,
    /// “From: …”
    from: String,
    words: InvitationWords,
    /// The whole plain text.
    text: String,
    /// Sending a test.
    actions: Vec<Button>,
    /// Changing its words.
    change: Link,
    /// The other kind of email.
    other: Link,
}

/// What an email says.
#[rocket::get("/programmes/<_>/rounds/<code>/invitations/preview?<kind>")]
pub(crate) async fn preview(desk: Desk<'_, Trainer>, code: &str, kind: Option<&str>) -> Result<Answer> {
    let (shown, slug) = (LoadedRound::find(&desk, code).await?, desk.slug());
    let kind = kind.and_then(MailingKind::from_key).unwrap_or(MailingKind::Invitation);
    let asking = InvitationEmail::of(desk.app, desk.programme(), &shown.round).await?;
    let words = asking.preview(kind);
    let letter = invitation::letter(&words).map_err(Error::broken)?;
    let (heading, other, label) = match kind {
        MailingKind::Invitation => {
            ("What the invitation says", MailingKind::Reminder, "What a reminder says")
        }
        MailingKind::Reminder => {
            ("What a reminder says", MailingKind::Invitation, "What the invitation says")
        }
    };
    let of = |address, kind: MailingKind| at::query(address, &[("kind", &Some(kind.key()))]);
    Answer::page(&Preview {
        frame: desk.frame(shown.place()),
        trail: shown.trail_of_emails(&desk, "Preview"),
        heading: heading.to_owned(),
        from: format!("From: {}", asking.from()),
        words,
        text: letter.text,
        actions: vec![
            Button::send(
                format!("Send a test to {}", desk.who().person.email),
                of(at::round_invitations_test(slug, code), kind),
            )
            .quiet(),
        ],
        change: Link::new("Change the text", at::round_email_text(slug, code, kind.key())),
        other: Link::new(label, of(at::round_invitations_preview(slug, code), other)),
    })
}
