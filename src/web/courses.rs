//! Courses: all of them, and what belongs to each. Managers see those whose summary is written.

pub(crate) mod actions;
pub(crate) mod add_survey;
pub(crate) mod cancel;
pub(crate) mod new;
pub(crate) mod overview;
pub(crate) mod participants;
pub(crate) mod plan;
pub(crate) mod results;
pub(crate) mod schedule;
pub(crate) mod show;
pub(crate) mod summary;
pub(crate) mod timeline;

use std::sync::Arc;

use common_ground_reports::summary::wording;
use jiff::Timestamp;
use rocket::{Route, State};
use uuid::Uuid;

use crate::{
    app::App,
    store::{
        courses::{self, Course as Stored},
        failures,
    },
    web::{
        at,
        courses::overview::{Phase, Standing},
        http::{
            answer::Page,
            error::{Error, Result},
            flash::Told,
            guard::Member,
        },
        parts::rows::{Row, RowEnd},
        parts::{
            frame::Site,
            index::Index,
            nav::{self, Place},
            piece::{Act, Action, Empty, Link, Progress},
        },
    },
};

/// What is told where the service could not do at once what somebody asked for.
const NOT_DONE: &str = "It is planned for now, but something went wrong. It is tried again every few minutes; an \
     administrator can see what went wrong under “Needs attention” in the settings";

/// Whether something about a course failed that the service does by itself.
async fn failed(app: &App, standing: &Standing) -> Result<bool> {
    let failures = failures::of_programme(app.db.read(), standing.course.programme).await?;
    let is_ours = |id| id == standing.course.id || standing.rounds.iter().any(|asked| asked.round.id == id);
    Ok(failures.iter().any(|failure| is_ours(failure.subject_id)))
}

/// All courses, the latest first.
#[rocket::get("/programmes/<slug>/courses")]
pub(crate) async fn index(
    slug: &str,
    who: Member,
    told: Told,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let now = app.clock.now();
    let standings = all(app, &who).await?;
    let over = standings.iter().filter(|standing| standing.summary.is_some()).count();
    let number = |n: usize| wording::number(n as u64);
    let courses = match standings.len() {
        1 => "One course".to_owned(),
        several => format!("{} courses", wording::capitalised(&number(several))),
    };
    let heading = match (standings.len(), over) {
        (0, _) if who.runs_courses() => "No course is planned yet".to_owned(),
        (0, _) => "No course is over yet".to_owned(),
        (1, 1) => "One course, with a summary".to_owned(),
        (all, over) if all == over => format!("{courses}, all with a summary"),
        (1, _) => "One course, no summary yet".to_owned(),
        (_, over) => format!("{courses}, {} with a summary", number(over)),
    };
    Page::of(&Index {
        frame: nav::frame(&who, site, Place::Courses).telling(told.0),
        programme: who.programme.name.clone(),
        heading,
        actions: (who.runs_courses() && !standings.is_empty())
            .then(|| plan_one(&who, "Plan a course", false))
            .into_iter()
            .collect(),
        empty: standings.is_empty().then(|| nothing(&who)),
        rows: standings.iter().map(|standing| row(&who, standing, now)).collect(),
    })
}

/// What is said where there is no course.
pub(crate) fn nothing(who: &Member) -> Empty {
    let sentence = if who.runs_courses() {
        "A course needs a date, a place and the people who are coming. Once it is added, its surveys, reminders \
         and summary follow from the date by themselves."
    } else {
        "A course appears here when its summary is written. You also get the summary by email."
    };
    let plan = || plan_one(who, "Plan a course", false);
    Empty { sentence: sentence.to_owned(), next: who.runs_courses().then(plan) }
}

fn plan_one(who: &Member, label: &str, quiet: bool) -> Action {
    let page = at::new_course(&who.programme.slug);
    Action { label: label.to_owned(), act: Act::Follow(page), quiet }
}

/// The courses that `who` may see, the latest first.
pub(crate) async fn all(app: &App, who: &Member) -> Result<Vec<Standing>> {
    let mut standings = Vec::new();
    for course in courses::of_programme(app.db.read(), who.programme.id).await? {
        if who.runs_courses() || course.frozen_at.is_some() {
            standings.push(Standing::of(app, course).await?);
        }
    }
    Ok(standings)
}

/// A course as one line.
pub(crate) fn row(who: &Member, standing: &Standing, now: Timestamp) -> Row {
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
            RowEnd::Link(Link::new("See who takes part", list).about(format!("in {}", course.title)))
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

/// The pages above one that belongs to a course.
fn above(who: &Member, course: &Stored) -> Vec<Link> {
    let slug = &who.programme.slug;
    vec![Link::new("Courses", at::courses(slug)), Link::new(&course.title, at::course(slug, course.id))]
}

/// A course of this programme that `who` may see.
async fn find(app: &App, who: &Member, id: Uuid) -> Result<Standing> {
    let course = courses::find(app.db.read(), id).await?;
    let course = course.filter(|course| course.programme == who.programme.id).ok_or(Error::NotFound)?;
    if !who.runs_courses() && course.frozen_at.is_none() {
        return Err(Error::Forbidden);
    }
    Ok(Standing::of(app, course).await?)
}
