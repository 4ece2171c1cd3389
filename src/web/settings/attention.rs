//! What the service could not do by itself: what it was, what went wrong, what to do. It is tried again without anybody,
//! so that the page is for mending the cause, and for not waiting once it is mended.

use std::{collections::HashMap, sync::Arc};

use common_ground_reports::wording;
use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    store::{
        PersonRole, Place, StoredFailure, agreements, courses,
        failures::{self, FailedSubject},
        partners, promises, rounds, webhooks,
    },
    survey::{ENGLISH, Survey},
    web::{
        Admin, Answer, Button, Desk, Empty, Listing, ListingGroup, MainPlace, Result, Row, Seat, at, pager,
        parts::format,
        settings::{NOTHING_SAID, is_set, part::SettingsPart, trail},
    },
    work::{scheduler, tries::Step},
};

/// How the heading of the page begins, and its row on the home page.
const HEADING: &str = "Needs attention";

#[rocket::get("/programmes/<_>/settings/attention?<after>&<before>")]
pub(crate) async fn show(desk: Desk<'_, Admin>, after: Option<&str>, before: Option<&str>) -> Result<Answer> {
    let (db, programme, slug) = (desk.db(), desk.programme(), desk.slug());
    let count = failures::count_of_programme(db, programme.id).await?;
    let page = failures::page(db, programme.id, Place::of(after, before)).await?;
    let mut listing = Listing::new(desk.frame(MainPlace::Settings), &*programme.name, heading(count));
    listing.trail = Some(trail(slug, HEADING));
    let links = pager::links(&page, &at::settings_attention(slug));
    let mut group = ListingGroup { links, ..ListingGroup::default() };
    let names = names(&desk, &page.rows).await;
    for subject in &page.rows {
        group.rows.extend(subject.failures.iter().map(|one| row(&desk, one, names.get(&subject.id))));
    }
    if count == 0 {
        let sentence = "The service has done everything that was due.".to_owned();
        group.empty = Some(Empty { sentence, next: None });
    } else {
        listing.actions = vec![Button::send("Try again now", at::settings_attention(slug))];
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
    let flash = match failures::count_of_programme(desk.db(), programme).await? {
        0 => "Everything is done now".to_owned(),
        left => format!("{} still fails. See what went wrong below", tasks(left)),
    };
    Ok(Answer::on(at::settings_attention(desk.slug()), flash))
}

/// The row on the home page of an administrator, while something could not be done.
async fn need<G: Seat>(desk: &Desk<'_, G>) -> Result<Option<Row>> {
    let count = failures::count_of_programme(desk.db(), desk.programme().id).await?;
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

fn tasks(count: u64) -> String {
    wording::counted(count, "task", "tasks")
}

fn heading(count: u64) -> String {
    match count {
        0 => "Nothing needs attention".to_owned(),
        count => format!("{HEADING}: {} failed", tasks(count)),
    }
}

fn row(desk: &Desk<'_, Admin>, failure: &StoredFailure, subject: Option<&String>) -> Row {
    let zone = desk.zone();
    let at = |at: Timestamp| format::day_and_time(at, &zone);
    let step = Step::from_key(&failure.step);
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

/// What tasks are about, as people know it. What cannot be read has no name, and its page is then without one.
async fn names(desk: &Desk<'_, Admin>, subjects: &[FailedSubject]) -> HashMap<Uuid, String> {
    let (db, programme) = (desk.db(), desk.programme());
    let of = |steps: &[Step]| {
        let is_one =
            |one: &StoredFailure| Step::from_key(&one.step).is_some_and(|step| steps.contains(&step));
        let these = subjects.iter().filter(|subject| subject.failures.iter().any(is_one));
        these.map(|subject| subject.id).collect::<Vec<Uuid>>()
    };
    let mut names = surveys(desk, &of(&[Step::Close, Step::Progress, Step::Ask, Step::Tell])).await;
    names.extend(courses::titles(db, &of(&[Step::Summary])).await.unwrap_or_default());
    let own = of(&[Step::Delete, Step::Digest, Step::Meet]);
    // What belongs to the whole site has no name.
    let own = own.into_iter().filter(|id| !id.is_nil());
    names.extend(own.map(|id| (id, programme.name.clone())));
    let partners = partners::with_ids(db, &of(&[Step::Health])).await.unwrap_or_default();
    let ours = partners.into_iter().filter(|partner| partner.programme_id == programme.id);
    names.extend(ours.map(|partner| (partner.id, partner.name)));
    names.extend(agreements::partner_names(db, &of(&[Step::Review])).await.unwrap_or_default());
    let promised = of(&[Step::Remind, Step::Judge]);
    names.extend(promises::words(db, programme.id, &promised).await.unwrap_or_default());
    names.extend(webhooks::names(db, &of(&[Step::Webhook])).await.unwrap_or_default());
    names
}

/// What surveys are called, with the course that they ask about.
async fn surveys(desk: &Desk<'_, Admin>, ids: &[Uuid]) -> HashMap<Uuid, String> {
    let mut courses = courses::titles_by_round(desk.db(), ids).await.unwrap_or_default();
    let mut read: HashMap<Uuid, Option<Arc<Survey>>> = HashMap::new();
    let mut names = HashMap::new();
    for round in rounds::readable(desk.db(), ids).await.unwrap_or_default() {
        // Many rounds ask the one survey that cannot be read.
        let survey = match read.get(&round.survey_version) {
            Some(survey) => survey.clone(),
            None => desk.app.survey(&round).await.ok(),
        };
        let title = survey.as_ref().map(|survey| survey.title.read(round.side, ENGLISH).to_owned());
        let title = title.unwrap_or_else(|| format!("survey {}", round.code));
        let parts: Vec<String> = [title].into_iter().chain(courses.remove(&round.id)).collect();
        names.insert(round.id, parts.join(", "));
        read.insert(round.survey_version, survey);
    }
    // A round that cannot be read is known by its course.
    names.extend(courses);
    names
}
