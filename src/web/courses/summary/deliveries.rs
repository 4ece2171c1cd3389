//! What became of each letter of a summary, and sending it to whom it failed to reach.

use askama::Template;
use common_ground_reports::summary::wording;
use jiff::{Timestamp, tz::TimeZone};
use uuid::Uuid;

use crate::{
    mail,
    store::{
        EmailChoice, EmailState, RecipientRole as Whom, email_choice,
        summaries::{self, Sending},
    },
    web::{
        Answer, Button, ButtonAct, Desk, Error, FormData, Frame, MainPlace, Result, Trail, Trainer, at,
        courses::summary::{find, line, trail, zone},
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
    /// Who else may get it.
    others: Vec<Recipient>,
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
#[derive(Default)]
struct Count {
    sent: u64,
    saved: u64,
    waiting: u64,
    failed: u64,
}

impl Count {
    fn heading(&self) -> String {
        let people = |count| wording::counted(count, "person", "people");
        match (self.sent, self.waiting, self.failed) {
            (0, 0, 0) if self.saved > 0 => {
                format!("The summary was saved as files for {}, and not sent", people(self.saved))
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

/// The managers, and those who asked for copies, who have not had it, with a button for each who may get it.
async fn others(desk: &Desk<'_, Trainer>, here: &str, had: &[Uuid]) -> Result<Vec<Recipient>> {
    let mut managers =
        email_choice::readers(desk.db(), desk.programme().id, &EmailChoice::OF_SUMMARIES).await?;
    managers.retain(|manager| !had.contains(&manager.id));
    let all = managers.iter().cloned().map(Into::into).collect();
    let wanted = recipients::not_stopped(desk.app, desk.programme(), all).await?;
    let mut others = Vec::new();
    for manager in managers {
        let name = line(&manager.name, &manager.email);
        let stopped = !wanted.iter().any(|one| one.who == Whom::Person(manager.id));
        let act = Send {
            label: "Send",
            about: format!("to {name}"),
            action: here.to_owned(),
            field: "also",
            value: manager.id.to_string(),
        };
        others.push(Recipient {
            act: (!stopped).then_some(act),
            state: if stopped { "Unsubscribed." } else { "Hasn’t had this summary." }.to_owned(),
            name,
        });
    }
    Ok(others)
}

#[rocket::get("/programmes/<_>/courses/<id>/summary/deliveries")]
pub(crate) async fn show(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let course = find(&desk, id).await?;
    let summary = summaries::latest(desk.db(), id).await?.ok_or(Error::NotFound)?;
    let zone = zone(&desk, &course);
    let here = at::course_summary_deliveries(desk.slug(), id);
    let (mut count, mut rows, mut had) = (Count::default(), Vec::new(), Vec::new());
    let (deliveries, letters): (Vec<_>, Vec<_>) =
        summaries::deliveries(desk.db(), summary.id).await?.into_iter().unzip();
    let people = recipients::of_deliveries(desk.app, &deliveries).await?;
    for (delivery, letter) in deliveries.iter().zip(letters) {
        let Some(to) = people.get(&delivery.id) else { continue };
        if let Some(Whom::Person(id)) = delivery.to {
            had.push(id);
        }
        match letter.state {
            EmailState::Failed => count.failed += 1,
            EmailState::Sent if mail::is_file(&letter.result) => count.saved += 1,
            EmailState::Sent => count.sent += 1,
            EmailState::Cancelled => {}
            EmailState::Queued | EmailState::Sending | EmailState::Deferred => count.waiting += 1,
        }
        let name = line(&to.name, &to.email);
        let again = || Send {
            label: "Send again",
            about: format!("to {name}"),
            action: here.clone(),
            field: "again",
            value: delivery.id.to_string(),
        };
        rows.push(Recipient {
            act: (letter.state == EmailState::Failed).then(again),
            state: state(&letter, &zone),
            name,
        });
    }
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    let mut lead =
        vec![format!("The figures were frozen on {}.", format::day_and_time(summary.frozen_at, &zone))];
    lead.extend(desk.app.mail().await?.reach_nobody());
    lead.extend((summary.revision > 1).then(|| "These are the emails of the latest correction.".to_owned()));
    Answer::page(&Deliveries {
        frame: desk.frame(MainPlace::Courses),
        trail: trail(&desk, &course, "Who got the summary"),
        heading: count.heading(),
        lead,
        recipients: rows,
        others: others(&desk, &here, &had).await?,
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
        let managers =
            email_choice::readers(desk.db(), desk.programme().id, &EmailChoice::OF_SUMMARIES).await?;
        let mut managers = managers.into_iter();
        let manager = managers.find(|manager| manager.id.to_string() == data.one("also"));
        resend::also(app, desk.programme(), &course, &manager.ok_or(Error::NotFound)?.into(), by, now).await?
    };
    let told = match sent {
        Resent::Queued => app.mail().await?.queued("The email is queued", "The email is on its way."),
        Resent::Already => "The email was queued already.".to_owned(),
        Resent::Stopped => "Nothing was sent: they unsubscribed.".to_owned(),
    };
    Ok(Answer::on(at::course_summary_deliveries(desk.slug(), id), told))
}
