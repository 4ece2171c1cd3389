//! What the service could not do by itself: what it was, what went wrong, what to do. It is tried again without anybody,
//! so that the page is for mending the cause, and for not waiting once it is mended.

use std::collections::HashMap;

use common_ground_reports::summary::wording;
use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    store::{PersonRole, StoredFailure, agreements, courses, failures, partners, promises, rounds, webhooks},
    survey::ENGLISH,
    web::{
        Admin, Answer, Button, Desk, Empty, Listing, ListingGroup, MainPlace, Result, Row, Seat, at,
        parts::format,
        settings::{NOTHING_SAID, is_set, part::SettingsPart, trail},
    },
    work::{scheduler, tries::Step},
};

/// How the heading of the page begins, and its row on the home page.
const HEADING: &str = "Needs attention";

#[rocket::get("/programmes/<_>/settings/attention")]
pub(crate) async fn show(desk: Desk<'_, Admin>) -> Result<Answer> {
    let failures = failures::of_programme(desk.db(), desk.programme().id).await?;
    let heading = heading(failures.len());
    let mut listing = Listing::new(desk.frame(MainPlace::Settings), &*desk.programme().name, heading);
    listing.trail = Some(trail(desk.slug(), HEADING));
    let mut group = ListingGroup::default();
    for failure in &failures {
        group.rows.push(row(&desk, failure).await);
    }
    if failures.is_empty() {
        let sentence = "The service has done everything that was due.".to_owned();
        group.empty = Some(Empty { sentence, next: None });
    } else {
        listing.actions = vec![Button::send("Try again now", at::settings_attention(desk.slug()))];
    }
    listing.groups.push(group);
    Answer::page(&listing)
}

/// Does now what waits for its next try.
#[rocket::post("/programmes/<_>/settings/attention")]
pub(crate) async fn try_again(desk: Desk<'_, Admin>) -> Result<Answer> {
    let (programme, now) = (desk.programme().id, desk.now());
    let tx = desk.change().await?;
    failures::try_now(&tx, programme, now).await?;
    desk.done(tx, "tried again what", "failed").await?;
    scheduler::run_due(desk.app, now).await?;
    let told = match failures::of_programme(desk.db(), programme).await?.len() {
        0 => "Everything is done now".to_owned(),
        left => format!("{} still fails. See what went wrong below", tasks(left)),
    };
    Ok(Answer::on(at::settings_attention(desk.slug()), told))
}

/// The row on the home page of an administrator, while something could not be done.
async fn need<G: Seat>(desk: &Desk<'_, G>) -> Result<Option<Row>> {
    let count = failures::of_programme(desk.db(), desk.programme().id).await?.len();
    let row = || Row::new(heading(count), "See what went wrong and what to do.");
    Ok((count > 0).then(|| row().to(at::settings_attention(desk.slug()))))
}

/// What has to be set before anybody is asked, for the home page of who can set it.
pub(crate) async fn needs<G: Seat>(desk: &Desk<'_, G>) -> Result<Vec<Row>> {
    if desk.who().role != PersonRole::Admin {
        return Ok(Vec::new());
    }
    let slug = desk.slug();
    let mut needs: Vec<Row> = need(desk).await?.into_iter().collect();
    if let Some(folder) = desk.app.mail().await?.folder.as_ref().filter(|_| desk.who().runs_site()) {
        let detail = format!(
            "Emails are saved as files in {}, not sent. Set up an email server before you invite people.",
            folder.display()
        );
        needs.push(Row::new("No email server is set up", detail).to(at::settings_mail_server(slug)));
    }
    if !is_set(&desk.programme().settings) {
        let detail = "Everybody who answers sees it before the first question.";
        needs.push(Row::new(NOTHING_SAID, detail).to(at::settings_part(slug, SettingsPart::Notice.key())));
    }
    Ok(needs)
}

fn tasks(count: usize) -> String {
    wording::counted(count as u64, "task", "tasks")
}

fn heading(count: usize) -> String {
    match count {
        0 => "Nothing needs attention".to_owned(),
        count => format!("{HEADING}: {} failed", tasks(count)),
    }
}

