//! One course: what is happening, what can be done now, and how it goes on by itself.

use std::sync::Arc;

use common_ground_reports::summary::wording;
use jiff::Timestamp;
use rocket::{Route, State};
use uuid::Uuid;

use super::{
    asks, find, life, new, participants, plan, results,
    standing::{self, Phase, Standing},
    timeline,
};
use crate::{
    app::App,
    store::{
        courses::{self, State as Life},
        participants as stored_participants, plans,
    },
    survey::round::RoundState,
    web::{
        error::Result,
        guard::Member,
        nav::{self, Place},
        page::Page,
        rounds, summaries,
        told::Told,
        view::{
            course::Course,
            frame::Site,
            part::{Act, Action, Empty, Fact, Link, Trail},
        },
    },
    work::freeze::recipients,
};

pub(super) fn routes() -> Vec<Route> {
    rocket::routes![show]
}

#[rocket::get("/programmes/<slug>/courses/<id>")]
pub(in crate::web) async fn show(
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
        actions.extend(summaries::actions(&who.programme.slug, &standing.course, has_comments));
    }
    actions
}

fn trail(who: &Member, here: String) -> Trail {
    let above = rocket::uri!(super::index(&who.programme.slug)).to_string();
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
        let poster = rocket::uri!(rounds::poster::show(slug, code, None::<&str>)).to_string();
        acts.push(follow("Show the code in the room", poster));
        if asked.round.takes_answers(now) {
            acts.push(follow(
                "Key in paper sheets",
                rocket::uri!(rounds::keyed::show(slug, code, None::<u32>)).to_string(),
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
