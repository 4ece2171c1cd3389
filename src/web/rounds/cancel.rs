//! Cancelling a survey of the programme before it opens, and planning it again.

use crate::{
    survey::RoundState,
    web::{
        Answer, Desk, Result, Trainer, at,
        parts::round::change::{call_off, plan_again},
        rounds::{TOO_LATE, load::LoadedRound},
    },
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
    let flash = if cancelled { "The survey is cancelled" } else { TOO_LATE };
    Ok(Answer::on(at::round(desk.slug(), code), flash))
}

/// Plans it again as it was.
#[rocket::post("/programmes/<_>/rounds/<code>/resume")]
pub(crate) async fn resume(desk: Desk<'_, Trainer>, code: &str) -> Result<Answer> {
    let shown = LoadedRound::of_programme(&desk, code).await?;
    let planned = Box::pin(plan_again(&desk, desk.change().await?, &shown)).await?;
    let flash = if planned { "The survey is planned again" } else { TOO_LATE };
    Ok(Answer::on(at::round(desk.slug(), code), flash))
}
