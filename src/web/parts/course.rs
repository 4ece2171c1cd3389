//! A course as its own pages, other pages and the API know it: how it stands, how it is planned and changed, and what follows.

pub(crate) mod change;
pub(crate) mod hold_on;
pub(crate) mod overview;
pub(crate) mod participants;
pub(crate) mod plan;

use common_ground_reports::wording;
use jiff::Timestamp;
use uuid::Uuid;

pub(crate) use self::overview::{CourseOverview, CourseRound, Phase};

use crate::{
    store::{
        Course, CourseAction, PromiseState, Transaction, WebhookEvent, WebhookSubject, courses, timetable,
        webhook_deliveries,
    },
    survey::Window,
    web::{
        Button, Desk, Empty, Error, Link, Member, Result, Row, RowEnd, Seat, Trainer, at,
        parts::piece::Progress,
    },
    work::scheduler,
};

/// What the activity log says of a course that was planned.
pub(crate) const PLANNED: &str = "planned the course";
/// What it says of one that was deleted.
pub(crate) const DELETED: &str = "deleted the course";

/// A course of this programme.
pub(crate) async fn find<G: Seat>(desk: &Desk<'_, G>, id: Uuid) -> Result<Course> {
    courses::in_programme(desk.db(), desk.programme().id, id).await?.ok_or(Error::NotFound)
}

/// A course of this programme that who sits at the desk may see.
pub(crate) async fn load<G: Seat>(desk: &Desk<'_, G>, id: Uuid) -> Result<CourseOverview> {
    let course = find(desk, id).await?;
    if !desk.who().runs_courses() && course.frozen_at.is_none() {
        return Err(Error::Forbidden);
    }
    Ok(CourseOverview::of(desk.app, desk.programme(), course).await?)
}

/// The pages above one that belongs to a course.
pub(crate) fn above(slug: &str, course: &Course) -> Vec<Link> {
    vec![Link::new("Courses", at::courses(slug)), Link::new(&course.title, at::course(slug, course.id))]
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

pub(crate) fn plan_one(slug: &str) -> Button {
    Button::follow("Plan a course", at::new_course(slug))
}

pub(crate) fn row(who: &Member, overview: &CourseOverview, now: Timestamp) -> Row {
    let (slug, course) = (&who.programme.slug, &overview.course);
    let end = match overview.phase(now) {
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
        detail: overview.detail(now),
        end,
    }
}

/// Calls a course off with all that follows for its surveys and emails, which ends the change. Returns false, and changes nothing, where it no longer can be.
pub(crate) async fn call_off(
    desk: &Desk<'_, Trainer>,
    tx: Transaction,
    overview: &CourseOverview,
) -> Result<bool> {
    let (course, now) = (&overview.course, desk.now());
    if !courses::cancel(&tx, course.id).await? {
        return Ok(false);
    }
    let told = (WebhookEvent::CourseCancelled, &WebhookSubject::Course(course.id));
    let key = format!("course.cancelled {} {now}", course.id);
    webhook_deliveries::queue(&tx, desk.programme().id, told, &key, now).await?;
    for asked in overview.own() {
        if !timetable::cancel_round(&tx, asked.round.id).await? {
            let window = Window { opens: asked.round.opens_at, closes: now };
            timetable::move_round(&tx, &asked.round, window, &overview.zone).await?;
            timetable::skip_letters(&tx, asked.round.id).await?;
        }
    }
    desk.done(tx, "cancelled the course", &course.title).await?;
    scheduler::run_due_in(desk.app, desk.programme().id, now).await?;
    Ok(true)
}

/// How far what was agreed after a course has come: “1 of 3 actions done”
pub(crate) fn actions_done(actions: &[CourseAction]) -> String {
    let done = actions.iter().filter(|action| action.state == PromiseState::Done).count();
    match (done, actions.len()) {
        (0, 1) => "One action to do".to_owned(),
        (1, 1) => "The action is done".to_owned(),
        (done, all) => format!("{done} of {all} actions done"),
    }
}

/// One of them in words: “Outreach manager, by 30 June 2026. Done on 12 June 2026.”
pub(crate) fn action_detail(action: &CourseAction) -> String {
    let by = action.by_in_words();
    let by = if by.is_empty() { String::new() } else { format!("by {by}") };
    let parts: Vec<&str> = [action.who.as_str(), &by].into_iter().filter(|part| !part.is_empty()).collect();
    let mut detail = wording::capitalised(&parts.join(", "));
    if !detail.is_empty() && !detail.ends_with('.') {
        detail.push('.');
    }
    let day = action.settled_on.map(|day| day.strftime(" on %-d %B %Y").to_string()).unwrap_or_default();
    let stands = match action.state {
        PromiseState::Open => String::new(),
        PromiseState::Done => format!(" Done{day}."),
        PromiseState::Partly => format!(" Partly done{day}."),
        PromiseState::NotPossible => " Not possible.".to_owned(),
    };
    format!("{detail}{stands} {}", wording::sentence(&action.outcome)).trim().to_owned()
}
