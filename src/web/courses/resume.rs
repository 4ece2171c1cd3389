//! Planning a course again that was called off, or its summary after all.

use common_ground_reports::wording;
use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    store::{CourseState as Life, courses, participants, timetable},
    survey::RoundState,
    web::{
        Answer, Desk, Error, Result, Trainer, at,
        courses::{CourseOverview, NOT_DONE, failed, load, question},
    },
    work::scheduler,
};

#[rocket::get("/programmes/<_>/courses/<course>/resume")]
pub(crate) async fn ask(desk: Desk<'_, Trainer>, course: Uuid) -> Result<Answer> {
    let overview = load(&desk, course).await?;
    let title = &overview.course.title;
    let (heading, button, lead) = match overview.course.state {
        Life::WithoutSummary => {
            let lead = "It will be written and sent to every manager as scheduled. If that time has passed \
                        and the surveys are closed, it is written straight away, or on the next working \
                        morning.";
            (format!("Reinstate the summary of {title}?"), "Plan the summary", vec![lead.to_owned()])
        }
        Life::Cancelled => {
            (format!("Plan {title} again?"), "Plan it again", consequences(&overview, desk.now()))
        }
        Life::Planned | Life::Frozen => return Err(Error::NotFound),
    };
    let mut form = question(&desk, &overview.course, heading, button)
        .button(button, at::course_resume(desk.slug(), course));
    form.lead = lead;
    Answer::page(&form)
}

/// What planning a course again brings back, and what stays lost.
fn consequences(overview: &CourseOverview, now: Timestamp) -> Vec<String> {
    let mut lead = vec!["Its date stays the same. You can move it afterwards.".to_owned()];
    for asked in overview.own() {
        let name = asked.name();
        lead.push(match asked.round.state {
            RoundState::Cancelled if asked.round.closes_at > now => {
                format!("{name} is scheduled again, with its emails.")
            }
            RoundState::Cancelled => format!("{name} stays cancelled: its time has passed."),
            _ => {
                format!("{name} stays closed. To ask again, add {} as a new survey.", wording::lowered(&name))
            }
        });
    }
    lead
}

#[rocket::post("/programmes/<_>/courses/<course>/resume")]
pub(crate) async fn resume(desk: Desk<'_, Trainer>, course: Uuid) -> Result<Answer> {
    let overview = load(&desk, course).await?;
    let now = desk.now();
    let tx = desk.change().await?;
    let done = courses::plan_again(&tx, course, overview.course.summary_at.max(now)).await?;
    if done {
        if overview.course.state == Life::Cancelled {
            for asked in overview.own() {
                timetable::plan_round_again(&tx, &asked.round, &overview.zone, now).await?;
            }
            participants::sync(&tx, &desk.app.secret, course).await?;
        }
        desk.done(tx, "planned again", &overview.course.title).await?;
        scheduler::run_due_in(desk.app, desk.programme().id, now).await?;
    }
    let flash = if done && failed(desk.app, &overview).await? {
        NOT_DONE
    } else if done {
        "The course is planned again"
    } else {
        "The course was already planned again"
    };
    Ok(Answer::on(at::course(desk.slug(), course), flash))
}
