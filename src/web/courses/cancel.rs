//! Calling a course off, planning it again, deleting one that nobody ever answered.

use std::sync::Arc;

use common_ground_reports::summary::wording;
use jiff::Timestamp;
use rocket::State;
use uuid::Uuid;

use crate::{
    app::App,
    store::{
        StoreError, audit,
        courses::{self, State as Life},
        participants, timetable, write,
    },
    survey::round::{RoundState, Window},
    web::{
        at,
        courses::overview::{Standing, lower, name},
        http::{
            answer::{Answer, Page},
            error::{Error, Result},
            guard::{Member, Trainer},
        },
        parts::{
            form::{FormPage, Problems},
            frame::Site,
            nav::{self, Place},
            piece::{Link, Trail},
        },
    },
    work::due,
};

/// A page that asks before something is done.
fn question(
    who: &Member,
    site: &Arc<Site>,
    standing: &Standing,
    (heading, button): (String, &str),
    lead: Vec<String>,
    (action, destroys): (String, bool),
) -> FormPage {
    let slug = &who.programme.slug;
    let back = at::course(slug, standing.course.id);
    FormPage {
        frame: nav::frame(who, site, Place::Courses),
        trail: Some(Trail {
            above: crate::web::courses::above(who, &standing.course),
            here: button.to_owned(),
        }),
        heading,
        lead,
        sections: Vec::new(),
        problems: Problems::default(),
        action,
        button: button.to_owned(),
        destroys,
        cancel: Some(Link::new("Back without doing it", back)),
    }
}

fn may_cancel(standing: &Standing) -> bool {
    matches!(standing.course.state, Life::Planned | Life::WithoutSummary)
}

/// Asks before a course is called off.
#[rocket::get("/programmes/<slug>/courses/<course>/cancel")]
pub(crate) async fn ask_cancel(
    slug: &str,
    course: Uuid,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let Trainer(who) = who;
    let standing = crate::web::courses::find(app, &who, course).await?;
    if !may_cancel(&standing) {
        return Err(Error::NotFound);
    }
    let mut lead = vec![
        "Surveys that are not open yet are not asked, letters that are planned are not sent, and no summary is \
         written. Nobody is told by this service: tell the people who were invited yourself."
            .to_owned(),
    ];
    for asked in
        standing.rounds.iter().filter(|asked| asked.is_own() && asked.round.state == RoundState::Open)
    {
        let count = asked.turnout.so_far();
        lead.push(format!(
            "{} closes at once and cannot be opened again; {count}. Answers are kept as long as the privacy notice \
             says, and then deleted.",
            name(asked.purpose)
        ));
    }
    lead.push("You can plan the course again as long as its surveys would still be open.".to_owned());
    let asks = (format!("Call off {}?", standing.course.title), "Call the course off");
    let action = at::course_cancel(slug, course);
    Page::of(&question(&who, site, &standing, asks, lead, (action, true)))
}

/// Calls it off.
#[rocket::post("/programmes/<slug>/courses/<course>/cancel")]
pub(crate) async fn cancel(slug: &str, course: Uuid, who: Trainer, app: &State<Arc<App>>) -> Result<Answer> {
    let Trainer(who) = who;
    let standing = crate::web::courses::find(app, &who, course).await?;
    let now = app.clock.now();
    let tx = write(&app.db).await?;
    let done = courses::cancel(&tx, course).await?;
    if done {
        for asked in standing.rounds.iter().filter(|asked| asked.is_own()) {
            if !timetable::cancel_round(&tx, asked.round.id).await? {
                let window = Window { opens: asked.round.opens_at, closes: now };
                timetable::move_round(&tx, &asked.round, window, &standing.zone).await?;
                timetable::skip_letters(&tx, asked.round.id).await?;
            }
        }
        record(&tx, &who, &standing, "called off the course", now).await?;
        tx.commit().await.map_err(StoreError::from)?;
        due::run_due(app, now).await?;
    }
    let told = if done && crate::web::courses::failed(app, &standing).await? {
        crate::web::courses::NOT_DONE
    } else if done {
        "The course is called off"
    } else {
        "It cannot be called off any more"
    };
    Ok(Answer::on(at::course(slug, course), told))
}

async fn record(
    tx: &crate::store::Transaction,
    who: &Member,
    standing: &Standing,
    act: &str,
    now: Timestamp,
) -> Result<()> {
    let title = &standing.course.title;
    Ok(audit::record(tx, Some(who.programme.id), &who.person, act, title, now.into()).await?)
}

/// Asks before a course is planned again, or its summary written after all.
#[rocket::get("/programmes/<slug>/courses/<course>/resume")]
pub(crate) async fn ask_resume(
    slug: &str,
    course: uuid::Uuid,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let Trainer(who) = who;
    let standing = crate::web::courses::find(app, &who, course).await?;
    let now = app.clock.now();
    let action = at::course_resume(slug, course);
    match standing.course.state {
        Life::WithoutSummary => {
            let asks =
                (format!("Write the summary of {} after all?", standing.course.title), "Plan the summary");
            let lead = "It is written at its time, or at once if that is past and the surveys are closed, and sent \
                        to every manager.";
            Page::of(&question(&who, site, &standing, asks, vec![lead.to_owned()], (action, false)))
        }
        Life::Cancelled => {
            let asks = (format!("Plan {} again?", standing.course.title), "Plan it again");
            Page::of(&question(&who, site, &standing, asks, consequences(&standing, now), (action, false)))
        }
        Life::Planned | Life::Frozen => Err(Error::NotFound),
    }
}

