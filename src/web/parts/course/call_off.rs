//! Calling a course off, with all that follows for its surveys and emails.

use crate::{
    store::{Transaction, WebhookEvent, WebhookSubject, courses, timetable, webhook_deliveries},
    survey::Window,
    web::{Desk, Result, Trainer, parts::course::CourseOverview},
    work::scheduler,
};

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
