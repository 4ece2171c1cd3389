//! Doing a step of a course at once, or leaving it out.

use common_ground_reports::summary::wording::capitalised;
use uuid::Uuid;

use crate::{
    web::{
        at,
        courses::{
            NOT_DONE, failed, load,
            overview::Standing,
            question,
            schedule::{Act, Step, TOO_LATE, apply::Done, over, rules, wording::Words},
        },
        http::{
            answer::Answer,
            desk::Desk,
            error::{Error, Result},
            guard::Trainer,
        },
        parts::form::FormPage,
    },
    work::scheduler,
};

/// Asks before.
#[rocket::get("/programmes/<_>/courses/<course>/steps/<step>/<act>")]
pub(crate) async fn ask(desk: Desk<'_, Trainer>, course: Uuid, step: &str, act: &str) -> Result<Answer> {
    let standing = load(&desk, course).await?;
    let step = Step::find(&standing, step).ok_or(Error::NotFound)?;
    let act = Act::from_key(act).ok_or(Error::NotFound)?;
    if !step.is_to_come(&standing.course, desk.now()) {
        return Answer::page(&over(&desk, &standing, step));
    }
    let mut form = confirmation(&desk, &standing, step, act)?;
    if act == Act::Now && matches!(step, Step::Letter(..) | Step::Summary) {
        form.lead.extend(desk.app.mail().await?.reach_nobody());
    }
    Answer::page(&form)
}

/// Does it at once, or leaves it out.
#[rocket::post("/programmes/<_>/courses/<course>/steps/<step>/<act>")]
pub(crate) async fn act(desk: Desk<'_, Trainer>, course: Uuid, step: &str, act: &str) -> Result<Answer> {
    let standing = load(&desk, course).await?;
    let step = Step::find(&standing, step).ok_or(Error::NotFound)?;
    let act = Act::from_key(act).ok_or(Error::NotFound)?;
    let now = desk.now();
    if !step.is_to_come(&standing.course, now) {
        return Answer::mend(&over(&desk, &standing, step));
    }
    if act == Act::Now
        && let Err(why) = rules::may_happen_now(&standing, step)
    {
        return Answer::mend(&confirmation(&desk, &standing, step, act)?.lead(why));
    }
    let words = Words::of(&standing, step);
    let asks = words.asks(act).ok_or(Error::NotFound)?;
    let done = Done { desk: &desk, standing: &standing, now };
    let changed = match act {
        Act::Skip => done.skip(step, &format!("left out {}", words.short)).await?,
        Act::Now => done.move_to(step, now, &format!("did at once: {}", words.short)).await?,
    };
    let address = at::course(desk.slug(), course);
    if !changed {
        return Ok(Answer::on(address, TOO_LATE));
    }
    if act == Act::Skip {
        return Ok(Answer::on(address, asks.done));
    }
    scheduler::run_due(desk.app, now).await?;
    if failed(desk.app, &standing).await? {
        return Ok(Answer::on(address, NOT_DONE));
    }
    let told = match step {
        Step::Letter(..) => desk.app.mail().await?.queued("The emails are queued", &asks.done),
        Step::Summary => desk.app.mail().await?.queued(&asks.done, &asks.done),
        Step::Day | Step::Opens(_) | Step::Closes(_) => asks.done,
    };
    Ok(Answer::on(address, told))
}

fn confirmation(desk: &Desk<'_, Trainer>, standing: &Standing, step: Step<'_>, act: Act) -> Result<FormPage> {
    let course = &standing.course;
    let words = Words::of(standing, step);
    let asks = words.asks(act).ok_or(Error::NotFound)?;
    let action = at::course_step_act(desk.slug(), course.id, step.key(), act.key());
    let form = question(desk, course, asks.question, &capitalised(&words.short)).lead(asks.means);
    Ok(match act {
        Act::Skip => form.destroys(asks.button, action),
        Act::Now => form.button(asks.button, action),
    })
}
