//! Courses: all of them, one of them, and its frozen summary. Managers see those whose summary is written.

mod asks;
mod life;
mod new;
mod participants;
mod plan;
pub(super) mod results;
pub(super) mod standing;
mod steps;
mod timeline;

use std::sync::Arc;

use common_ground_reports::summary::{Links, Summary as Frozen, wording};
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
    told::Told,
    view::{
        self,
        course::Course,
        frame::Site,
        index::Index,
        part::{Act, Action, Empty, Fact, Link, Markup, Progress, Trail},
        programme::{Row, RowEnd},
    },
};
use crate::{
    app::App,
    store::{
        courses::{self, Course as Stored, State as Life},
        participants as stored_participants, plans, summaries,
    },
    survey::round::RoundState,
    work::freeze::recipients,
};

pub(super) fn routes() -> Vec<Route> {
    let own = rocket::routes![index, show, summary, summary_comparison, summary_chart];
    let parts = [
        new::routes(),
        asks::routes(),
        steps::routes(),
        participants::routes(),
        life::routes(),
        results::routes(),
    ];
    own.into_iter().chain(parts.into_iter().flatten()).collect()
}

/// All courses, the latest first.
#[rocket::get("/programmes/<slug>/courses")]
pub(super) async fn index(
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
        frame: nav::frame(slug, &who, site, Place::Courses).telling(told.0),
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
pub(super) fn nothing(who: &Member) -> Empty {
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
    let page = rocket::uri!(new::new(&who.programme.slug, None::<&str>)).to_string();
    Action { label: label.to_owned(), act: Act::Follow(page), quiet }
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
        Phase::Ahead | Phase::Today if who.runs_courses() => {
            let list = rocket::uri!(participants::show(slug, course.id, None::<&str>)).to_string();
            RowEnd::Link(Link::new("See who takes part", list).about(format!("in {}", course.title)))
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
    told: Told,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let standing = find(app, &who, id).await?;
    let now = app.clock.now();
    let people = stored_participants::of_course(app.db.read(), id).await?.len() as u64;
    let plan = plans::of_course(app.db.read(), id).await?;
    let readers = recipients::of_plan(app, &who.programme, &plan).await?;
    let empty = standing.rounds.is_empty().then(|| Empty {
        sentence: "No survey belongs to this course yet, so nobody will be asked about it.".to_owned(),
        next: None,
    });
    Page::of(&Course {
        frame: nav::frame(slug, &who, site, Place::Courses).telling(told.0),
        trail: trail(&who, format!("{} · {}", standing.course.place, standing.day())),
        heading: standing.heading(now),
        lead: Some(standing.lead(now)),
        facts: facts(&standing, people, now),
        actions: actions(&who, &standing, people, now),
        empty,
        timeline: timeline::timeline(&who, &standing, &readers, now),
        about: about(app, &standing).await?,
        more: more(&who, &standing),
    })
}

/// What a trainer can do now, the likeliest first.
fn actions(who: &Member, standing: &Standing, people: u64, now: Timestamp) -> Vec<Action> {
    let mut actions = acts(who, standing, people, now);
    actions.extend(results::way_in(who, standing));
    if who.runs_courses() && standing.course.state != Life::Cancelled {
        let has_comments = standing.rounds.iter().any(|asked| asked.round.state == RoundState::Closed);
        actions.extend(super::summaries::actions(&who.programme.slug, &standing.course, has_comments));
    }
    actions
}

/// The pages above one that belongs to a course.
fn above(who: &Member, course: &Stored) -> Vec<Link> {
    let slug = &who.programme.slug;
    vec![
        Link::new("Courses", rocket::uri!(index(slug)).to_string()),
        Link::new(&course.title, rocket::uri!(show(slug, course.id)).to_string()),
    ]
}

fn trail(who: &Member, here: String) -> Trail {
    let above = rocket::uri!(index(&who.programme.slug)).to_string();
    Trail { above: vec![Link::new("Courses", above)], here }
}

/// The figures of the round that people answer, or answered last.
fn facts(standing: &Standing, people: u64, now: Timestamp) -> Vec<Fact> {
    let mut facts = Vec::new();
    if people > 0 {
        facts.push(Fact::new("Take part", wording::count(people)));
    }
    let own = standing.rounds.iter().filter(|asked| asked.is_own() && now >= asked.round.opens_at);
    let latest = own.max_by_key(|asked| asked.round.opens_at);
    // The one that the heading is about.
    let answering = if let Phase::Asking(asked) = standing.phase(now) { Some(asked) } else { latest };
    let Some(asked) = answering else { return facts };
    if asked.turnout.invited != people && asked.turnout.invited > 0 {
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

/// What can be done about a course now, the likeliest first.
fn acts(who: &Member, standing: &Standing, people: u64, now: Timestamp) -> Vec<Action> {
    let (slug, course) = (&who.programme.slug, &standing.course);
    if !who.runs_courses() || course.state == Life::Cancelled {
        return Vec::new();
    }
    let follow =
        |label: &str, href: String| Action { label: label.to_owned(), act: Act::Follow(href), quiet: true };
    let mut acts = Vec::new();
    let list = rocket::uri!(participants::show(slug, course.id, None::<&str>)).to_string();
    let label = if people == 0 { "Add the people who take part" } else { "See who takes part" };
    if standing.rounds.iter().any(|asked| asked.is_own() && !asked.is_over(now)) {
        acts.push(follow(label, list));
    }
    let on = |asked: &&standing::Asked| {
        asked.is_own() && !asked.is_over(now) && asked.round.audience.has_open_link()
    };
    let next = standing.rounds.iter().filter(on).min_by_key(|asked| asked.round.closes_at);
    if let Some(asked) = next {
        let code = &asked.round.code;
        let poster = rocket::uri!(super::rounds::poster::show(slug, code, None::<&str>)).to_string();
        acts.push(follow("Show the code in the room", poster));
        if asked.round.takes_answers(now) {
            acts.push(follow(
                "Key in paper sheets",
                rocket::uri!(super::rounds::keyed::show(slug, code, None::<u32>)).to_string(),
            ));
        }
    }
    if people > 0 && acts.len() > 1 {
        // Who takes part is known: the way in is wanted more.
        acts.rotate_left(1);
    }
    if let Some(first) = acts.first_mut() {
        first.quiet = false;
    }
    acts
}

/// Who holds a course, who is there, what it is for.
async fn about(app: &App, standing: &Standing) -> Result<Vec<Fact>> {
    let course = &standing.course;
    let mut about = Vec::new();
    if !course.trainers.is_empty() {
        let trainers: Vec<&str> =
            course.trainers.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        about.push(Fact::new("Trainers", trainers.join(", ")));
    }
    let ids = courses::present(app.db.read(), course.id).await?;
    if !ids.is_empty() {
        let partners = stored_participants::partners(app.db.read(), course.programme).await?;
        let there =
            partners.into_iter().filter(|partner| ids.contains(&partner.id)).map(|partner| partner.name);
        about.push(Fact::new("Partners there", there.collect::<Vec<_>>().join(", ")));
    }
    let aims = plan::labels(&course.aims);
    if !aims.is_empty() {
        about.push(Fact::new("Aims", aims.join("; ")));
    }
    Ok(about)
}

/// What is done seldom.
fn more(who: &Member, standing: &Standing) -> Vec<Link> {
    let (slug, course) = (&who.programme.slug, &standing.course);
    if !who.runs_courses() {
        return Vec::new();
    }
    let like = course.id.to_string();
    let again = rocket::uri!(new::new(slug, Some(&*like))).to_string();
    let mut more = vec![Link::new("Hold it again: plan another like it", again)];
    match course.state {
        Life::Planned | Life::WithoutSummary => {
            more.push(Link::new("Add a survey", rocket::uri!(asks::new(slug, course.id)).to_string()));
            more.push(Link::new("Call it off", rocket::uri!(life::ask_cancel(slug, course.id)).to_string()));
        }
        Life::Cancelled => {
            more.push(Link::new(
                "Plan it again",
                rocket::uri!(life::ask_resume(slug, course.id)).to_string(),
            ));
        }
        Life::Frozen => {}
    }
    if life::may_delete(standing) {
        more.push(Link::new("Delete it", rocket::uri!(life::ask_delete(slug, course.id)).to_string()));
    }
    more
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
    Ok(row.read()?)
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
