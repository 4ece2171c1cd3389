//! What became of each letter of a summary, and sending it to whom it failed to reach.

use std::sync::Arc;

use common_ground_reports::summary::wording;
use jiff::tz::TimeZone;
use rocket::{Route, State as Managed};
use uuid::Uuid;

use crate::{
    app::App,
    mail,
    store::{
        outbox::State,
        people::{self, Role},
        summaries::{self, Sending},
    },
    web::{
        at,
        courses::summary::{preview, recipients::line},
        http::{
            answer::{Answer, Page},
            error::{Error, Result},
            flash::Told,
            form_data::FormData,
            guard::{Member, Trainer},
        },
        parts::{
            format,
            frame::Site,
            nav::{self, Place},
            piece::{Act, Action},
            summary::{Deliveries, Recipient, Send},
        },
        public::summary_link::course,
    },
    work::freeze::{
        later::{self, Sent},
        recipients,
    },
};

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
                format!("The summary was saved as files for {}, and reached nobody", people(self.saved))
            }
            (0, 0, 0) => "Nobody has had the summary".to_owned(),
            (_, _, 1) => "One letter did not arrive".to_owned(),
            (_, _, failed) if failed > 0 => {
                format!("{} letters did not arrive", wording::capitalised(&wording::number(failed)))
            }
            (0, waiting, _) => format!("The summary is on its way to {}", people(waiting)),
            (sent, 0, _) => format!("The summary was sent to {}", people(sent)),
            (sent, waiting, _) => {
                format!("The summary was sent to {}, and is on its way to {waiting} more", people(sent))
            }
        }
    }
}

/// The state of a letter in words.
fn state(letter: &Sending, zone: &TimeZone) -> String {
    let why = match letter.result.trim().trim_end_matches('.') {
        "" => String::new(),
        words => format!(" The mail server said: “{words}”."),
    };
    let at = |at: crate::store::Instant| format::day_and_time(at.time(), zone);
    match letter.state {
        State::Sent if mail::is_file(&letter.result) => "Saved as a file, and reached nobody.".to_owned(),
        State::Sent => {
            letter.sent_at.map_or_else(|| "Sent.".to_owned(), |sent| format!("Sent on {}.", at(sent)))
        }
        State::Failed => format!("Failed, and is not tried again.{why}"),
        State::Deferred => format!("Waits, and is tried again on {}.{why}", at(letter.next_at)),
        State::Cancelled => "Called off.".to_owned(),
        State::Queued | State::Sending => "Waits to be sent.".to_owned(),
    }
}

/// The managers who have not had it, with a button for each who may get it.
async fn others(app: &App, who: &Member, here: &str, had: &[Uuid]) -> Result<Vec<Recipient>> {
    let mut others = Vec::new();
    for manager in people::with_role(app.db.read(), who.programme.id, Role::Manager).await? {
        if had.contains(&manager.id) {
            continue;
        }
        let name = line(&manager.name, &manager.email);
        let stopped = recipients::has_stopped(app, &who.programme, &manager.email).await?;
        let act = Send {
            label: "Send it to them".to_owned(),
            about: format!(": {name}"),
            action: here.to_owned(),
            field: "also",
            value: manager.id.to_string(),
        };
        others.push(Recipient {
            act: (!stopped).then_some(act),
            state: if stopped { "Stopped these letters." } else { "Has not had this summary." }.to_owned(),
            name,
        });
    }
    Ok(others)
}

/// Who got a summary.
#[rocket::get("/programmes/<slug>/courses/<id>/summary/deliveries")]
pub(crate) async fn show(
    slug: &str,
    id: uuid::Uuid,
    who: Trainer,
    told: Told,
    app: &Managed<Arc<App>>,
    site: &Managed<Arc<Site>>,
) -> Result<Page> {
    let Trainer(who) = who;
    let course = course(app, &who, id).await?;
    let summary = summaries::latest(app.db.read(), id).await?.ok_or(Error::NotFound)?;
    let zone = preview::zone(&who, &course);
    let here = at::course_summary_deliveries(slug, id);
    let button = |label: &str, about: &str, field, value: String| Send {
        label: label.to_owned(),
        about: about.to_owned(),
        action: here.clone(),
        field,
        value,
    };
    let (mut count, mut rows, mut had) = (Count::default(), Vec::new(), Vec::new());
    for (delivery, letter) in summaries::deliveries(app.db.read(), summary.id).await? {
        let Some(to) = recipients::of_delivery(app, &delivery).await? else { continue };
        had.extend(delivery.person_id);
        let failed = letter.state == State::Failed;
        match letter.state {
            State::Failed => count.failed += 1,
            State::Sent if mail::is_file(&letter.result) => count.saved += 1,
            State::Sent => count.sent += 1,
            State::Cancelled => {}
            State::Queued | State::Sending | State::Deferred => count.waiting += 1,
        }
        let name = line(&to.name, &to.email);
        rows.push(Recipient {
            act: failed
                .then(|| button("Send it again", &format!("to {name}"), "again", delivery.id.to_string())),
            state: state(&letter, &zone),
            name,
        });
    }
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    let others = others(app, &who, &here, &had).await?;
    let follow =
        |label: &str, to: String| Action { label: label.to_owned(), act: Act::Follow(to), quiet: true };
    let mut lead = vec![format!("Frozen on {}.", format::day_and_time(summary.frozen_at.time(), &zone))];
    lead.extend(app.mail().await?.reach_nobody());
    lead.extend((summary.revision > 1).then(|| "These are the letters of the latest correction.".to_owned()));
    Page::of(&Deliveries {
        frame: nav::frame(&who, site, Place::Courses).telling(told.0),
        trail: preview::trail(&who, &course, "Who got the summary"),
        heading: count.heading(),
        lead,
        recipients: rows,
        others,
        actions: vec![
            follow("Read the summary", at::course_summary(slug, id)),
            follow("Put something right", at::course_summary_correction(slug, id)),
        ],
    })
}

#[rocket::post("/programmes/<slug>/courses/<id>/summary/deliveries", data = "<entries>")]
pub(crate) async fn send(
    slug: &str,
    id: Uuid,
    who: Trainer,
    entries: FormData,
    app: &Managed<Arc<App>>,
) -> Result<Answer> {
    let Trainer(who) = who;
    let course = course(app, &who, id).await?;
    let summary = summaries::latest(app.db.read(), id).await?.ok_or(Error::NotFound)?;
    let now = app.clock.now();
    let sent = if entries.is_on("again") {
        let failed = entries.one("again").parse().map_err(|_| Error::NotFound)?;
        let delivery = summaries::delivery(app.db.read(), failed).await?;
        let delivery =
            delivery.filter(|delivery| delivery.summary_id == summary.id).ok_or(Error::NotFound)?;
        later::again(app, &course, &delivery, &who.person, now).await?
    } else {
        let managers = people::with_role(app.db.read(), who.programme.id, Role::Manager).await?;
        let mut managers = managers.into_iter();
        let manager = managers.find(|manager| manager.id.to_string() == entries.one("also"));
        later::also(app, &course, &manager.ok_or(Error::NotFound)?.into(), &who.person, now).await?
    };
    let told = match sent {
        Sent::Queued => app.mail().await?.queued("The email is queued", "The email is on its way."),
        Sent::Already => "The email was queued already.".to_owned(),
        Sent::Stopped => "Nothing was sent: they stopped these emails.".to_owned(),
    };
    Ok(Answer::on(at::course_summary_deliveries(slug, id), told))
}
