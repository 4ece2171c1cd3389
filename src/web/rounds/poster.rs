//! The way in to a round on a wall: printed, or shown by a projector.

use std::{fmt::Write, sync::Arc};

use qrcode::{Color, EcLevel, QrCode};
use rocket::State;

use super::Shown;
use crate::{
    app::App,
    survey::text::ENGLISH,
    web::{
        error::{Error, Result},
        guard::Trainer,
        nav::{self, Place},
        page::Page,
        view::{
            frame::Site,
            part::{Fact, Link, Markup},
            poster::Poster,
        },
        words,
    },
};

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
        qr: Markup::trusted(qr(&address)?),
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
        on_screen,
        other: Link::new(if on_screen { "Show it for printing" } else { "Show it for a projector" }, other),
        back: Link::new("Back to the survey", rocket::uri!(super::show(slug, code)).to_string()),
    })
}

/// Empty modules around the square, as the standard asks.
const QUIET: usize = 4;

/// A QR code as SVG, dark on white in both colour schemes, with its quiet zone.
pub(in crate::web) fn qr(address: &str) -> Result<String> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M)
        .map_err(|error| Error::Broken(format!("a QR code of {address}: {error}")))?;
    let (width, colours) = (code.width(), code.to_colors());
    let mut path = String::new();
    for (index, _) in colours.iter().enumerate().filter(|(_, colour)| **colour == Color::Dark) {
        let (x, y) = (index % width + QUIET, index / width + QUIET);
        // Writing to a string cannot fail.
        let _ = write!(path, "M{x} {y}h1v1h-1z");
    }
    let side = width + 2 * QUIET;
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" role=\"img\" \
         shape-rendering=\"crispEdges\" aria-label=\"QR code of the address beside it\"><rect width=\"{side}\" \
         height=\"{side}\" fill=\"#ffffff\"/><path d=\"{path}\" fill=\"#000000\"/></svg>"
    ))
}
