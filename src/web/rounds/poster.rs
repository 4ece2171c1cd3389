//! The way in to a round on a wall: printed, or shown by a projector.

use std::sync::Arc;

use rocket::State;

use super::Shown;
use crate::{
    app::App,
    survey::text::ENGLISH,
    web::{
        error::Result,
        guard::Trainer,
        nav::{self, Place},
        page::Page,
        qr,
        view::{
            frame::Site,
            part::{Fact, Link},
            poster::Poster,
        },
        words,
    },
};

/// What a QR code is, for those who do not see it.
pub(super) const QR_LABEL: &str = "QR code of the address beside it";

pub(super) fn routes() -> Vec<rocket::Route> {
    rocket::routes![show]
}

/// The poster; `?for=screen` for a projector.
#[rocket::get("/programmes/<slug>/rounds/<code>/poster?<for>")]
pub(in crate::web) async fn show(
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
    let other = rocket::uri!(show(slug, code, (!on_screen).then_some("screen"))).to_string();
    let minutes = shown.survey.minutes();
    Page::of(&Poster {
        frame: nav::frame(slug, &who, site, Place::Courses),
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
            Fact::new("Closes", words::day_and_time(round.closes_at, &shown.zone)),
        ],
        promise: shown.promise(app, &who),
        live: if on_screen {
            super::live::of(slug, round, super::live::turnout(app, round).await?, app.clock.now())
        } else {
            None
        },
        on_screen,
        other: Link::new(if on_screen { "Show it for printing" } else { "Show it for a projector" }, other),
        back: Link::new("Back to the survey", rocket::uri!(super::show(slug, code)).to_string()),
    })
}
