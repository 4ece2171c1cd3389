//! What can be done about a step of a course, and moving it.

use common_ground_reports::wording::capitalised;
use uuid::Uuid;

use crate::web::{
    Answer, Desk, Error, Field, FormChoice, FormData, FormPage, FormProblems, MainPlace, Result, Trainer, at,
    courses::{
        CourseOverview, load,
        plan::when,
        schedule::{CourseStep, StepAct, TOO_LATE, apply::ScheduleEditor, over, rules, wording::StepWords},
        trail,
    },
    parts::format,
};

#[rocket::get("/programmes/<_>/courses/<course>/steps/<step>")]
pub(crate) async fn edit(desk: Desk<'_, Trainer>, course: Uuid, step: &str) -> Result<Answer> {
    let overview = load(&desk, course).await?;
    let step = CourseStep::find(&overview, step).ok_or(Error::NotFound)?;
    if !step.is_to_come(&overview.course, desk.now()) && rules::may_reopen(&overview, step).is_none() {
        return Answer::page(&over(&desk, &overview, step));
    }
    let at = step.at(&overview.course).to_zoned_datetime(overview.zone.clone());
    let (day, time) = (at.strftime("%Y-%m-%d").to_string(), at.strftime("%H:%M").to_string());
    Answer::page(&form(&desk, &overview, step, (&day, &time), FormProblems::default()))
}

/// Moves a step, or leads to the page that asks before something is done or left out.
#[rocket::post("/programmes/<_>/courses/<course>/steps/<step>", data = "<entries>")]
pub(crate) async fn update(
    desk: Desk<'_, Trainer>,
    course: Uuid,
    step: &str,
    entries: FormData,
) -> Result<Answer> {
    let overview = load(&desk, course).await?;
    let step = CourseStep::find(&overview, step).ok_or(Error::NotFound)?;
    let now = desk.now();
    let reopened = rules::may_reopen(&overview, step);
    if !step.is_to_come(&overview.course, now) && reopened.is_none() {
        return Answer::mend(&over(&desk, &overview, step));
    }
    if let Some(act) = StepAct::from_key(entries.one("act")) {
        return Ok(Answer::to(at::course_step_act(desk.slug(), course, step.key(), act.key())));
    }
    let mut problems = FormProblems::default();
    problems.add_if(!matches!(entries.one("act"), "" | "move"), "act", "Select what should happen");
    let at = when(&entries, ("day", "time"), &overview.zone, &mut problems);
    for step in step.together(&overview) {
        if let Some(at) = at
            && let Err(why) = rules::check(&overview, step, at, now)
        {
            problems.add("day", why);
        }
    }
    let Some(at) = at.filter(|_| problems.is_empty()) else {
        let entered = (entries.one("day"), entries.one("time"));
        return Answer::mend(&form(&desk, &overview, step, entered, problems));
    };
    let words = StepWords::of(&overview, step);
    let done = ScheduleEditor { desk: &desk, overview: &overview, now };
    let moved = if reopened.is_some() {
        done.reopen(step, at).await?
    } else {
        done.move_to(step, at, &format!("moved {}", words.short)).await?
    };
    let flash = if moved {
        let moved_to =
            |at| format!("{} is now on {}", words.subject, format::day_and_time(at, &overview.zone));
        match overview
            .hours
            .moved(at)
            .filter(|_| matches!(step, CourseStep::Letter(..) | CourseStep::Summary))
        {
            Some(why) => format!("{}: {why}", moved_to(overview.hours.leaves(at))),
            None => moved_to(at),
        }
    } else {
        TOO_LATE.to_owned()
    };
    Ok(Answer::on(at::course(desk.slug(), course), flash))
}

fn form(
    desk: &Desk<'_, Trainer>,
    overview: &CourseOverview,
    step: CourseStep<'_>,
    (day, time): (&str, &str),
    problems: FormProblems,
) -> FormPage {
    let (slug, course) = (desk.slug(), &overview.course);
    let words = StepWords::of(overview, step);
    let choice = |act, label| FormChoice::of(act, label, ["move"]);
    let mut choices = vec![choice("move", words.moving)];
    choices.extend(words.now.map(|now| choice("now", now)));
    choices.extend(words.skip.map(|skip| choice("skip", skip)));
    let act = (choices.len() > 1).then(|| Field::radios("act", "What should happen", choices));
    let form = desk
        .form(MainPlace::Courses, words.heading)
        .trail(trail(slug, course, capitalised(&words.short)))
        .fields(act)
        .field(Field::typed("date", "day", "Day", day))
        .field(Field::typed("time", "time", "Time", time))
        .problems(problems)
        .button("Continue", at::course_step(slug, course.id, step.key()))
        .cancel("Back without changing anything", at::course(slug, course.id));
    FormPage { lead: words.lead, ..form }
}
