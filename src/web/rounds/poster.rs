//! The way in to a round on a wall: printed, or shown on a projector.

use askama::Template;

use crate::web::{
    at,
    http::{answer::Answer, desk::Desk, error::Result, guard::Trainer},
    parts::{
        format,
        frame::Frame,
        piece::{Fact, Link, Live, Markup},
    },
    rounds::load::Shown,
};

/// The poster.
#[derive(Debug, Template)]
#[template(path = "rounds/poster.html")]
struct Poster {
    /// Not printed.
    frame: Frame,
    /// What is asked: “How was the course?”
    title: String,
    course: Option<String>,
    qr: Markup,
    /// The address as one types it: “reading.example.org/s/HAM4KX”.
    short: String,
    /// The code alone.
    code: String,
    /// How long it takes, when it closes.
    facts: Vec<Fact>,
    promise: String,
    /// Who answers questions about it.
    questions: Option<String>,
    /// How many have answered, on a projector.
    live: Option<Live>,
    /// Whether a projector shows it: large, light on dark.
    on_screen: bool,
    /// The same in the other form.
    other: Link,
    back: Link,
}

/// The poster; `?for=screen` for a projector.
#[rocket::get("/programmes/<_>/rounds/<code>/poster?<for>")]
pub(crate) async fn show(desk: Desk<'_, Trainer>, code: &str, r#for: Option<&str>) -> Result<Answer> {
    let (shown, slug) = (Shown::find(&desk, code).await?, desk.slug());
    let round = &shown.round;
    if !round.audience.has_open_link() {
        let why = "Only people with a personal link can answer this survey, so there is no code to show.";
        return Answer::page(&shown.note(&desk, "Poster", "There is no poster", why));
    }
    let address = shown.address(desk.app);
    let on_screen = r#for == Some("screen");
    let other = at::query(at::round_poster(slug, code), &[("for", &(!on_screen).then_some("screen"))]);
    let minutes = shown.survey.minutes();
    let takes = if minutes == 1 { "1 minute".to_owned() } else { format!("{minutes} minutes") };
    Answer::page(&Poster {
        frame: desk.frame(shown.place()),
        title: shown.title().to_owned(),
        course: shown.course.as_ref().map(|course| course.title.clone()),
        qr: shown.qr(desk.app)?,
        short: address.split_once("://").map_or(&*address, |(_, short)| short).to_owned(),
        code: round.code.clone(),
        facts: vec![
            Fact::new("Takes", takes),
            Fact::new("Closes", format::day_and_time(round.closes_at, &shown.zone)),
        ],
        promise: shown.promise(&desk),
        questions: Shown::contact(&desk).map(|contact| format!("Questions? Ask {contact}.")),
        live: if on_screen { shown.live(&desk, shown.turnout(&desk).await?) } else { None },
        on_screen,
        other: Link::new(if on_screen { "Show it for printing" } else { "Show it on a projector" }, other),
        back: Link::new("Back to the survey", at::round(slug, code)),
    })
}
