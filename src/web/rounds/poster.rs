//! The way in to a round on a wall: printed, or shown by a projector.

use std::sync::Arc;

use askama::Template;
use rocket::State;

use crate::{
    app::App,
    survey::text::ENGLISH,
    web::{
        at,
        http::{answer::Page, error::Result, guard::Trainer},
        parts::{
            format,
            frame::{Frame, Site},
            nav::{self, Place},
            piece::{Fact, Link, Live, Markup},
            qr,
        },
        rounds::Shown,
    },
};

/// What a QR code is, for those who do not see it.
pub(crate) const QR_LABEL: &str = "QR code of the address beside it";

/// The poster; `?for=screen` for a projector.
#[rocket::get("/programmes/<slug>/rounds/<code>/poster?<for>")]
pub(crate) async fn show(
    slug: &str,
    code: &str,
    r#for: Option<&str>,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let Trainer(who) = who;
    let shown = Shown::find(app, &who, code).await?;
    let round = &shown.round;
    if !round.audience.has_open_link() {
        let why = "Only people with a personal link can answer this survey, so there is no code to show.";
        return Page::of(&shown.note(&who, site, "Poster", "There is no poster", why));
    }
    let address = shown.address(app);
    let on_screen = r#for == Some("screen");
    let other = at::query(at::round_poster(slug, code), &[("for", &(!on_screen).then_some("screen"))]);
    let minutes = shown.survey.minutes();
    Page::of(&Poster {
        frame: nav::frame(&who, site, Place::Courses),
        title: shown.survey.title.read(round.side, ENGLISH).to_owned(),
        course: shown.course.as_ref().map(|course| course.title.clone()),
        qr: qr::svg(&address, QR_LABEL)?,
        short: address.split_once("://").map_or(&*address, |(_, short)| short).to_owned(),
        code: round.code.clone(),
        facts: vec![
            Fact::new(
                "Takes",
                if minutes == 1 { "1 minute".to_owned() } else { format!("{minutes} minutes") },
            ),
            Fact::new("Closes", format::day_and_time(round.closes_at, &shown.zone)),
        ],
        promise: shown.promise(app, &who),
        live: if on_screen {
            crate::web::rounds::count::of(
                slug,
                round,
                crate::web::rounds::count::turnout(app, round).await?,
                app.clock.now(),
            )
        } else {
            None
        },
        on_screen,
        other: Link::new(if on_screen { "Show it for printing" } else { "Show it for a projector" }, other),
        back: Link::new("Back to the survey", at::round(slug, code)),
    })
}

/// The poster.
#[derive(Debug, Clone, Template)]
#[template(path = "rounds/poster.html")]
pub(crate) struct Poster {
    /// Top and foot; neither is printed.
    pub frame: Frame,
    /// What is asked: “How was the course?”
    pub title: String,
    /// The course it is about.
    pub course: Option<String>,
    /// The address as a QR code.
    pub qr: Markup,
    /// The address as one types it: “reading.example.org/s/HAM4KX”.
    pub short: String,
    /// The code alone.
    pub code: String,
    /// How long it takes, when it closes.
    pub facts: Vec<Fact>,
    /// What people are promised.
    pub promise: String,
    /// How many have answered, on a projector.
    pub live: Option<Live>,
    /// Whether a projector shows it: large, light on dark.
    pub on_screen: bool,
    /// The same in the other form.
    pub other: Link,
    /// Back to the round.
    pub back: Link,
}
