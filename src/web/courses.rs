//! Courses: all of them, and what belongs to each. Managers see those whose summary is written.

pub(crate) mod actions;
pub(crate) mod add_survey;
pub(crate) mod attendance;
pub(crate) mod board;
pub(crate) mod cancel;
pub(crate) mod connect;
pub(crate) mod delete;
pub(crate) mod edit;
pub(crate) mod index;
pub(crate) mod new;
pub(crate) mod participants;
pub(crate) mod results;
pub(crate) mod resume;
pub(crate) mod schedule;
pub(crate) mod show;
pub(crate) mod summary;
pub(crate) mod timeline;
mod together;

// What other pages and the API do alike.
use crate::web::parts::course::{
    CourseOverview, CourseRound, Phase, above, find, load, nothing, overview, plan, plan_one, row,
};
use crate::{
    app::App,
    store::{Course, failures},
    web::{Desk, FormPage, MainPlace, Result, Trail, Trainer, at},
};

/// What is told where the service could not do at once what somebody asked for.
const NOT_DONE: &str = "This is due now, but something went wrong. We’ll try again every few minutes. An \
                        administrator can see what went wrong under “Needs attention” in the settings";

/// Whether something about a course failed that the service does by itself.
async fn failed(app: &App, overview: &CourseOverview) -> Result<bool> {
    let rounds = overview.rounds.iter().map(|asked| asked.round.id);
    let subjects: Vec<_> = rounds.chain([overview.course.id]).collect();
    Ok(failures::is_any_about(app.db.read(), &subjects).await?)
}

fn trail(slug: &str, course: &Course, here: impl Into<String>) -> Trail {
    Trail { above: above(slug, course), here: here.into() }
}

/// A form that asks before something is done to a course.
fn question(desk: &Desk<'_, Trainer>, course: &Course, heading: String, here: &str) -> FormPage {
    desk.form(MainPlace::Courses, heading)
        .trail(trail(desk.slug(), course, here))
        .cancel("Back without changing anything", at::course(desk.slug(), course.id))
}
