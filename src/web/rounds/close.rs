//! Closing a survey of the programme before its time.

use common_ground_reports::wording::capitalised;

use crate::web::{
    Answer, Desk, Result, Trainer, at,
    parts::round::change::close_now,
    rounds::{TOO_LATE, load::LoadedRound},
};

/// Asks before.
#[rocket::get("/programmes/<_>/rounds/<code>/close")]
pub(crate) async fn ask(desk: Desk<'_, Trainer>, code: &str) -> Result<Answer> {
    let shown = LoadedRound::of_programme(&desk, code).await?;
    if !shown.round.takes_answers(desk.now()) {
        return Answer::page(&shown.note(
            &desk,
            "Close",
            "It is not open",
            "Only an open survey can be closed.",
        ));
    }
    let after = if shown.is_anonymous() {
        "An anonymous survey can’t be reopened once it is closed."
    } else {
        "Answers that people have started but not sent are deleted. You can reopen it later."
    };
    let count = capitalised(&shown.turnout(&desk).await?.so_far());
    let form = shown
        .form(&desk, format!("Close “{}” now?", shown.title()), "Close")
        .lead(format!("{count}. Nobody can answer after it closes, and no more reminders are sent."))
        .lead(after)
        .destroys("Close it now", at::round_close(desk.slug(), code));
    Answer::page(&form)
}

#[rocket::post("/programmes/<_>/rounds/<code>/close")]
pub(crate) async fn close(desk: Desk<'_, Trainer>, code: &str) -> Result<Answer> {
    let shown = LoadedRound::of_programme(&desk, code).await?;
    let closed = Box::pin(close_now(&desk, desk.change().await?, &shown)).await?;
    Ok(Answer::on(at::round(desk.slug(), code), if closed { "The survey is closed" } else { TOO_LATE }))
}
