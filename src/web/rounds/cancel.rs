//! Cancelling a survey of the programme before it opens, and planning it again.

use crate::{
    store::{Transaction, timetable},
    survey::RoundState,
    web::{
        Answer, Desk, Result, Trainer, at,
        rounds::{TOO_LATE, load::LoadedRound},
    },
    work::scheduler,
};

/// Asks before.
#[rocket::get("/programmes/<_>/rounds/<code>/cancel")]
pub(crate) async fn ask(desk: Desk<'_, Trainer>, code: &str) -> Result<Answer> {
    let shown = LoadedRound::of_programme(&desk, code).await?;
    if shown.round.state != RoundState::Planned {
        let why = "Only a survey that has not opened yet can be cancelled. Close an open one.";
        return Answer::page(&shown.note(&desk, "Cancel", "This survey can’t be cancelled", why));
    }
    let form = shown
        .form(&desk, format!("Cancel “{}”?", shown.title()), "Cancel")
        .lead("It won’t open, and no invitations will be sent. You can plan it again until its closing date.")
        .destroys("Cancel the survey", at::round_cancel(desk.slug(), code));
    Answer::page(&form)
}

#[rocket::post("/programmes/<_>/rounds/<code>/cancel")]
pub(crate) async fn cancel(desk: Desk<'_, Trainer>, code: &str) -> Result<Answer> {
    let shown = LoadedRound::of_programme(&desk, code).await?;
    let cancelled = call_off(&desk, desk.change().await?, &shown).await?;
    let told = if cancelled { "The survey is cancelled" } else { TOO_LATE };
    Ok(Answer::on(at::round(desk.slug(), code), told))
}

/// Cancels it, which ends the change. Returns false, and changes nothing, where it has opened.
pub(crate) async fn call_off(desk: &Desk<'_, Trainer>, tx: Transaction, shown: &LoadedRound) -> Result<bool> {
    if !timetable::cancel_round(&tx, shown.round.id).await? {
        return Ok(false);
    }
    desk.done(tx, "cancelled the survey", shown.title()).await?;
    Ok(true)
}

/// Plans it again as it was.
#[rocket::post("/programmes/<_>/rounds/<code>/resume")]
pub(crate) async fn resume(desk: Desk<'_, Trainer>, code: &str) -> Result<Answer> {
    let shown = LoadedRound::of_programme(&desk, code).await?;
    let planned = Box::pin(plan_again(&desk, desk.change().await?, &shown)).await?;
    let told = if planned { "The survey is planned again" } else { TOO_LATE };
    Ok(Answer::on(at::round(desk.slug(), code), told))
}

/// Plans it again, which ends the change. Returns false, and changes nothing, where it was not cancelled or its time is over.
pub(crate) async fn plan_again(
    desk: &Desk<'_, Trainer>,
    tx: Transaction,
    shown: &LoadedRound,
) -> Result<bool> {
    let now = desk.now();
    if !timetable::plan_round_again(&tx, &shown.round, &shown.zone, now).await? {
        return Ok(false);
    }
    desk.done(tx, "planned the survey again", shown.title()).await?;
    scheduler::run_due(desk.app, now).await?;
    Ok(true)
}
