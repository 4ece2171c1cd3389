//! When a survey of the programme opens and closes.

use jiff::Timestamp;

use crate::{
    store::timetable,
    survey::round::{RoundState, Window},
    web::{
        at,
        http::{answer::Answer, desk::Desk, error::Result, form_data::FormData, guard::Trainer},
        parts::{
            form::{FormPage, FormProblems},
            format,
        },
        rounds::{TOO_LATE, load::LoadedRound, moment},
    },
    work::scheduler,
};

/// The form.
#[rocket::get("/programmes/<_>/rounds/<code>/dates")]
pub(crate) async fn edit(desk: Desk<'_, Trainer>, code: &str) -> Result<Answer> {
    let shown = LoadedRound::of_programme(&desk, code).await?;
    if shown.round.is_over(desk.now()) {
        return Answer::page(&shown.note(
            &desk,
            "Dates",
            "It has closed",
            "Reopen it to set a new closing time.",
        ));
    }
    let (round, zone) = (&shown.round, &shown.zone);
    let opens = moment::entered("opens", round.opens_at, zone);
    let closes = moment::entered("closes", round.closes_at, zone);
    let entered = |name: &str| if name.starts_with("opens") { opens(name) } else { closes(name) };
    Answer::page(&form(&desk, &shown, entered, FormProblems::default()))
}

/// Gives it other dates.
#[rocket::post("/programmes/<_>/rounds/<code>/dates", data = "<data>")]
pub(crate) async fn update(desk: Desk<'_, Trainer>, code: &str, data: FormData) -> Result<Answer> {
    let shown = LoadedRound::of_programme(&desk, code).await?;
    let (round, now) = (&shown.round, desk.now());
    let page = at::round(desk.slug(), code);
    if shown.round.is_over(desk.now()) {
        return Ok(Answer::on(page, TOO_LATE));
    }
    let mut problems = FormProblems::default();
    let window = read(&data, &shown, now, &mut problems);
    let Some(window) = window.filter(|_| problems.is_empty()) else {
        return Answer::mend(&form(&desk, &shown, |name| data.one(name).to_owned(), problems));
    };
    let tx = desk.change().await?;
    if !timetable::move_round(&tx, round, window, &shown.zone).await? {
        return Ok(Answer::on(page, TOO_LATE));
    }
    desk.done(tx, "changed the dates of the survey", shown.title()).await?;
    scheduler::run_due(desk.app, now).await?;
    let closes = format::day_and_time(window.closes, &shown.zone);
    Ok(Answer::on(page, format!("It closes on {closes}")))
}

fn read(data: &FormData, shown: &LoadedRound, now: Timestamp, problems: &mut FormProblems) -> Option<Window> {
    let opens = match shown.round.state {
        RoundState::Planned => moment::read(data, "opens", &shown.zone, problems),
        _ => Some(shown.round.opens_at),
    };
    let closes = moment::read(data, "closes", &shown.zone, problems);
    let window = Window { opens: opens?, closes: closes? };
    if window.closes <= window.opens {
        problems.add("closes", "Enter a closing time after the opening time");
    } else if window.closes <= now {
        problems.add("closes", "Enter a closing time in the future");
    }
    Some(window)
}

fn form(
    desk: &Desk<'_, Trainer>,
    shown: &LoadedRound,
    entered: impl Fn(&str) -> String,
    problems: FormProblems,
) -> FormPage {
    let mut form = shown.form(desk, format!("Change the dates of “{}”", shown.title()), "Dates").lead(
        "Reminders outside the new dates move with them. Emails already sent still give the old closing \
         date.",
    );
    if shown.round.state == RoundState::Planned {
        form = form.fields(moment::fields("opens", ("Opens on", "Opens at"), &entered));
    }
    form.fields(moment::fields("closes", ("Closes on", "Closes at"), &entered))
        .problems(problems)
        .button("Save the dates", at::round_dates(desk.slug(), &shown.round.code))
}
