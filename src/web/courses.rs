//! Courses: all of them, one of them, and its frozen summary. Managers see those whose summary is written.

pub(super) mod standing;
mod timeline;

use std::sync::Arc;

use common_ground_reports::summary::{Links, wording};
use jiff::Timestamp;
use rocket::{Route, State};
use uuid::Uuid;

use self::standing::{Phase, Standing};
use super::{
    download::Download,
    error::{Error, Result},
    guard::Member,
    nav::{self, Place},
    page::Page,
    summaries::{charts, comparison_file},
    view::{
        self,
        course::Course,
        frame::Site,
        index::Index,
        part::{Action, Empty, Fact, Link, Markup, Progress, Trail},
        programme::{Row, RowEnd},
    },
};
use crate::{
    app::App,
    store::{courses, plans, summaries},
    survey::round::RoundState,
    work::freeze::recipients,
};

pub(super) fn routes() -> Vec<Route> {
    rocket::routes![index, show, summary, summary_comparison, summary_chart]
}

/// All courses, the latest first.
#[rocket::get("/programmes/<slug>/courses")]
pub(super) async fn index(
    slug: &str,
    who: Member,
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
        frame: nav::frame(slug, &who, site, Place::Courses),
        programme: who.programme.name.clone(),
        heading,
        empty: standings.is_empty().then(|| nothing(&who)),
        rows: standings.iter().map(|standing| row(&who, standing, now)).collect(),
    })
}

/// What is said where there is no course.
pub(super) fn nothing(who: &Member) -> Empty {
    let sentence = if who.runs_courses() {
        "A course needs a date, a place and the people who are coming. Once it is added, its surveys, reminders \
         and summary follow from the date by themselves."
    } else {
        "A course appears here when its summary is written. You also get the summary by email."
    };
    Empty { sentence: sentence.to_owned(), next: None }
}

/// The courses that `who` may see, the latest first.
pub(super) async fn all(app: &App, who: &Member) -> Result<Vec<Standing>> {
    let mut standings = Vec::new();
    for course in courses::of_programme(app.db.read(), who.programme.id).await? {
        if who.runs_courses() || course.frozen_at.is_some() {
            standings.push(Standing::of(app, course).await?);
        }
    }
    Ok(standings)
}

/// A course as one line.
pub(super) fn row(who: &Member, standing: &Standing, now: Timestamp) -> Row {
    let (slug, course) = (&who.programme.slug, &standing.course);
    let end = match standing.phase(now) {
        Phase::Asking(asked) if asked.turnout.has_list() => RowEnd::Progress(Progress {
            done: asked.turnout.answered,
            total: asked.turnout.invited,
            label: asked.turnout.in_the_end(),
        }),
        Phase::Over(_) => {
            let page = rocket::uri!(summary(slug, course.id)).to_string();
            RowEnd::Link(Link::new("Read the summary", page).about(format!("of {}", course.title)))
        }
        _ => RowEnd::Nothing,
    };
    Row {
        title: format!("{}, {}", course.title, course.place),
        href: Some(rocket::uri!(show(slug, course.id)).to_string()),
        detail: standing.detail(now),
        end,
    }
}

/// One course: what is happening, and how it goes on by itself.
#[rocket::get("/programmes/<slug>/courses/<id>")]
pub(super) async fn show(
    slug: &str,
    id: uuid::Uuid,
    who: Member,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let standing = find(app, &who, id).await?;
    let now = app.clock.now();
    let plan = plans::of_course(app.db.read(), id).await?;
    let readers = recipients::of_plan(app, &who.programme, &plan).await?;
    let empty = standing.rounds.is_empty().then(|| Empty {
        sentence: "No survey belongs to this course yet, so nobody will be asked about it.".to_owned(),
        next: None,
    });
    Page::of(&Course {
        frame: nav::frame(slug, &who, site, Place::Courses),
        trail: trail(&who, format!("{} · {}", standing.course.place, standing.day())),
        heading: standing.heading(now),
        lead: Some(standing.lead(now)),
        facts: facts(&standing, now),
        actions: actions(&who, &standing),
        empty,
        timeline: timeline::timeline(&who, &standing, &readers, now),
    })
}