/// What planning a course again brings back, and what stays lost.
fn consequences(standing: &Standing, now: Timestamp) -> Vec<String> {
    let mut lead = vec!["Its day stays as it was; move it afterwards if you need to.".to_owned()];
    for asked in standing.rounds.iter().filter(|asked| asked.is_own()) {
        let name = name(asked.purpose);
        lead.push(match asked.round.state {
            RoundState::Cancelled if asked.round.closes_at > now => {
                format!("{name} is asked again as planned, with its letters.")
            }
            RoundState::Cancelled => format!("{name} stays called off: its time is over."),
            _ => format!("{name} stays closed. To ask again, add {} as a new survey.", lower(name)),
        });
    }
    lead
}

/// Plans it again.
#[rocket::post("/programmes/<slug>/courses/<course>/resume")]
pub(crate) async fn resume(slug: &str, course: Uuid, who: Trainer, app: &State<Arc<App>>) -> Result<Answer> {
    let Trainer(who) = who;
    let standing = crate::web::courses::find(app, &who, course).await?;
    let now = app.clock.now();
    let tx = write(&app.db).await?;
    let done = courses::plan_again(&tx, course, standing.course.summary_at.max(now)).await?;
    if done {
        if standing.course.state == Life::Cancelled {
            for asked in standing.rounds.iter().filter(|asked| asked.is_own()) {
                timetable::plan_round_again(&tx, &asked.round, &standing.zone, now).await?;
            }
            participants::sync(&tx, &app.secret, course).await?;
        }
        record(&tx, &who, &standing, "planned again", now).await?;
        tx.commit().await.map_err(StoreError::from)?;
        due::run_due(app, now).await?;
    }
    let told = if done && crate::web::courses::failed(app, &standing).await? {
        crate::web::courses::NOT_DONE
    } else if done {
        "It is planned again"
    } else {
        "It was planned again already"
    };
    Ok(Answer::on(at::course(slug, course), told))
}

/// Whether nothing would be lost with a course but its plan.
pub(crate) fn may_delete(standing: &Standing) -> bool {
    let own = standing.rounds.iter().filter(|asked| asked.is_own());
    standing.course.state != Life::Frozen && own.map(|asked| asked.turnout.answered).sum::<u64>() == 0
}

/// Asks before a course is deleted.
#[rocket::get("/programmes/<slug>/courses/<course>/delete")]
pub(crate) async fn ask_delete(
    slug: &str,
    course: Uuid,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let Trainer(who) = who;
    let standing = crate::web::courses::find(app, &who, course).await?;
    if !may_delete(&standing) {
        return Err(Error::NotFound);
    }
    let people = participants::of_course(app.db.read(), course).await?.len() as u64;
    let surveys = standing.rounds.iter().filter(|asked| asked.is_own()).count() as u64;
    let surveys = match surveys {
        1 => "its survey with its code".to_owned(),
        more => format!("its {} with their codes", wording::counted(more, "survey", "surveys")),
    };
    let list = match people {
        0 => "its list of people, which is empty,".to_owned(),
        more => format!("its list of {}", wording::counted(more, "person", "people")),
    };
    let lead = format!(
        "Its plan, {surveys} and {list} are deleted. Links that were sent lead nowhere from then on. Nobody has \
         answered, so no answer is lost. Contacts stay in the address book.",
    );
    let asks = (format!("Delete {}?", standing.course.title), "Delete the course");
    let action = at::course_delete(slug, course);
    Page::of(&question(&who, site, &standing, asks, vec![lead], (action, true)))
}

/// Deletes it.
#[rocket::post("/programmes/<slug>/courses/<course>/delete")]
pub(crate) async fn delete(slug: &str, course: Uuid, who: Trainer, app: &State<Arc<App>>) -> Result<Answer> {
    let Trainer(who) = who;
    let standing = crate::web::courses::find(app, &who, course).await?;
    let own: Vec<Uuid> =
        standing.rounds.iter().filter(|asked| asked.is_own()).map(|asked| asked.round.id).collect();
    let tx = write(&app.db).await?;
    // Counted again inside of the transaction: an answer may have come since the page was read.
    if !may_delete(&standing) || !courses::delete_unanswered(&tx, course, &own).await? {
        return Ok(Answer::on(
            at::course(slug, course),
            "Somebody has answered by now, so it was not deleted",
        ));
    }
    record(&tx, &who, &standing, "deleted the course", app.clock.now()).await?;
    tx.commit().await.map_err(StoreError::from)?;
    Ok(Answer::on(at::courses(slug), "The course was deleted"))
}
