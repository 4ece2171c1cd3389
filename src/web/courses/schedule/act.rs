//! Doing a step of a course at once, or leaving it out.

use common_ground_reports::wording::{capitalised, counted};
use uuid::Uuid;

use crate::{
    web::{
        Answer, Desk, Error, FormPage, Link, MainPlace, Note, Result, Trainer, at,
        courses::{
            CourseOverview, CourseRound, NOT_DONE, failed, load, question,
            schedule::{
                CourseStep, StepAct, TOO_LATE, apply::ScheduleEditor, over, rules, wording::StepWords,
            },
            trail,
        },
    },
    work::{
        mailing::{self, AskedRound},
        publish, scheduler,
    },
};

#[rocket::get("/programmes/<_>/courses/<course>/steps/<step>/<act>")]
pub(crate) async fn ask(desk: Desk<'_, Trainer>, course: Uuid, step: &str, act: &str) -> Result<Answer> {
    let overview = load(&desk, course).await?;
    let step = CourseStep::find(&overview, step).ok_or(Error::NotFound)?;
    let act = StepAct::from_key(act).ok_or(Error::NotFound)?;
    if !step.is_to_come(&overview.course, desk.now()) {
        return Answer::page(&over(&desk, &overview, step));
    }
    if act == StepAct::Now
        && let Some(why) = obstacle(&desk, &overview, step).await?
    {
        return Answer::page(&not_now(&desk, &overview, step, why));
    }
    let mut form = confirmation(&desk, &overview, step, act)?;
    if act == StepAct::Now && matches!(step, CourseStep::Letter(..) | CourseStep::Summary) {
        form.lead.extend(desk.app.mail().await?.reach_nobody());
    }
    Answer::page(&form)
}

/// Does it at once, or leaves it out.
#[rocket::post("/programmes/<_>/courses/<course>/steps/<step>/<act>")]
pub(crate) async fn act(desk: Desk<'_, Trainer>, course: Uuid, step: &str, act: &str) -> Result<Answer> {
    let overview = load(&desk, course).await?;
    let step = CourseStep::find(&overview, step).ok_or(Error::NotFound)?;
    let act = StepAct::from_key(act).ok_or(Error::NotFound)?;
    let now = desk.now();
    if !step.is_to_come(&overview.course, now) {
        return Answer::mend(&over(&desk, &overview, step));
    }
    if act == StepAct::Now
        && let Err(why) = rules::may_happen_now(&overview, step)
    {
        return Answer::mend(&not_now(&desk, &overview, step, why));
    }
    let words = StepWords::of(&overview, step);
    let asks = words.asks(act).ok_or(Error::NotFound)?;
    let done = ScheduleEditor { desk: &desk, overview: &overview, now };
    let address = at::course(desk.slug(), course);
    let did = format!("did now: {}", words.short);
    let changed = match (act, step) {
        (StepAct::Skip, _) => done.skip(step, &format!("skipped {}", words.short)).await?,
        (StepAct::Now, CourseStep::Letter(..)) => {
            let flash = match send_now(&desk, &overview, step).await? {
                Ok(0) => "No email was sent: nobody is left to email".to_owned(),
                Ok(emails) => {
                    let tx = desk.change().await?;
                    desk.done(tx, &did, &overview.course.title).await?;
                    let (one, many) = words.emails;
                    let way = if emails == 1 { "is on its way" } else { "are on their way" };
                    let emails = counted(emails, one, many);
                    let mail = desk.app.mail().await?;
                    mail.queued(&format!("{emails} written"), &format!("{emails} {way}"))
                }
                Err(why) => return Answer::mend(&not_now(&desk, &overview, step, why)),
            };
            return Ok(Answer::on(address, flash));
        }
        (StepAct::Now, CourseStep::Summary) => {
            let by = Some(&desk.who().person);
            publish::publish(desk.app, desk.programme(), &overview.course, by, now).await?.is_some()
        }
        (StepAct::Now, _) => done.move_to(step, now, &did).await?,
    };
    if !changed {
        return Ok(Answer::on(address, TOO_LATE));
    }
    if act == StepAct::Skip {
        return Ok(Answer::on(address, asks.done));
    }
    scheduler::run_due_in(desk.app, desk.programme().id, now).await?;
    if failed(desk.app, &overview).await? {
        return Ok(Answer::on(address, NOT_DONE));
    }
    let flash = match step {
        CourseStep::Summary => desk.app.mail().await?.queued(&asks.done, &asks.done),
        _ => asks.done,
    };
    Ok(Answer::on(address, flash))
}

