//! What was agreed after a course, ticked off as it is done. A frozen summary is never changed by it.

use std::sync::Arc;

use jiff::civil::Date;
use rocket::{Route, State, http::Status};
use uuid::Uuid;

use crate::{
    app::App,
    store::{
        StoreError,
        actions::{self, Action},
        audit,
        courses::{self, Course},
        write,
    },
    web::{
        at,
        courses::{overview::Standing, summary::preview},
        http::{
            answer::{Answer, Page},
            error::{Error, Result},
            flash::Told,
            form_data::FormData,
            guard::{Member, Trainer},
        },
        parts::rows::{Row, RowEnd},
        parts::{
            Frame,
            frame::Site,
            nav::{self, Place},
            summary::{Actions, Agreed},
        },
        public::summary_link::course,
    },
};

/// A day that was entered wrongly: whose, what was entered, what to do.
struct Wrong {
    action: Uuid,
    day: String,
    problem: String,
}

/// What was agreed, and what of it is done.
#[rocket::get("/programmes/<slug>/courses/<id>/actions")]
pub(crate) async fn show(
    slug: &str,
    id: uuid::Uuid,
    who: Trainer,
    told: Told,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let Trainer(who) = who;
    let course = course(app, &who, id).await?;
    let actions = actions::of_course(app.db.read(), &course).await?;
    let frame = nav::frame(&who, site, Place::Courses).telling(told.0);
    let today = today(app, &who, &course);
    Page::of(&page(frame, &who, &course, &actions, today, None))
}

fn today(app: &App, who: &Member, course: &Course) -> Date {
    app.clock.now().to_zoned_datetime(preview::zone(who, course)).date()
}

fn page(
    frame: Frame,
    who: &Member,
    course: &Course,
    actions: &[Action],
    today: Date,
    wrong: Option<&Wrong>,
) -> Actions {
    let row = |action: &Action| {
        let wrong = wrong.filter(|wrong| wrong.action == action.id);
        Agreed {
            id: action.id.to_string(),
            what: action.what.clone(),
            detail: detail(action),
            // Somebody else may have ticked it off meanwhile: the day stays to be mended.
            done: action.done_on.is_some() && wrong.is_none(),
            day: wrong.map_or_else(|| today.to_string(), |wrong| wrong.day.clone()),
            action: at::course_actions(&who.programme.slug, course.id),
            problem: wrong.map(|wrong| wrong.problem.clone()),
        }
    };
    let lead = match course.frozen_at {
        _ if actions.is_empty() => "Actions are agreed before the summary is sent, on its page.",
        Some(_) => {
            "What is ticked off here is told on the home page. The summary that was sent stays as it is."
        }
        None => "What is ticked off here is told on the home page.",
    };
    Actions {
        frame,
        trail: preview::trail(who, course, "Actions"),
        heading: if actions.is_empty() { "No action agreed yet".to_owned() } else { progress(actions) },
        lead: vec![lead.to_owned()],
        rows: actions.iter().map(row).collect(),
    }
}

/// “1 of 3 actions done”
fn progress(actions: &[Action]) -> String {
    let done = actions.iter().filter(|action| action.done_on.is_some()).count();
    match (done, actions.len()) {
        (0, 1) => "One action to do".to_owned(),
        (1, 1) => "The action is done".to_owned(),
        (done, all) => format!("{done} of {all} actions done"),
    }
}

/// “Outreach manager, by 30 June 2026. Done on 12 June 2026.”
fn detail(action: &Action) -> String {
    let by = action.by_in_words();
    let by = if by.is_empty() { String::new() } else { format!("by {by}") };
    let parts: Vec<&str> = [action.who.as_str(), &by].into_iter().filter(|part| !part.is_empty()).collect();
    let mut detail = common_ground_reports::summary::wording::capitalised(&parts.join(", "));
    if !detail.is_empty() && !detail.ends_with('.') {
        detail.push('.');
    }
    if let Some(day) = action.done_on {
        detail = format!("{detail} Done on {}.", day.strftime("%-d %B %Y"));
    }
    detail.trim().to_owned()
}

#[rocket::post("/programmes/<slug>/courses/<id>/actions", data = "<entries>")]
pub(crate) async fn save(
    slug: &str,
    id: Uuid,
    who: Trainer,
    entries: FormData,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Answer> {
    let Trainer(who) = who;
    let course = course(app, &who, id).await?;
    let chosen: Uuid = entries.one("action").parse().map_err(|_| Error::NotFound)?;
    let is_done = entries.one("done") == "yes";
    let today = today(app, &who, &course);
    let day: Option<Date> = entries.one("day").parse().ok();
    let problem = match day {
        _ if !is_done => None,
        Some(day) if day > today => Some("Enter a day that is not to come"),
        Some(day) if day.year() >= 2000 => None,
        _ => Some("Enter the day, such as 2026-06-30"),
    };
    if let Some(problem) = problem {
        let actions = actions::of_course(app.db.read(), &course).await?;
        let frame = nav::frame(&who, site, Place::Courses);
        let wrong = Wrong { action: chosen, day: entries.one("day").to_owned(), problem: problem.to_owned() };
        let page = page(frame, &who, &course, &actions, today, Some(&wrong));
        return Answer::mend(&page);
    }
    let tx = write(&app.db).await?;
    courses::hold(&tx, id).await?;
    let mut actions = actions::of_course(&tx, &course).await?;
    let action = actions.iter_mut().find(|action| action.id == chosen).ok_or(Error::NotFound)?;
    action.done_on = day.filter(|_| is_done);
    actions::replace(&tx, id, &actions).await?;
    let act = if is_done { "ticked off an action of" } else { "took back that an action was done of" };
    audit::record(&tx, Some(who.programme.id), &who.person, act, &course.title, app.clock.now().into())
        .await?;
    tx.commit().await.map_err(StoreError::from)?;
    let told = if is_done { "The action is ticked off." } else { "The action is to be done again." };
    Ok(Answer::on(at::course_actions(slug, id), told))
}

/// One line for every summed-up course with something left to do, as the home page tells it.
pub(crate) async fn needs(app: &App, who: &Member, standings: &[Standing]) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for standing in standings.iter().filter(|standing| standing.summary.is_some()) {
        let course = &standing.course;
        let actions = actions::of_course(app.db.read(), course).await?;
        let mut to_do: Vec<&Action> = actions.iter().filter(|action| action.done_on.is_none()).collect();
        // What has no day comes last.
        to_do.sort_by_key(|action| (action.due().is_none(), action.due()));
        let Some(next) = to_do.first() else { continue };
        let page = at::course_actions(&who.programme.slug, course.id);
        rows.push(Row {
            title: format!("{}: {}", course.title, progress(&actions)),
            href: Some(page).filter(|_| who.runs_courses()),
            detail: format!("Next: {}. {}", next.what.trim_end_matches('.'), detail(next)).trim().to_owned(),
            end: RowEnd::Nothing,
        });
    }
    Ok(rows)
}
