//! What was agreed after a course, ticked off as it is done. A frozen summary is never changed by it.

use askama::Template;
use common_ground_reports::summary::wording;
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use crate::{
    app::App,
    store::{Course, CourseAction, PromiseState, actions, boards::uses, courses},
    web::{
        Answer, Desk, Error, FieldProblem, FormData, Frame, MainPlace, Member, Result, Row, RowEnd, Seat,
        Trail, Trainer, at,
        courses::{
            CourseOverview,
            summary::{find, trail, zone},
        },
    },
};

/// What was agreed after a course, to be ticked when it is done.
#[derive(Debug, Template)]
#[template(path = "courses/actions.html")]
struct Actions {
    frame: Frame,
    trail: Trail,
    /// “1 of 3 actions done”
    heading: String,
    lead: &'static str,
    rows: Vec<Agreed>,
    /// Whether the reader ticks them off.
    may_tick: bool,
}

#[derive(Debug)]
struct Agreed {
    id: String,
    what: String,
    /// Its page, for who runs courses.
    page: Option<String>,
    /// Who does it, by when, and when it was done.
    detail: String,
    done: bool,
    /// The day to enter, or that was entered.
    day: String,
    action: String,
    problem: Option<String>,
}

impl Actions {
    /// What is wrong with a day that was entered, leading to it.
    fn problems(&self) -> Vec<FieldProblem> {
        let of_row = |row: &Agreed| {
            row.problem.clone().map(|message| FieldProblem { target: format!("d-{}", row.id), message })
        };
        self.rows.iter().filter_map(of_row).collect()
    }
}

/// A day that was entered wrongly: whose, what was entered, what to do.
struct Wrong {
    action: Uuid,
    day: String,
    problem: String,
}

#[rocket::get("/programmes/<_>/courses/<id>/actions")]
pub(crate) async fn show(desk: Desk<'_, Member>, id: Uuid) -> Result<Answer> {
    let course = super::load(&desk, id).await?.course;
    let actions = actions::of_course(desk.db(), course.id).await?;
    Answer::page(&page(&desk, &course, &actions, None).await?)
}

fn today<G: Seat>(desk: &Desk<'_, G>, course: &Course) -> Date {
    desk.now().to_zoned_datetime(zone(desk, course)).date()
}

async fn page<G: Seat>(
    desk: &Desk<'_, G>,
    course: &Course,
    actions: &[CourseAction],
    wrong: Option<&Wrong>,
) -> Result<Actions> {
    let cards = uses::words(desk.db(), actions.iter().filter_map(|action| action.card)).await?;
    let came_from = |card: Uuid| match cards.get(&card) {
        Some(words) => format!(" From the workshop: “{words}”."),
        None => " From the workshop.".to_owned(),
    };
    let today = today(desk, course);
    let row = |action: &CourseAction| {
        let wrong = wrong.filter(|wrong| wrong.action == action.id);
        Agreed {
            id: action.id.to_string(),
            what: action.what.clone(),
            page: desk.who().runs_courses().then(|| at::promise(desk.slug(), action.id)),
            detail: format!("{}{}", detail(action), action.card.map(came_from).unwrap_or_default())
                .trim()
                .to_owned(),
            // Somebody else may have ticked it off meanwhile: the day stays to be mended.
            done: !action.is_open() && wrong.is_none(),
            day: wrong.map_or_else(|| today.to_string(), |wrong| wrong.day.clone()),
            action: at::course_actions(desk.slug(), course.id),
            problem: wrong.map(|wrong| wrong.problem.clone()),
        }
    };
    let lead = match course.frozen_at {
        _ if actions.is_empty() => "Add actions on the summary page before it is sent.",
        Some(_) => "The home page shows what is done. The summary that was sent doesn’t change.",
        None => "The home page shows what is done.",
    };
    Ok(Actions {
        frame: desk.frame(MainPlace::Courses),
        trail: trail(desk, course, "Actions"),
        heading: if actions.is_empty() { "No action agreed yet".to_owned() } else { progress(actions) },
        lead,
        rows: actions.iter().map(row).collect(),
        may_tick: desk.who().runs_courses(),
    })
}

