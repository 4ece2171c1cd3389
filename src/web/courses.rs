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
pub(crate) mod overview;
pub(crate) mod participants;
pub(crate) mod plan;
pub(crate) mod results;
pub(crate) mod resume;
pub(crate) mod schedule;
pub(crate) mod show;
pub(crate) mod summary;
pub(crate) mod timeline;
mod together;

use jiff::Timestamp;
use uuid::Uuid;

pub(crate) use self::overview::{CourseOverview, CourseRound, Phase};

use crate::{
    app::App,
    store::{Course, courses, failures},
    web::{
        Button, Desk, Empty, Error, FormPage, Link, MainPlace, Member, Result, Row, RowEnd, Seat, Trail,
        Trainer, at, parts::piece::Progress,
    },
};

/// What is told where the service could not do at once what somebody asked for.
const NOT_DONE: &str = "This is due now, but something went wrong. We’ll try again every few minutes. An \
                        administrator can see what went wrong under “Needs attention” in the settings";

/// Whether something about a course failed that the service does by itself.
async fn failed(app: &App, standing: &CourseOverview) -> Result<bool> {
    let failures = failures::of_programme(app.db.read(), standing.course.programme).await?;
    let is_ours = |id| id == standing.course.id || standing.rounds.iter().any(|asked| asked.round.id == id);
    Ok(failures.iter().any(|failure| is_ours(failure.subject_id)))
}

/// What is said where there is no course.
pub(crate) fn nothing(who: &Member) -> Empty {
    let sentence = if who.runs_courses() {
        "A course needs a date, a place and the people who are coming. Its surveys, reminders and summary \
         are then scheduled automatically."
    } else {
        "A course appears here when its summary is written. You also get the summary by email."
    };
    Empty { sentence: sentence.to_owned(), next: who.runs_courses().then(|| plan_one(&who.programme.slug)) }
}

fn plan_one(slug: &str) -> Button {
    Button::follow("Plan a course", at::new_course(slug))
}

pub(crate) fn row(who: &Member, standing: &CourseOverview, now: Timestamp) -> Row {
    let (slug, course) = (&who.programme.slug, &standing.course);
    let end = match standing.phase(now) {
        Phase::Asking(asked) if asked.turnout.has_list() => RowEnd::Progress(Progress {
            done: asked.turnout.answered,
            total: asked.turnout.invited,
            label: asked.turnout.in_the_end(),
        }),
        Phase::Over(_) => {
            let page = at::course_summary(slug, course.id);
            RowEnd::Link(Link::new("Read the summary", page).about(format!("of {}", course.title)))
        }
        Phase::Ahead | Phase::Today if who.runs_courses() => {
            let list = at::course_participants(slug, course.id);
            RowEnd::Link(Link::new("See participants", list).about(format!("in {}", course.title)))
        }
        _ => RowEnd::Nothing,
    };
    Row {
        title: format!("{}, {}", course.title, course.place),
        href: Some(at::course(slug, course.id)),
        detail: standing.detail(now),
        end,
    }
}

fn trail(slug: &str, course: &Course, here: impl Into<String>) -> Trail {
    let above =
        vec![Link::new("Courses", at::courses(slug)), Link::new(&course.title, at::course(slug, course.id))];
    Trail { above, here: here.into() }
}

/// A form that asks before something is done to a course.
fn question(desk: &Desk<'_, Trainer>, course: &Course, heading: String, here: &str) -> FormPage {
    desk.form(MainPlace::Courses, heading)
        .trail(trail(desk.slug(), course, here))
        .cancel("Back without changing anything", at::course(desk.slug(), course.id))
}

/// A course of this programme that who sits at the desk may see.
pub(crate) async fn load<G: Seat>(desk: &Desk<'_, G>, id: Uuid) -> Result<CourseOverview> {
    let course = courses::find(desk.db(), id).await?;
    let course = course.filter(|course| course.programme == desk.programme().id).ok_or(Error::NotFound)?;
    if !desk.who().runs_courses() && course.frozen_at.is_none() {
        return Err(Error::Forbidden);
    }
    Ok(CourseOverview::of(desk.app, desk.programme(), course).await?)
}
