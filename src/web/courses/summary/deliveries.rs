//! What became of each letter of a summary, and sending it to whom it failed to reach.

use askama::Template;
use common_ground_reports::wording;
use jiff::{Timestamp, tz::TimeZone};
use uuid::Uuid;

use crate::{
    mail,
    store::{
        Accounts, EmailState, Place, RecipientRole as Whom, SummaryDelivery,
        summaries::{
            self, Sending,
            deliveries::{self, EmailCounts},
        },
    },
    web::{
        Answer, Button, ButtonAct, Desk, Error, Field, FieldInput, FormData, FormProblems, Frame,
        HiddenField, Link, MainPlace, Result, Search, Trail, Trainer, at,
        courses::summary::{MANAGERS, find, line, recipient, trail, zone},
        named::{Among, NamedEntry, Offered},
        pager,
        parts::format,
    },
    work::publish::{
        recipients,
        resend::{self, Resent},
    },
};

#[derive(Debug, Template)]
#[template(path = "courses/summary/deliveries.html")]
struct Deliveries {
    frame: Frame,
    trail: Trail,
    /// What became of the emails: “One email did not arrive”.
    heading: String,
    lead: Vec<String>,
    recipients: Vec<Recipient>,
    /// The pages before and after this.
    pages: Vec<Link>,
    /// Finds somebody who may get it, where they are too many to be listed.
    search: Option<Search>,
    /// What is wrong with a search; searches take everything, so that it is empty.
    problems: FormProblems,
    /// That it found nobody.
    nobody: Option<&'static str>,
    /// Who else may get it.
    others: Vec<Recipient>,
    /// What was searched for and where in the list this is, for each button to come back to.
    carried: Vec<HiddenField>,
    actions: Vec<Button>,
}

#[derive(Debug)]
struct Recipient {
    name: String,
    /// What became of their letter, in words.
    state: String,
    act: Option<Send>,
}

/// A button at the end of a line.
#[derive(Debug)]
struct Send {
    /// “Send again”
    label: &'static str,
    /// About whom, for a screen reader.
    about: String,
    action: String,
    /// The name of its one field.
    field: &'static str,
    value: String,
}

/// How the letters of a summary stand.
fn heading(count: EmailCounts) -> String {
    let people = |count| wording::counted(count, "person", "people");
    match (count.sent, count.waiting, count.failed) {
        (0, 0, 0) if count.saved > 0 => {
            format!("The summary was saved as files for {}, and not sent", people(count.saved))
        }
        (0, 0, 0) => "Nobody has the summary yet".to_owned(),
        (_, _, 1) => "One email did not arrive".to_owned(),
        (_, _, failed) if failed > 0 => {
            format!("{} emails did not arrive", wording::capitalised(&wording::number(failed)))
        }
        (0, waiting, _) => format!("The summary is on its way to {}", people(waiting)),
        (sent, 0, _) => format!("The summary was sent to {}", people(sent)),
        (sent, waiting, _) => {
            format!("The summary was sent to {}, and is on its way to {waiting} more", people(sent))
        }
    }
}

fn state(letter: &Sending, zone: &TimeZone) -> String {
    let why = match letter.result.trim().trim_end_matches('.') {
        "" => String::new(),
        words => format!(" The email server said: “{words}”."),
    };
    let at = |at: Timestamp| format::day_and_time(at, zone);
    match letter.state {
        EmailState::Sent if mail::is_file(&letter.result) => "Saved as a file, not sent.".to_owned(),
        EmailState::Sent => {
            letter.sent_at.map_or_else(|| "Sent.".to_owned(), |sent| format!("Sent on {}.", at(sent)))
        }
        EmailState::Failed => format!("Failed. It won’t be tried again.{why}"),
        EmailState::Deferred => format!("Waiting. It will be tried again on {}.{why}", at(letter.next_at)),
        EmailState::Cancelled => "Cancelled.".to_owned(),
        EmailState::Queued | EmailState::Sending => "Waiting to be sent.".to_owned(),
    }
}

/// A line for each of these deliveries, with a button where the email failed.
async fn lines(
    desk: &Desk<'_, Trainer>,
    here: &str,
    zone: &TimeZone,
    rows: Vec<(SummaryDelivery, Sending)>,
) -> Result<Vec<Recipient>> {
    let (deliveries, letters): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
    let people = recipients::of_deliveries(desk.app, &deliveries).await?;
    let row = |(delivery, letter): (&SummaryDelivery, Sending)| {
        let to = people.get(&delivery.id)?;
        let name = line(&to.name, &to.email);
        let again = || Send {
            label: "Send again",
            about: format!("to {name}"),
            action: here.to_owned(),
            field: "again",
            value: delivery.id.to_string(),
        };
        let act = (letter.state == EmailState::Failed).then(again);
        Some(Recipient { act, state: state(&letter, zone), name })
    };
    Ok(deliveries.iter().zip(letters).filter_map(row).collect())
}

/// Those of these people who have not had a summary, with a button for each who may get it.
async fn without(
    desk: &Desk<'_, Trainer>,
    here: &str,
    summary: Uuid,
    mut people: Vec<NamedEntry>,
) -> Result<Vec<Recipient>> {
    let ids: Vec<Uuid> = people.iter().map(|one| one.id).collect();
    let had = deliveries::people_with(desk.db(), summary, &ids).await?;
    people.retain(|one| !had.contains(&one.id));
    let all = people.iter().map(recipient).collect();
    let wanted = recipients::not_stopped(desk.app, desk.programme(), all).await?;
    let row = |one: &NamedEntry| {
        let name = line(&one.name, &one.email);
        let stopped = !wanted.iter().any(|to| to.who == Whom::Person(one.id));
        let act = Send {
            label: "Send",
            about: format!("to {name}"),
            action: here.to_owned(),
            field: "also",
            value: one.id.to_string(),
        };
        Recipient {
            act: (!stopped).then_some(act),
            state: if stopped { "Unsubscribed." } else { "Hasn’t had this summary." }.to_owned(),
            name,
        }
    };
    Ok(people.iter().map(row).collect())
}

