//! One course: what is happening, what can be done now, and how it goes on by itself.

use std::sync::Arc;

use askama::Template;
use common_ground_reports::summary::wording;
use jiff::Timestamp;
use rocket::{Route, State};

use crate::{
    app::App,
    store::{
        courses::{self, State as Life},
        participants as stored_participants, plans,
    },
    survey::round::RoundState,
    web::{
        at,
        courses::{
            cancel, find,
            overview::{self, Phase, Standing},
            plan, results, timeline,
        },
        http::{answer::Page, error::Result, flash::Told, guard::Member},
        parts::{
            frame::{Frame, Site},
            nav::{self, Place},
            piece::{Act, Action, Empty, Fact, Link, Trail},
        },
        public::summary_link,
    },
    work::freeze::recipients,
};

#[rocket::get("/programmes/<slug>/courses/<id>")]
pub(crate) async fn show(
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
        frame: nav::frame(&who, site, Place::Courses).telling(told.0),
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
        actions.extend(summary_link::actions(&who.programme.slug, &standing.course, has_comments));
    }
    actions
}

fn trail(who: &Member, here: String) -> Trail {
    let above = at::courses(&who.programme.slug);
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
    let list = at::course_participants(slug, course.id);
    let label = if people == 0 { "Add the people who take part" } else { "See who takes part" };
    if standing.rounds.iter().any(|asked| asked.is_own() && !asked.is_over(now)) {
        acts.push(follow(label, list));
    }
    let on = |asked: &&overview::Asked| {
        asked.is_own() && !asked.is_over(now) && asked.round.audience.has_open_link()
    };
    let next = standing.rounds.iter().filter(on).min_by_key(|asked| asked.round.closes_at);
    if let Some(asked) = next {
        let code = &asked.round.code;
        let poster = at::round_poster(slug, code);
        acts.push(follow("Show the code in the room", poster));
        if asked.round.takes_answers(now) {
            acts.push(follow("Key in paper sheets", at::round_keyed(slug, code)));
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
    let again = at::query(at::new_course(slug), &[("like", &Some(&*like))]);
    let mut more = vec![Link::new("Hold it again: plan another like it", again)];
    match course.state {
        Life::Planned | Life::WithoutSummary => {
            more.push(Link::new("Add a survey", at::new_course_round(slug, course.id)));
            more.push(Link::new("Call it off", at::course_cancel(slug, course.id)));
        }
        Life::Cancelled => {
            more.push(Link::new("Plan it again", at::course_resume(slug, course.id)));
        }
        Life::Frozen => {}
    }
    if cancel::may_delete(standing) {
        more.push(Link::new("Delete it", at::course_delete(slug, course.id)));
    }
    more
}

/// The page of a course.
#[derive(Debug, Clone, Template)]
#[template(path = "courses/show.html")]
pub(crate) struct Course {
    /// Top and foot.
    pub frame: Frame,
    /// Courses / place · date and times.
    pub trail: Trail,
    /// The course and what is happening: “Pilot course 4: feedback closes on Friday”.
    pub heading: String,
    /// A sentence more, where one is needed.
    pub lead: Option<String>,
    /// Came, answered, response rate, undelivered.
    pub facts: Vec<Fact>,
    /// What can be done now, the likeliest first.
    pub actions: Vec<Action>,
    /// What to do first, where nothing is planned.
    pub empty: Option<Empty>,
    /// Everything the course did and will do, in order of time.
    pub timeline: Vec<Happening>,
    /// Who holds it, which partners are there, what it is for.
    pub about: Vec<Fact>,
    /// What is done seldom: hold it again, call it off.
    pub more: Vec<Link>,
}

/// One thing that a course does.
#[derive(Debug, Clone)]
pub(crate) struct Happening {
    /// Local time in words: “Thu 21 May 15:30”.
    pub at: String,
    /// The same as RFC 3339 for machines: `2026-05-21T15:30:00+01:00`.
    pub datetime: String,
    /// Words in bold before the rest: “Feedback is open”.
    pub strong: Option<String>,
    /// What happens; it goes on from the bold words, so it may begin with a comma.
    pub what: String,
    /// Whether it is over.
    pub state: HappeningState,
    /// Where to see or change it.
    pub link: Option<Link>,
}

/// Whether something is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HappeningState {
    /// Over.
    Done,
    /// Going on.
    Now,
    /// To come.
    Next,
}

impl HappeningState {
    /// The stylesheet’s class for its dot.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Now => "now",
            Self::Next => "to-come",
        }
    }

    /// What a screen reader says in place of the dot.
    pub(crate) fn spoken(self) -> &'static str {
        match self {
            Self::Done => "Done:",
            Self::Now => "Now:",
            Self::Next => "To come:",
        }
    }
}
