//! What can be done about a step of a course, and moving it.

use common_ground_reports::summary::wording::capitalised;
use uuid::Uuid;

use crate::web::{
    at,
    courses::{
        load,
        overview::Standing,
        plan::when,
        schedule::{Act, Step, TOO_LATE, apply::Done, over, rules, wording::Words},
        trail,
    },
    http::{
        answer::Answer,
        desk::Desk,
        error::{Error, Result},
        form_data::FormData,
        guard::Trainer,
    },
    parts::{
        form::{Choice, Field, FormPage, Input, Problems},
        format,
        nav::Place,
    },
};

/// What can be done about a step.
#[rocket::get("/programmes/<_>/courses/<course>/steps/<step>")]
pub(crate) async fn edit(desk: Desk<'_, Trainer>, course: Uuid, step: &str) -> Result<Answer> {
    let standing = load(&desk, course).await?;
    let step = Step::find(&standing, step).ok_or(Error::NotFound)?;
    if !step.is_to_come(&standing.course, desk.now()) && rules::may_reopen(&standing, step).is_none() {
        return Answer::page(&over(&desk, &standing, step));
    }
    let at = step.at(&standing.course).to_zoned_datetime(standing.zone.clone());
    let (day, time) = (at.strftime("%Y-%m-%d").to_string(), at.strftime("%H:%M").to_string());
    Answer::page(&form(&desk, &standing, step, (&day, &time), Problems::default()))
}

/// Moves a step, or leads to the page that asks before something is done or left out.
#[rocket::post("/programmes/<_>/courses/<course>/steps/<step>", data = "<entries>")]
pub(crate) async fn update(
    desk: Desk<'_, Trainer>,
    course: Uuid,
    step: &str,
    entries: FormData,
) -> Result<Answer> {
    let standing = load(&desk, course).await?;
    let step = Step::find(&standing, step).ok_or(Error::NotFound)?;
    let now = desk.now();
    let reopened = rules::may_reopen(&standing, step);
    if !step.is_to_come(&standing.course, now) && reopened.is_none() {
        return Answer::mend(&over(&desk, &standing, step));
    }
    if let Some(act) = Act::from_key(entries.one("act")) {
        return Ok(Answer::to(at::course_step_act(desk.slug(), course, step.key(), act.key())));
    }
    let mut problems = Problems::default();
    if !matches!(entries.one("act"), "" | "move") {
        problems.add("act", "Select what should happen");
    }
    let at = when(&entries, ("day", "time"), &standing.zone, &mut problems);
    if let Some(at) = at
        && let Err(why) = rules::check(&standing, step, at, now)
    {
        problems.add("day", why);
    }
    let Some(at) = at.filter(|_| problems.is_empty()) else {
        let entered = (entries.one("day"), entries.one("time"));
        return Answer::mend(&form(&desk, &standing, step, entered, problems));
    };
    let words = Words::of(&standing, step);
    let done = Done { desk: &desk, standing: &standing, now };
    let moved = if reopened.is_some() {
        done.reopen(step, at).await?
    } else {
        done.move_to(step, at, &format!("moved {}", words.short)).await?
    };
    let told = if moved {
        let told = |at| format!("{} is now on {}", words.subject, format::day_and_time(at, &standing.zone));
        match standing.hours.moved(at).filter(|_| matches!(step, Step::Letter(..) | Step::Summary)) {
            Some(why) => format!("{}: {why}", told(standing.hours.leaves(at))),
            None => told(at),
        }
    } else {
        TOO_LATE.to_owned()
    };
    Ok(Answer::on(at::course(desk.slug(), course), told))
}

fn form(
    desk: &Desk<'_, Trainer>,
    standing: &Standing,
    step: Step<'_>,
    (day, time): (&str, &str),
    problems: Problems,
) -> FormPage {
    let (slug, course) = (desk.slug(), &standing.course);
    let words = Words::of(standing, step);
    let choice = |act, label| Choice::of(act, label, ["move"]);
    let mut choices = vec![choice("move", words.moving)];
    choices.extend(words.now.map(|now| choice("now", now)));
    choices.extend(words.skip.map(|skip| choice("skip", skip)));
    let act = (choices.len() > 1).then(|| Field::new("act", "What should happen", Input::Radios(choices)));
    let form = desk
        .form(Place::Courses, words.heading)
        .trail(trail(slug, course, capitalised(&words.short)))
        .fields(act)
        .field(Field::typed("date", "day", "Day", day))
        .field(Field::typed("time", "time", "Time", time))
        .problems(problems)
        .button("Continue", at::course_step(slug, course.id, step.key()))
        .cancel("Back without changing anything", at::course(slug, course.id));
    FormPage { lead: words.lead, ..form }
}