/// What stands against doing a step at once.
async fn obstacle(
    desk: &Desk<'_, Trainer>,
    overview: &CourseOverview,
    step: CourseStep<'_>,
) -> Result<Option<String>> {
    if let Err(why) = rules::may_happen_now(overview, step) {
        return Ok(Some(why));
    }
    let mut first = None;
    for step in step.together(overview) {
        let CourseStep::Letter(asked, letter) = step else { return Ok(None) };
        let round = asked_round(desk, overview, asked);
        let outlook = mailing::outlook(desk.app, round, letter.kind, &asked.letters, desk.now()).await?;
        match outlook.refusal {
            // Of two sides it is enough that one can be written to.
            None => return Ok(None),
            Some(why) => first = first.or(Some(rules::refused(overview, asked, letter, why))),
        }
    }
    Ok(first)
}

/// Writes to everybody whom an email is for, on both sides where it goes to both; how many emails that is, or why none.
async fn send_now(
    desk: &Desk<'_, Trainer>,
    overview: &CourseOverview,
    step: CourseStep<'_>,
) -> Result<std::result::Result<u64, String>> {
    let (mut emails, mut refused) = (None, None);
    for step in step.together(overview) {
        let CourseStep::Letter(asked, letter) = step else { return Err(Error::NotFound) };
        let round = asked_round(desk, overview, asked);
        match mailing::send_now(desk.app, round, &asked.letters, letter, desk.now()).await? {
            Ok(sent) => emails = Some(emails.unwrap_or(0) + sent),
            Err(why) => refused = refused.or(Some(rules::refused(overview, asked, letter, why))),
        }
    }
    Ok(match (emails, refused) {
        (None, Some(why)) => Err(why),
        (emails, _) => Ok(emails.unwrap_or(0)),
    })
}

/// A round of a course as its people are written to.
fn asked_round<'a>(
    desk: &'a Desk<'_, Trainer>,
    overview: &'a CourseOverview,
    asked: &'a CourseRound,
) -> AskedRound<'a> {
    AskedRound { programme: desk.programme(), round: &asked.round, course: Some(&overview.course) }
}

/// That a step cannot be done at once, why, and where to go instead.
fn not_now(desk: &Desk<'_, Trainer>, overview: &CourseOverview, step: CourseStep<'_>, why: String) -> Note {
    let (slug, course) = (desk.slug(), &overview.course);
    let words = StepWords::of(overview, step);
    let mut ways = vec![
        Link::new("Change when it happens", at::course_step(slug, course.id, step.key())),
        Link::new("Back to the course", at::course(slug, course.id)),
    ];
    if matches!(step, CourseStep::Letter(asked, _) if asked.turnout.invited == 0) {
        ways.insert(0, Link::new("Add people", at::course_participants(slug, course.id)));
    }
    Note {
        frame: desk.frame(MainPlace::Courses),
        trail: trail(slug, course, capitalised(&words.short)),
        heading: format!("{} cannot be {} now", words.subject, words.done_at_once),
        paragraphs: vec![why, "Nothing was changed.".to_owned()],
        ways,
    }
}

fn confirmation(
    desk: &Desk<'_, Trainer>,
    overview: &CourseOverview,
    step: CourseStep<'_>,
    act: StepAct,
) -> Result<FormPage> {
    let course = &overview.course;
    let words = StepWords::of(overview, step);
    let asks = words.asks(act).ok_or(Error::NotFound)?;
    let action = at::course_step_act(desk.slug(), course.id, step.key(), act.key());
    let form = question(desk, course, asks.question, &capitalised(&words.short)).lead(asks.means);
    Ok(match act {
        StepAct::Skip => form.destroys(asks.button, action),
        StepAct::Now => form.button(asks.button, action),
    })
}
