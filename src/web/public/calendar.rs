//! When and where a course is, as a file for calendars. Whoever has the address reads what the invitation says, and
//! nothing about people: neither who takes part nor who holds it.

use std::sync::Arc;

use rocket::{State, http::ContentType};
use url::Url;

use crate::{
    app::App,
    store::{courses, programmes},
    survey::course::ics::Event,
    system::secret::KeyPurpose,
    web::{
        Download, Error, Result,
        http::rate_limit::{Client, GuessLimits},
    },
};

#[rocket::get("/calendar/<token>")]
pub(crate) async fn file(
    token: &str,
    app: &State<Arc<App>>,
    guesses: &State<GuessLimits>,
    client: Client,
) -> Result<Download> {
    let Some(id) = app.secret.carried_id(KeyPurpose::Calendar, token) else {
        return Err(if guesses.allow(&client) { Error::NotFound } else { Error::TooMany });
    };
    let db = app.db.read();
    let course = courses::find(db, id).await?.ok_or(Error::NotFound)?;
    let programme = programmes::get(db, course.programme).await?;
    let site = Url::parse(&app.settings.site_url).ok();
    let event = Event {
        course: course.id,
        revision: courses::revision(db, course.id).await?,
        title: &course.title,
        place: &course.place,
        organiser: programme.asker(),
        starts: course.starts_at,
        ends: course.ends_at,
        cancelled: course.state == courses::CourseState::Cancelled,
        host: site.as_ref().and_then(Url::host_str).unwrap_or("localhost"),
        now: app.clock.now(),
    };
    let day = course.starts_at.to_zoned_datetime(course.zone(&programme));
    let name = format!("course-{}.ics", day.date());
    Ok(Download::new(
        &name,
        ContentType::new("text", "calendar").with_params(("charset", "utf-8")),
        event.file().into_bytes(),
    ))
}
