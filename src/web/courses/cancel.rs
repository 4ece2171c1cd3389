//! Calling a course off.

use uuid::Uuid;

use crate::{
    store::{
        CourseState as Life, Transaction, WebhookEvent, WebhookSubject, courses, timetable,
        webhook_deliveries,
    },
    survey::{RoundState, Window},
    web::{
        Answer, Desk, Error, Result, Trainer, at,
        courses::{CourseOverview, NOT_DONE, failed, load, question},
    },
    work::scheduler,
};

#[rocket::get("/programmes/<_>/courses/<course>/cancel")]
pub(crate) async fn ask(desk: Desk<'_, Trainer>, course: Uuid) -> Result<Answer> {
    let standing = load(&desk, course).await?;
    Error::not_found_unless(matches!(standing.course.state, Life::Planned | Life::WithoutSummary))?;
    let button = "Cancel the course";
    let mut form = question(&desk, &standing.course, format!("Cancel {}?", standing.course.title), button)
        .lead(
            "Surveys that aren’t open yet won’t open, scheduled emails won’t be sent, and no summary will be \
             written. We don’t tell anybody. Tell the people who were invited yourself: you can copy their addresses \
             from the list of participants.",
        );
    for asked in standing.own().filter(|asked| asked.round.state == RoundState::Open) {
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
    let standing = load(&desk, course).await?;
    let done = Box::pin(call_off(&desk, desk.change().await?, &standing)).await?;
    let told = if done && failed(desk.app, &standing).await? {
        NOT_DONE
    } else if done {
        "The course is cancelled"
    } else {
        "It can no longer be cancelled"
    };
    Ok(Answer::on(at::course(desk.slug(), course), told))
}

/// Calls it off with all that follows, which ends the change. Returns false, and changes nothing, where it no longer can be.
pub(crate) async fn call_off(
    desk: &Desk<'_, Trainer>,
    tx: Transaction,
    standing: &CourseOverview,
) -> Result<bool> {
    let (course, now) = (&standing.course, desk.now());
    if !courses::cancel(&tx, course.id).await? {
        return Ok(false);
    }
    let told = (WebhookEvent::CourseCancelled, &WebhookSubject::Course(course.id));
    let key = format!("course.cancelled {} {now}", course.id);
    webhook_deliveries::queue(&tx, desk.programme().id, told, &key, now).await?;
    for asked in standing.own() {
        if !timetable::cancel_round(&tx, asked.round.id).await? {
            let window = Window { opens: asked.round.opens_at, closes: now };
            timetable::move_round(&tx, &asked.round, window, &standing.zone).await?;
            timetable::skip_letters(&tx, asked.round.id).await?;
        }
    }
    desk.done(tx, "cancelled the course", &course.title).await?;
    scheduler::run_due(desk.app, now).await?;
    Ok(true)
}
