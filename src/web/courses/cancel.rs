//! Calling a course off.

use uuid::Uuid;

use crate::{
    store::{
        courses::{self, State as Life},
        timetable,
    },
    survey::round::{RoundState, Window},
    web::{
        at,
        courses::{NOT_DONE, failed, load, question},
        http::{
            answer::Answer,
            desk::Desk,
            error::{Error, Result},
            guard::Trainer,
        },
    },
    work::scheduler,
};

/// Asks before.
#[rocket::get("/programmes/<_>/courses/<course>/cancel")]
pub(crate) async fn ask(desk: Desk<'_, Trainer>, course: Uuid) -> Result<Answer> {
    let standing = load(&desk, course).await?;
    if !matches!(standing.course.state, Life::Planned | Life::WithoutSummary) {
        return Err(Error::NotFound);
    }
    let button = "Call the course off";
    let mut form =
        question(&desk, &standing.course, format!("Call off {}?", standing.course.title), button).lead(
            "Surveys that are not open yet are not asked, letters that are planned are not sent, and no summary is \
             written. Nobody is told by this service: tell the people who were invited yourself.",
        );
    for asked in
        standing.rounds.iter().filter(|asked| asked.is_own() && asked.round.state == RoundState::Open)
    {
        let count = asked.turnout.so_far();
        form = form.lead(format!(
            "{} closes at once and cannot be opened again; {count}. Answers are kept as long as the privacy notice \
             says, and then deleted.",
            asked.name()
        ));
    }
    let form = form
        .lead("You can plan the course again as long as its surveys would still be open.")
        .destroys(button, at::course_cancel(desk.slug(), course));
    Answer::page(&form)
}

/// Calls it off.
#[rocket::post("/programmes/<_>/courses/<course>/cancel")]
pub(crate) async fn cancel(desk: Desk<'_, Trainer>, course: Uuid) -> Result<Answer> {
    let standing = load(&desk, course).await?;
    let now = desk.now();
    let tx = desk.change().await?;
    let done = courses::cancel(&tx, course).await?;
    if done {
        for asked in standing.rounds.iter().filter(|asked| asked.is_own()) {
            if !timetable::cancel_round(&tx, asked.round.id).await? {
                let window = Window { opens: asked.round.opens_at, closes: now };
                timetable::move_round(&tx, &asked.round, window, &standing.zone).await?;
                timetable::skip_letters(&tx, asked.round.id).await?;
            }
        }
        desk.done(tx, "called off the course", &standing.course.title).await?;
        scheduler::run_due(desk.app, now).await?;
    }
    let told = if done && failed(desk.app, &standing).await? {
        NOT_DONE
    } else if done {
        "The course is called off"
    } else {
        "It cannot be called off any more"
    };
    Ok(Answer::on(at::course(desk.slug(), course), told))
}