async fn row(desk: &Desk<'_, Admin>, failure: &StoredFailure) -> Row {
    let zone = desk.zone();
    let at = |at: Timestamp| format::day_and_time(at, &zone);
    let step = Step::from_key(&failure.step);
    let subject = subject(desk, step, failure.subject_id).await;
    let (what, remedy) = match step {
        Some(Step::Open) => ("Surveys could not be opened", RETRIED),
        Some(Step::Close) => ("A survey could not be closed", RETRIED),
        Some(Step::Progress) => ("The figures of an open survey could not be refreshed", RETRIED),
        Some(Step::Meet) => ("The list of people who unsubscribed could not be checked", RETRIED),
        Some(Step::Ask) => (
            "Invitations or reminders could not be queued",
            "Check the survey, the sender and the email server in the settings.",
        ),
        Some(Step::Review) => ("A reminder of an agreement could not be queued", RETRIED),
        Some(Step::Health) => ("A health check could not begin or end", RETRIED),
        Some(Step::Remind) => ("A reminder of a promise could not be queued", RETRIED),
        Some(Step::Judge) => ("An email about what was done could not be queued", RETRIED),
        Some(Step::Summary) => ("A summary could not be written", "Check its course and who is to get it."),
        Some(Step::Tell) => ("Emails about results could not be queued", RETRIED),
        Some(Step::Digest) => ("Monthly emails could not be queued", RETRIED),
        Some(Step::Webhook) => ("A webhook that fails could not be switched off", RETRIED),
        Some(Step::Delete) => ("Data past its retention period could not be deleted", RETRIED),
        Some(Step::Tidy) => ("Old emails and sign-ins could not be deleted", RETRIED),
        None => ("A task failed", RETRIED),
    };
    let title = subject.map_or_else(|| what.to_owned(), |subject| format!("{what}: {subject}"));
    let tries = wording::counted(u64::try_from(failure.tries).unwrap_or_default(), "try", "tries");
    Row::new(
        title,
        format!(
            "What went wrong: {}. It first failed on {}, and again on {} ({tries}). It is tried again on {}. {remedy}",
            failure.error.trim_end_matches('.'),
            at(failure.first_at),
            at(failure.last_at),
            at(failure.next_at),
        ),
    )
}

/// What to do about most failures.
const RETRIED: &str = "If it keeps failing, give this message to the person who runs the server.";

/// What a task is about, as people know it. What cannot be read has no name, and its page is then without one.
async fn subject(desk: &Desk<'_, Admin>, step: Option<Step>, id: Uuid) -> Option<String> {
    let db = desk.db();
    match step? {
        Step::Close | Step::Progress | Step::Ask | Step::Tell => {
            let courses: HashMap<Uuid, String> =
                courses::titles_by_round(db, &[id]).await.unwrap_or_default();
            let title = match rounds::find(db, id).await {
                Ok(Some(round)) => match desk.app.survey(&round).await {
                    Ok(survey) => Some(survey.title.read(round.side, ENGLISH).to_owned()),
                    Err(_) => Some(format!("survey {}", round.code)),
                },
                _ => None,
            };
            let parts: Vec<String> = title.into_iter().chain(courses.get(&id).cloned()).collect();
            (!parts.is_empty()).then(|| parts.join(", "))
        }
        Step::Summary => courses::find(db, id).await.ok().flatten().map(|course| course.title),
        Step::Delete | Step::Digest | Step::Meet => Some(desk.programme().name.clone()),
        Step::Health => {
            let partner = partners::find(db, desk.programme().id, id).await.ok().flatten();
            partner.map(|partner| partner.name)
        }
        Step::Review => agreements::find(db, id).await.ok().flatten().map(|version| version.document.partner),
        Step::Remind | Step::Judge => {
            let found = promises::find(db, desk.programme().id, id).await.ok().flatten();
            found.map(|promise| promise.what)
        }
        Step::Webhook => webhooks::get(db, id).await.ok().flatten().map(|webhook| webhook.name),
        Step::Open | Step::Tidy => None,
    }
}
