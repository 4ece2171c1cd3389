//! What was agreed after a course, ticked off as it is done. A frozen summary is never changed by it.

use askama::Template;
use jiff::civil::Date;
use uuid::Uuid;

use crate::{
    store::{Course, CourseAction, PromiseState, actions, boards::uses, courses},
    web::{
        Answer, Desk, Error, FieldProblem, FormData, Frame, MainPlace, Member, Result, Seat, Trail, Trainer,
        at,
        courses::{
            find,
            summary::{trail, zone},
        },
        parts::course::{action_detail, actions_done},
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
            detail: format!("{}{}", action_detail(action), action.card.map(came_from).unwrap_or_default())
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
        heading: if actions.is_empty() { "No action agreed yet".to_owned() } else { actions_done(actions) },
        lead,
        rows: actions.iter().map(row).collect(),
        may_tick: desk.who().runs_courses(),
    })
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
    courses::lock(&tx, id).await?;
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
    let flash = if is_done { "The action is marked as done." } else { "The action is marked as not done." };
    Ok(Answer::on(at::course_actions(desk.slug(), id), flash))
}