/// What a trainer can do now.
fn actions(who: &Member, standing: &Standing) -> Vec<Action> {
    if !who.runs_courses() {
        return Vec::new();
    }
    let has_comments = standing.rounds.iter().any(|asked| asked.round.state == RoundState::Closed);
    super::summaries::actions(&who.programme.slug, &standing.course, has_comments)
}

fn trail(who: &Member, here: String) -> Trail {
    let above = rocket::uri!(index(&who.programme.slug)).to_string();
    Trail { above: vec![Link::new("Courses", above)], here }
}

/// The figures of the round that people answer, or answered last.
fn facts(standing: &Standing, now: Timestamp) -> Vec<Fact> {
    let own = standing.rounds.iter().filter(|asked| asked.is_own() && now >= asked.round.opens_at);
    let Some(asked) = own.max_by_key(|asked| asked.round.opens_at) else { return Vec::new() };
    let mut facts = Vec::new();
    if asked.turnout.invited > 0 {
        facts.push(Fact::new("Invited", wording::count(asked.turnout.invited)));
    }
    facts.push(Fact::new("Answered", wording::count(asked.turnout.answered)));
    if let Some(written) = &standing.summary {
        facts.push(Fact::new("Summaries sent", wording::count(written.sent)));
        if written.failed > 0 {
            facts.push(Fact::new("Undelivered", wording::count(written.failed)));
        }
    }
    facts
}

/// The frozen summary of a course.
#[rocket::get("/programmes/<slug>/courses/<id>/summary")]
pub(super) async fn summary(
    slug: &str,
    id: uuid::Uuid,
    who: Member,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let standing = find(app, &who, id).await?;
    let frozen = frozen(app, id).await?;
    let links = Links {
        comparison: Some(rocket::uri!(summary_comparison(slug, id)).to_string()),
        ..Links::default()
    };
    let body = frozen.page_body(&links).map_err(|error| Error::Broken(error.to_string()))?;
    Page::of(&view::summary::Summary {
        frame: nav::frame(slug, &who, site, Place::Courses),
        title: format!("{}, {}", standing.course.title, standing.course.place),
        body: Markup::trusted(body),
        charts: charts(&frozen, |name| rocket::uri!(summary_chart(slug, id, name)).to_string())?,
    })
}

/// The comparison of a frozen summary as CSV.
#[rocket::get("/programmes/<slug>/courses/<id>/summary/comparison.csv")]
async fn summary_comparison(
    slug: &str,
    id: uuid::Uuid,
    who: Member,
    app: &State<Arc<App>>,
) -> Result<Download> {
    find(app, &who, id).await?;
    comparison_file(&frozen(app, id).await?, &format!("{slug}-comparison.csv"))
}

/// One chart of a frozen summary as SVG or PNG, by its name.
#[rocket::get("/programmes/<slug>/courses/<id>/summary/charts/<name>")]
async fn summary_chart(
    slug: &str,
    id: uuid::Uuid,
    name: &str,
    who: Member,
    app: &State<Arc<App>>,
) -> Result<Download> {
    find(app, &who, id).await?;
    let charts = frozen(app, id).await?.charts().map_err(|error| Error::Broken(error.to_string()))?;
    Download::chart(name, &format!("{slug}-{name}"), charts).await
}

async fn frozen(app: &App, course: Uuid) -> Result<Frozen> {
    let row = summaries::latest(app.db.read(), course).await?.ok_or(Error::NotFound)?;
    let read = serde_json::from_value(row.document);
    Ok(read.map_err(|error| StoreError::Damaged(format!("summary {}: {error}", row.id)))?)
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
