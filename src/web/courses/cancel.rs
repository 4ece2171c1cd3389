//! Calling a course off.

use uuid::Uuid;

use crate::{
    store::CourseState as Life,
    survey::RoundState,
    web::{
        Answer, Desk, Error, Result, Trainer, at,
        courses::{NOT_DONE, failed, load, question},
        parts::course::call_off,
    },
};

#[rocket::get("/programmes/<_>/courses/<course>/cancel")]
pub(crate) async fn ask(desk: Desk<'_, Trainer>, course: Uuid) -> Result<Answer> {
    let overview = load(&desk, course).await?;
    Error::not_found_unless(matches!(overview.course.state, Life::Planned | Life::WithoutSummary))?;
    let button = "Cancel the course";
    let mut form = question(&desk, &overview.course, format!("Cancel {}?", overview.course.title), button)
        .lead(
            "Surveys that aren’t open yet won’t open, scheduled emails won’t be sent, and no summary will be \
             written. We don’t tell anybody. Tell the people who were invited yourself: you can copy their addresses \
             from the list of participants.",
        );
    for asked in overview.own().filter(|asked| asked.round.state == RoundState::Open) {
        let count = asked.turnout.so_far();
        form = form.lead(format!(
            "{} closes straight away and can’t be reopened; {count}. Answers are kept for as long as the \
             privacy notice says, then deleted.",
            asked.name()
        ));
    }
    let form = form
        .lead("You can plan the course again while its surveys could still be open.")
        .destroys(button, at::course_cancel(desk.slug(), course));
    Answer::page(&form)
}

#[rocket::post("/programmes/<_>/courses/<course>/cancel")]
pub(crate) async fn cancel(desk: Desk<'_, Trainer>, course: Uuid) -> Result<Answer> {
    let overview = load(&desk, course).await?;
    let done = Box::pin(call_off(&desk, desk.change().await?, &overview)).await?;
    let flash = if done && failed(desk.app, &overview).await? {
        NOT_DONE
    } else if done {
        "The course is cancelled"
    } else {
        "It can no longer be cancelled"
    };
    Ok(Answer::on(at::course(desk.slug(), course), flash))
}
