//! A summary before it is sent: the page and the letter exactly as managers will get them, written by the same code.

use std::sync::Arc;

use base64::{Engine, engine::general_purpose::STANDARD};
use common_ground_reports::summary::{Email, Links, wording};
use jiff::{Timestamp, tz::TimeZone};
use rocket::{
    Responder, Route, State,
    http::{ContentType, Header},
};
use uuid::Uuid;

use crate::{
    app::App,
    letters,
    store::{courses::Course, summaries},
    web::{
        at,
        http::{
            answer::Page,
            drawing::drawn,
            error::{Error, Result},
            flash::Told,
            guard::{Member, Trainer},
        },
        parts::{
            format,
            frame::Site,
            nav::{self, Place},
            piece::{Act, Action, Link, Markup, Trail},
            summary::{Letter, Preview},
        },
        public::summary_link::course,
    },
    work::freeze::{self, Draft, recipients::Recipient},
};

/// A letter of somebody else's making may hold styles and pictures, and can do nothing.
const SHUT_IN: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; \
     form-action 'none'; frame-ancestors 'none'";

/// Where the pages about a summary stand.
pub(crate) fn trail(who: &Member, course: &Course, here: &str) -> Trail {
    let slug = &who.programme.slug;
    Trail {
        above: vec![
            Link::new("Courses", at::courses(slug)),
            Link::new(&course.title, at::course(slug, course.id)),
        ],
        here: here.to_owned(),
    }
}

/// The time zone of a course.
pub(crate) fn zone(who: &Member, course: &Course) -> TimeZone {
    TimeZone::get(&course.time_zone).unwrap_or_else(|_| who.programme.settings.zone())
}

/// “3 managers”, or “4 people” where somebody else is among them.
pub(crate) fn count(recipients: &[Recipient]) -> String {
    let is_manager = |recipient: &Recipient| matches!(recipient.who, summaries::Recipient::Person(_));
    let number = recipients.len() as u64;
    if recipients.iter().all(is_manager) {
        wording::counted(number, "manager", "managers")
    } else {
        wording::counted(number, "person", "people")
    }
}

/// The draft of a course's summary as it will be frozen at its time, while it is not.
async fn draft(app: &App, course: &Course, now: Timestamp) -> Result<Option<Draft>> {
    if course.frozen_at.is_some() {
        return Err(Error::NotFound);
    }
    Ok(freeze::draft(app, course, course.summary_at.max(now)).await?)
}

/// The page of what will be sent.
#[rocket::get("/programmes/<slug>/courses/<id>/summary/preview")]
pub(crate) async fn show(
    slug: &str,
    id: uuid::Uuid,
    who: Trainer,
    told: Told,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let Trainer(who) = who;
    let course = course(app, &who, id).await?;
    let now = app.clock.now();
    let draft = draft(app, &course, now).await?;
    let at = format::day_and_time(course.summary_at.max(now), &zone(&who, &course));
    let frame = nav::frame(&who, site, Place::Courses).telling(told.0);
    let trail = trail(&who, &course, "Summary");
    let Some(draft) = draft else {
        let lead = "Its figures can be seen by nobody before the feedback has closed. What you add to it and who \
                    gets it can be decided before.";
        return Page::of(&Preview {
            frame,
            trail,
            heading: format!("{}: the summary goes on {at}", course.title),
            lead: vec![lead.to_owned()],
            actions: actions(&who, id, None),
            letter: None,
            body: None,
        });
    };
    let link = |label: &str, href: String| Link::new(label, href);
    let summary = draft.summary.clone();
    let body = drawn(move || summary.page_body(&Links::default())).await?;
    let lead = match draft.recipients.len() {
        0 => "Nobody would get it: choose who does. Below is the page as they would read it.",
        _ => "Nothing is sent yet. Below is the page exactly as they will read it.",
    };
    Page::of(&Preview {
        frame,
        trail,
        heading: format!("Goes to {} on {at}", count(&draft.recipients)),
        lead: vec![lead.to_owned()],
        actions: actions(&who, id, Some(&draft)),
        letter: Some(Letter {
            subject: draft.summary.letter_subject(),
            links: vec![
                link("See the letter", at::course_summary_preview_letter_html(slug, id)),
                link("Its plain text", at::course_summary_preview_letter_txt(slug, id)),
            ],
        }),
        body: Some(Markup::trusted(body)),
    })
}

/// What can be done before a summary is sent.
fn actions(who: &Member, id: Uuid, draft: Option<&Draft>) -> Vec<Action> {
    let slug = &who.programme.slug;
    let follow = |label: String, to: String, quiet| Action { label, act: Act::Follow(to), quiet };
    let send = draft.filter(|draft| !draft.recipients.is_empty()).map(|draft| {
        let page = at::course_summary_send(slug, id);
        follow(format!("Send to {} now", count(&draft.recipients)), page, false)
    });
    let add = at::course_summary_note(slug, id);
    let to = at::course_summary_recipients(slug, id);
    let rest = [
        follow("Add a note and next actions".to_owned(), add, true),
        follow("Choose who gets it".to_owned(), to, true),
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

/// The letter as mail programs show it, its picture inside.
#[rocket::get("/programmes/<slug>/courses/<id>/summary/preview/letter.html")]
pub(crate) async fn html(
    slug: &str,
    id: uuid::Uuid,
    who: Trainer,
    app: &State<Arc<App>>,
) -> Result<Document> {
    let letter = written(app, &who.0, id).await?;
    let html = letter.images.iter().fold(letter.html, |html, image| {
        let data = format!("data:image/png;base64,{}", STANDARD.encode(&image.png));
        html.replace(&format!("cid:{}", image.content_id), &data)
    });
    Ok(Document::new(&format!("{slug}-letter.html"), ContentType::HTML, html))
}

/// The letter as plain text.
#[rocket::get("/programmes/<slug>/courses/<id>/summary/preview/letter.txt")]
pub(crate) async fn text(
    slug: &str,
    id: uuid::Uuid,
    who: Trainer,
    app: &State<Arc<App>>,
) -> Result<Document> {
    let letter = written(app, &who.0, id).await?;
    Ok(Document::new(&format!("{slug}-letter.txt"), ContentType::Plain, letter.text))
}

async fn written(app: &App, who: &Member, id: Uuid) -> Result<Email> {
    let course = course(app, who, id).await?;
    let draft = draft(app, &course, app.clock.now()).await?.ok_or(Error::NotFound)?;
    Ok(letters::summary::sample(app, draft.summary).await?)
}
