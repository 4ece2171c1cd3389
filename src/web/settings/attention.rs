//! What the service could not do by itself: what it was, what went wrong, what to do. It is tried again without anybody,
//! so that the page is for mending the cause, and for not waiting once it is mended.

use std::{collections::HashMap, sync::Arc};

use common_ground_reports::summary::wording;
use jiff::Timestamp;
use rocket::State;
use uuid::Uuid;

use crate::{
    app::App,
    store::{
        StoreError, audit, courses,
        failures::{self, Failure},
        rounds, write,
    },
    survey::text::ENGLISH,
    web::{
        at,
        http::{
            answer::{Answer, Page},
            error::Result,
            flash::Told,
            guard::{Admin, Member},
        },
        parts::rows::{Row, RowEnd},
        parts::{
            format,
            frame::Site,
            index::Index,
            nav::{self, Place},
            piece::{Act, Action, Empty},
        },
    },
    work::{due, tries::Step},
};

/// How the heading of the page begins, and its row on the home page.
const HEADING: &str = "Needs attention";

/// What could not be done of the programme.
#[rocket::get("/programmes/<slug>/settings/attention")]
pub(crate) async fn show(
    slug: &str,
    who: Admin,
    told: Told,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let Admin(who) = who;
    let failures = failures::of_programme(app.db.read(), who.programme.id).await?;
    let mut rows = Vec::with_capacity(failures.len());
    for failure in &failures {
        rows.push(row(app, &who, failure).await);
    }
    let again = Action {
        label: "Try again now".to_owned(),
        act: Act::Send(at::settings_attention(slug)),
        quiet: false,
    };
    Page::of(&Index {
        frame: nav::frame(&who, site, Place::Settings).telling(told.0),
        programme: format!("{} · {HEADING}", who.programme.name),
        heading: heading(failures.len()),
        actions: if rows.is_empty() { Vec::new() } else { vec![again] },
        empty: rows.is_empty().then(|| Empty {
            sentence: "The service has done everything that was due.".to_owned(),
            next: None,
        }),
        rows,
    })
}

/// Does now what waits for its next try.
#[rocket::post("/programmes/<slug>/settings/attention")]
pub(crate) async fn try_again(slug: &str, who: Admin, app: &State<Arc<App>>) -> Result<Answer> {
    let Admin(who) = who;
    let (programme, now) = (who.programme.id, app.clock.now());
    let tx = write(&app.db).await?;
    failures::try_now(&tx, programme, now.into()).await?;
    audit::record(&tx, Some(programme), &who.person, "tried again what", "could not be done", now.into())
        .await?;
    tx.commit().await.map_err(StoreError::from)?;
    due::run_due(app, now).await?;
    let told = match failures::of_programme(app.db.read(), programme).await?.len() {
        0 => "Everything is done now".to_owned(),
        left => format!("{} still fails. See below what went wrong", tasks(left)),
    };
    Ok(Answer::on(at::settings_attention(slug), told))
}

/// The row on the home page of an administrator, while something could not be done.
pub(crate) async fn need(app: &App, who: &Member) -> Result<Option<Row>> {
    let failures = failures::of_programme(app.db.read(), who.programme.id).await?;
    Ok((!failures.is_empty()).then(|| Row {
        title: format!("{HEADING}: {} could not be done", tasks(failures.len())),
        href: Some(at::settings_attention(&who.programme.slug)),
        detail: "See what went wrong and what to do.".to_owned(),
        end: RowEnd::Nothing,
    }))
}

fn tasks(count: usize) -> String {
    wording::counted(count as u64, "task", "tasks")
}

fn heading(count: usize) -> String {
    match count {
        0 => "Nothing needs attention".to_owned(),
        count => format!("{HEADING}: {} could not be done", tasks(count)),
    }
}

async fn row(app: &App, who: &Member, failure: &Failure) -> Row {
    let zone = who.programme.settings.zone();
    let at = |at: Timestamp| format::day_and_time(at, &zone);
    let step = Step::from_key(&failure.step);
    let subject = subject(app, who, step, failure.subject_id).await;
    let (what, remedy) = match step {
        Some(Step::Open) => ("Surveys could not be opened", RETRIED),
        Some(Step::Close) => ("A survey could not be closed", RETRIED),
        Some(Step::Progress) => ("The figures of an open survey could not be refreshed", RETRIED),
        Some(Step::Ask) => (
            "Invitations or reminders could not be queued",
            "Check the survey, the sender and the email server in the settings.",
        ),
        Some(Step::Summary) => ("A summary could not be written", "Check its course and who is to get it."),
        Some(Step::Delete) => ("What was kept long enough could not be deleted", RETRIED),
        Some(Step::Tidy) => ("Old emails and sign-ins could not be deleted", RETRIED),
        None => ("A task could not be done", RETRIED),
    };
    let title = subject.map_or_else(|| what.to_owned(), |subject| format!("{what}: {subject}"));
    let tries = wording::counted(u64::try_from(failure.tries).unwrap_or_default(), "try", "tries");
    Row {
        title,
        href: None,
        detail: format!(
            "What went wrong: {}. It first failed on {}, and again on {} ({tries}). It is tried again on {}. {remedy}",
            failure.error.trim_end_matches('.'),
            at(failure.first_at.time()),
            at(failure.last_at.time()),
            at(failure.next_at.time()),
        ),
        end: RowEnd::Nothing,
    }
}

/// What to do about most failures.
const RETRIED: &str = "If it goes on failing, give these words to whoever runs this service.";

/// What a task is about, as people know it. What cannot be read has no name, and its page is then without one.
async fn subject(app: &App, who: &Member, step: Option<Step>, id: Uuid) -> Option<String> {
    let db = app.db.read();
    match step? {
        Step::Close | Step::Progress | Step::Ask => {
            let courses: HashMap<Uuid, String> =
                courses::titles_by_round(db, who.programme.id).await.unwrap_or_default();
            let title = match rounds::find(db, id).await {
                Ok(Some(round)) => match app.survey(&round).await {
                    Ok(survey) => Some(survey.title.read(round.side, ENGLISH).to_owned()),
                    Err(_) => Some(format!("survey {}", round.code)),
                },
                _ => None,
            };
            let parts: Vec<String> = title.into_iter().chain(courses.get(&id).cloned()).collect();
            (!parts.is_empty()).then(|| parts.join(", "))
        }
        Step::Summary => courses::find(db, id).await.ok().flatten().map(|course| course.title),
        Step::Delete => Some(who.programme.name.clone()),
        Step::Open | Step::Tidy => None,
    }
}
