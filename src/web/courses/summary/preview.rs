//! A summary before it is sent: the page and the email exactly as managers will get them, written by the same code.

use askama::Template;
use base64::{Engine, engine::general_purpose::STANDARD};
use common_ground_reports::summary::Email;
use jiff::Timestamp;
use rocket::{
    Responder,
    http::{ContentType, Header},
};
use uuid::Uuid;

use crate::{
    letters,
    store::Course,
    web::{
        Answer, Button, ButtonAct, Desk, Error, Frame, Link, MainPlace, Markup, Result, Trail, Trainer, at,
        courses::summary::{count, find_open, links, trail, zone},
        drawn,
        parts::format,
    },
    work::publish::{self, Draft},
};

/// A letter of somebody else's making may hold styles and pictures, and can do nothing.
const SHUT_IN: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; \
     form-action 'none'; frame-ancestors 'none'";

/// A summary before it is sent: what is still to be decided, and the page exactly as managers will get it.
#[derive(Debug, Template)]
#[template(path = "courses/summary/preview.html")]
struct Preview {
    frame: Frame,
    trail: Trail,
    /// When it goes and to how many: “Goes to three managers on Friday 5 June, 09:00”.
    heading: String,
    /// What can be changed until then.
    lead: &'static str,
    actions: Vec<Button>,
    letter: Option<Letter>,
    /// The document, once it can be written. Its headings stand below those of the page.
    body: Option<Markup>,
}

#[derive(Debug)]
struct Letter {
    subject: String,
    /// Its HTML and its text, as documents of their own.
    links: Vec<Link>,
}

/// The draft of a course's summary as it will be frozen at its time.
async fn draft(desk: &Desk<'_, Trainer>, course: &Course) -> Result<Option<Draft>> {
    Ok(publish::draft(desk.app, desk.programme(), course, leaves(desk, course)).await?)
}

/// When the summary leaves.
fn leaves(desk: &Desk<'_, Trainer>, course: &Course) -> Timestamp {
    desk.programme().settings.hours_in(zone(desk, course)).leaves(course.summary_at.max(desk.now()))
}

#[rocket::get("/programmes/<_>/courses/<id>/summary/preview")]
pub(crate) async fn show(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let course = find_open(&desk, id).await?;
    let draft = draft(&desk, &course).await?;
    let at = format::day_and_time(leaves(&desk, &course), &zone(&desk, &course));
    let frame = desk.frame(MainPlace::Courses);
    let trail = trail(&desk, &course, "Summary");
    let slug = desk.slug();
    let Some(draft) = draft else {
        return Answer::page(&Preview {
            frame,
            trail,
            heading: format!("{}: the summary goes out on {at}", course.title),
            lead: "The figures are hidden until feedback closes. You can already add a note, agree actions and choose \
                   who gets it.",
            actions: actions(slug, id, None),
            letter: None,
            body: None,
        });
    };
    let summary = draft.summary.clone();
    let links = links(slug, id);
    let body = drawn(move || summary.page_body(&links)).await?;
    Answer::page(&Preview {
        frame,
        trail,
        heading: format!("Goes to {} on {at}", count(&draft.recipients)),
        lead: match draft.recipients.len() {
            0 => "Nobody gets it yet: choose who does. Below is the page as they would read it.",
            _ => "Nothing has been sent yet. Below is the page exactly as they will read it.",
        },
        actions: actions(slug, id, Some(&draft)),
        letter: Some(Letter {
            subject: letters::summary::subject(desk.programme(), draft.text(), &draft.summary),
            links: vec![
                Link::new("See the email", at::course_summary_preview_email_html(slug, id)),
                Link::new("See it as plain text", at::course_summary_preview_email_txt(slug, id)),
            ],
        }),
        body: Some(Markup::trusted(body)),
    })
}

fn actions(slug: &str, id: Uuid, draft: Option<&Draft>) -> Vec<Button> {
    let send = draft.filter(|draft| !draft.recipients.is_empty()).map(|draft| {
        let page = at::course_summary_send(slug, id);
        Button::follow(format!("Send to {} now", count(&draft.recipients)), page)
    });
    let add = at::course_summary_note(slug, id);
    let to = at::course_summary_recipients(slug, id);
    let rest = [
        Button::follow("Add a note and next actions", add).quiet(),
        Button::follow("Choose who gets it", to).quiet(),
        Button::follow("Change the text of the email", at::course_summary_text(slug, id)).quiet(),
    ];
    send.into_iter().chain(rest).collect()
}

/// A document of its own, shut in.
#[derive(Responder)]
pub(crate) struct Document {
    body: Vec<u8>,
    kind: ContentType,
    policy: Header<'static>,
    name: Header<'static>,
}

impl Document {
    fn new(name: &str, kind: ContentType, body: String) -> Self {
        let policy = Header::new("Content-Security-Policy", SHUT_IN);
        let name = Header::new("Content-Disposition", format!("inline; filename=\"{name}\""));
        Self { body: body.into_bytes(), kind, policy, name }
    }
}

impl Document {
    /// An email as mail programs show it, its picture inside.
    pub(crate) fn email(slug: &str, email: Email) -> Self {
        let html = email.images.iter().fold(email.html, |html, image| {
            let data = format!("data:image/png;base64,{}", STANDARD.encode(&image.png));
            html.replace(&format!("cid:{}", image.content_id), &data)
        });
        Self::new(&format!("{slug}-email.html"), ContentType::HTML, html)
    }
}

/// The email as mail programs show it.
#[rocket::get("/programmes/<_>/courses/<id>/summary/preview/email.html")]
pub(crate) async fn html(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Document> {
    Ok(Document::email(desk.slug(), written(&desk, id).await?))
}

/// The email as plain text.
#[rocket::get("/programmes/<_>/courses/<id>/summary/preview/email.txt")]
pub(crate) async fn text(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Document> {
    let letter = written(&desk, id).await?;
    Ok(Document::new(&format!("{}-email.txt", desk.slug()), ContentType::Plain, letter.text))
}

async fn written(desk: &Desk<'_, Trainer>, id: Uuid) -> Result<Email> {
    let course = find_open(desk, id).await?;
    let draft = draft(desk, &course).await?.ok_or(Error::NotFound)?;
    let own = draft.text().clone();
    Ok(letters::summary::sample(desk.app, desk.programme(), &own, draft.summary).await?)
}
