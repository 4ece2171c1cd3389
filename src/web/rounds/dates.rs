//! When a survey of the programme opens and closes.

use jiff::Timestamp;

use crate::{
    survey::{RoundState, Window},
    web::{
        Answer, Desk, FormData, FormPage, FormProblems, Result, Trainer, at,
        parts::{
            format,
            round::change::{check, move_to},
        },
        rounds::{TOO_LATE, load::LoadedRound, moment},
    },
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
    let page = at::round(desk.slug(), code);
    if shown.round.is_over(desk.now()) {
        return Ok(Answer::on(page, TOO_LATE));
    }
    let mut problems = FormProblems::default();
    let window = read(&data, &shown, desk.now(), &mut problems);
    let Some(window) = window.filter(|_| problems.is_empty()) else {
        return Answer::mend(&form(&desk, &shown, |name| data.one(name).to_owned(), problems));
    };
    if !Box::pin(move_to(&desk, desk.change().await?, &shown, window)).await? {
        return Ok(Answer::on(page, TOO_LATE));
    }
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
    check(window, now, problems);
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