/// Who else may get it: everybody while they are few; of more, those whom a search finds.
async fn others(
    desk: &Desk<'_, Trainer>,
    here: &str,
    summary: Uuid,
    managers: Offered,
    sought: &str,
) -> Result<Vec<Recipient>> {
    let found = if managers.are_many && !sought.is_empty() {
        let among = Among::People(Accounts::SummaryReadersWithout(summary));
        let (called, found) = among.search(desk, sought).await?;
        if called.is_empty() { found } else { called }
    } else {
        managers.list
    };
    without(desk, here, summary, found).await
}

/// What is searched for of what was sent as such. No database takes NUL in text.
fn sought(sent: &str) -> String {
    sent.replace('\0', "").trim().chars().take(MANAGERS.longest()).collect()
}

/// The address of the page with what was searched for there.
fn searched(here: String, sought: &str) -> String {
    let asked = Some(sought).filter(|sought| !sought.is_empty());
    at::query(here, &[("q", &asked)])
}

/// Who got a summary. Of many who could get it, those are shown whom `q` finds.
#[rocket::get("/programmes/<_>/courses/<id>/summary/deliveries?<q>&<after>&<before>")]
pub(crate) async fn show(
    desk: Desk<'_, Trainer>,
    id: Uuid,
    q: Option<&str>,
    after: Option<&str>,
    before: Option<&str>,
) -> Result<Answer> {
    let course = find(&desk, id).await?;
    let summary = summaries::latest(desk.db(), id).await?.ok_or(Error::NotFound)?;
    let zone = zone(&desk, &course);
    let here = at::course_summary_deliveries(desk.slug(), id);
    let counts = deliveries::counts(desk.db(), &[summary.id], mail::WRITTEN_TO).await?;
    let sought = sought(q.unwrap_or_default());
    let place = Place::of(after, before);
    let page = deliveries::page(desk.db(), summary.id, place).await?;
    let pages = pager::links(&page, &searched(here.clone(), &sought));
    let mut carried = pager::carried(place);
    carried.push(HiddenField { name: "q".to_owned(), value: sought.clone() });
    let managers = Offered::of(&desk, MANAGERS, &[]).await?;
    let search = managers.are_many.then(|| Search {
        action: here.clone(),
        fields: vec![
            Field::typed("search", "q", "Name or email address", &*sought)
                .hint("Of somebody who can get it and hasn’t had it."),
        ],
    });
    let is_sought = managers.are_many && !sought.is_empty();
    let others = others(&desk, &here, summary.id, managers, &sought).await?;
    let mut lead =
        vec![format!("The figures were frozen on {}.", format::day_and_time(summary.frozen_at, &zone))];
    lead.extend(desk.app.mail().await?.reach_nobody());
    lead.extend((summary.revision > 1).then(|| "These are the emails of the latest correction.".to_owned()));
    Answer::page(&Deliveries {
        frame: desk.frame(MainPlace::Courses),
        trail: trail(&desk, &course, "Who got the summary"),
        heading: heading(counts.get(&summary.id).copied().unwrap_or_default()),
        lead,
        recipients: lines(&desk, &here, &zone, page.rows).await?,
        pages,
        search,
        problems: FormProblems::default(),
        nobody: (is_sought && others.is_empty()).then_some("No matches. Try part of a name."),
        others,
        carried,
        actions: vec![
            Button::follow("Read the summary", at::course_summary(desk.slug(), id)).quiet(),
            Button::follow("Correct the summary", at::course_summary_correction(desk.slug(), id)).quiet(),
        ],
    })
}

/// Sends it again to somebody, or to a manager who has not had it.
#[rocket::post("/programmes/<_>/courses/<id>/summary/deliveries", data = "<data>")]
pub(crate) async fn send(desk: Desk<'_, Trainer>, id: Uuid, data: FormData) -> Result<Answer> {
    let course = find(&desk, id).await?;
    let summary = summaries::latest(desk.db(), id).await?.ok_or(Error::NotFound)?;
    let (app, by, now) = (desk.app, &desk.who().person, desk.now());
    let sent = if data.is_on("again") {
        let failed = data.one("again").parse().map_err(|_| Error::NotFound)?;
        let delivery = summaries::delivery(desk.db(), failed).await?;
        let delivery =
            delivery.filter(|delivery| delivery.summary_id == summary.id).ok_or(Error::NotFound)?;
        resend::again(app, desk.programme(), &course, &delivery, by, now).await?
    } else {
        let also = Uuid::parse_str(data.one("also")).map_err(|_| Error::NotFound)?;
        let manager = Accounts::SummaryReaders.with_ids(desk.db(), desk.programme().id, &[also]).await?.pop();
        resend::also(app, desk.programme(), &course, &manager.ok_or(Error::NotFound)?.into(), by, now).await?
    };
    let flash = match sent {
        Resent::Queued => app.mail().await?.queued("The email is queued", "The email is on its way."),
        Resent::Already => "The email was queued already.".to_owned(),
        Resent::Stopped => "Nothing was sent: they unsubscribed.".to_owned(),
    };
    let page = searched(at::course_summary_deliveries(desk.slug(), id), &sought(data.one("q")));
    let place = Place::of(Some(data.one("after")), Some(data.one("before")));
    Ok(Answer::on(pager::to(&page, place), flash))
}