/// “1 of 3 actions done”
fn progress(actions: &[CourseAction]) -> String {
    let done = actions.iter().filter(|action| action.state == PromiseState::Done).count();
    match (done, actions.len()) {
        (0, 1) => "One action to do".to_owned(),
        (1, 1) => "The action is done".to_owned(),
        (done, all) => format!("{done} of {all} actions done"),
    }
}

/// “Outreach manager, by 30 June 2026. Done on 12 June 2026.”
fn detail(action: &CourseAction) -> String {
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

/// Ticks one off, or takes that back.
#[rocket::post("/programmes/<_>/courses/<id>/actions", data = "<data>")]
pub(crate) async fn save(desk: Desk<'_, Trainer>, id: Uuid, data: FormData) -> Result<Answer> {
    let course = find(&desk, id).await?;
    let chosen: Uuid = data.one("action").parse().map_err(|_| Error::NotFound)?;
    let is_done = data.one("done") == "yes";
    let today = today(&desk, &course);
    let day: Option<Date> = data.one("day").parse().ok();
    let problem = match day {
        _ if !is_done => None,
        Some(day) if day > today => Some("Enter a date that isn’t in the future"),
        Some(day) if day.year() >= 2000 => None,
        _ => Some("Enter the date, such as 2026-06-30"),
    };
    if let Some(problem) = problem {
        let actions = actions::of_course(desk.db(), course.id).await?;
        let wrong = Wrong { action: chosen, day: data.one("day").to_owned(), problem: problem.to_owned() };
        return Answer::mend(&page(&desk, &course, &actions, Some(&wrong)).await?);
    }
    let tx = desk.change().await?;
    courses::hold(&tx, id).await?;
    let mut actions = actions::of_course(&tx, course.id).await?;
    let action = actions.iter_mut().find(|action| action.id == chosen).ok_or(Error::NotFound)?;
    action.state = if is_done { PromiseState::Done } else { PromiseState::Open };
    action.settled_on = day.filter(|_| is_done);
    if !is_done {
        action.outcome.clear();
    }
    actions::replace(&tx, id, &actions).await?;
    let act = if is_done { "ticked off an action of" } else { "marked as not done an action of" };
    desk.done(tx, act, &course.title).await?;
    let told = if is_done { "The action is marked as done." } else { "The action is marked as not done." };
    Ok(Answer::on(at::course_actions(desk.slug(), id), told))
}

/// One line for every summed-up course with something left to do, as the home page tells it: those with something
/// overdue, and the others.
pub(crate) async fn needs(
    app: &App,
    who: &Member,
    standings: &[CourseOverview],
    now: Timestamp,
) -> Result<(Vec<Row>, Vec<Row>)> {
    let over: Vec<_> = standings.iter().filter(|standing| standing.summary.is_some()).collect();
    let mut all = actions::of_courses(app.db.read(), over.iter().map(|standing| standing.course.id)).await?;
    let (mut late, mut others) = (Vec::new(), Vec::new());
    for standing in over {
        let course = &standing.course;
        let actions = all.remove(&course.id).unwrap_or_default();
        let mut to_do: Vec<&CourseAction> = actions.iter().filter(|action| action.is_open()).collect();
        // What has no day comes last.
        to_do.sort_by_key(|action| (action.due().is_none(), action.due()));
        let Some(next) = to_do.first() else { continue };
        let today = now.to_zoned_datetime(standing.zone.clone()).date();
        let overdue = to_do.iter().filter(|action| action.due().is_some_and(|due| due < today)).count();
        let page = at::course_actions(&who.programme.slug, course.id);
        let detail = format!("Next: {}. {}", next.what.trim_end_matches('.'), detail(next)).trim().to_owned();
        if overdue > 0 {
            let actions = wording::counted(overdue as u64, "action", "actions");
            let row = Row::new(format!("{}: {actions} overdue", course.title), detail).to(page);
            late.push(Row { end: RowEnd::Overdue, ..row });
        } else {
            others.push(Row::new(format!("{}: {}", course.title, progress(&actions)), detail).to(page));
        }
    }
    Ok((late, others))
}
