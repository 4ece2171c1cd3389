//! The summary as a letter to one recipient.

use common_ground_reports::summary::{Cover, Email, Links, Summary};
use jiff::{Timestamp, ToSpan};
use tokio::task::spawn_blocking;
use uuid::Uuid;

use super::{
    Sender,
    compose::{Series, UnsentEmail, message_id},
};
use crate::{
    app::App,
    mail::{Address, Attachment, Inline, Mailbox, RenderedEmail},
    store::{NewDelivery, NewLetter, Programme, Result, StoreError, summaries},
    survey::{
        EmailText,
        email_text::{self, Values},
    },
    system::secret::KeyPurpose,
};

/// What these letters are called in the outbox.
const KIND: &str = "summary";
/// What these letters and digests are as a series that can be stopped.
pub(super) const SERIES: &str = "summaries";
/// Who reads it, where it is only shown.
const SOMEBODY: &str = "A. Person";
/// Weeks for which the link to the summary's page works.
const LINK_WEEKS: i64 = 26;

/// A recipient as their letter knows them.
#[derive(Clone, Debug)]
pub struct SummaryReader {
    who: summaries::RecipientRole,
    delivery: Uuid,
    name: String,
    email: String,
    links: Links,
    stop: String,
}

impl SummaryReader {
    /// The reader of the letter of that delivery.
    pub fn new(app: &App, who: summaries::RecipientRole, name: &str, email: &str, delivery: Uuid) -> Self {
        Self {
            who,
            delivery,
            name: name.to_owned(),
            email: email.to_owned(),
            links: match who {
                // Whoever has an account chooses there: what is forwarded stops nobody's emails.
                summaries::RecipientRole::Person(_) => links(app, delivery),
                summaries::RecipientRole::Reader(_) => {
                    Links { stop: Some(stop_link(app, delivery)), ..links(app, delivery) }
                }
            },
            stop: stop_link(app, delivery),
        }
    }

    /// The delivery of a summary to them, whose link works for half a year from `now`.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] for a time beyond the calendar.
    pub fn of(&self, summary: Uuid, now: Timestamp) -> Result<NewDelivery> {
        let link_expires_at = link_expires(now)?;
        Ok(NewDelivery { id: self.delivery, summary, to: self.who, link_expires_at })
    }
}

/// The email as a recipient gets it, but with links that lead nowhere.
pub async fn sample(app: &App, programme: &Programme, own: &EmailText, summary: Summary) -> Result<Email> {
    let links = Links { preferences: Some(choose_link(app, programme)), ..links(app, Uuid::nil()) };
    let cover = cover(&around(programme, own), &summary, SOMEBODY, &links);
    off_the_requests(move || {
        let image = summary.image().map_err(|error| error.to_string())?;
        summary.email_with(&links, image, &cover).map_err(|error| error.to_string())
    })
    .await
}

/// The subject of the email that brings a summary.
pub fn subject(programme: &Programme, own: &EmailText, summary: &Summary) -> String {
    let cover = cover(&around(programme, own), summary, SOMEBODY, &Links::default());
    summary.letter_subject(&cover)
}

/// What is said around the summary of a course: its `own` words before those of the programme.
pub fn around(programme: &Programme, own: &EmailText) -> EmailText {
    own.over(&programme.settings.summary_text())
}

/// The words around a summary, filled in for one recipient.
fn cover(text: &EmailText, summary: &Summary, name: &str, links: &Links) -> Cover {
    let link = links.report.as_deref().unwrap_or_default();
    let values = Values { name, course: &summary.course.title, closing_date: "", link };
    let filled = text.filled(values);
    Cover {
        subject: filled.subject,
        opening: email_text::paragraphs(&filled.opening),
        closing: email_text::paragraphs(&filled.closing),
    }
}

/// The letters that bring a summary, ready to be queued but for their words, which [`compose_all`] writes. A summary that
/// cannot be made into an email has none.
pub async fn unwritten(
    app: &App,
    programme: &Programme,
    own: &EmailText,
    summary: Summary,
    readers: Vec<SummaryReader>,
) -> Result<Vec<(SummaryReader, NewLetter)>> {
    let sender = Sender::of_programme(app, &programme.settings).await?;
    sample(app, programme, own, summary).await?;
    let letter = |to: SummaryReader| {
        let letter = NewLetter {
            id: Uuid::new_v4(),
            kind: KIND,
            unique_key: unique_key(&to),
            address: to.email.clone(),
            message_id: message_id(KIND, to.delivery, &sender),
            message: Vec::new(),
        };
        (to, letter)
    };
    Ok(readers.into_iter().map(letter).collect())
}

fn unique_key(to: &SummaryReader) -> String {
    format!("summary {}", to.delivery)
}

/// Makes the letters, ready to be queued.
pub async fn compose_all(
    app: &App,
    programme: &Programme,
    own: &EmailText,
    summary: Summary,
    readers: Vec<SummaryReader>,
    now: Timestamp,
) -> Result<Vec<(SummaryReader, NewLetter)>> {
    let sender = Sender::of_programme(app, &programme.settings).await?;
    let text = around(programme, own);
    let choose = choose_link(app, programme);
    off_the_requests(move || {
        let image = summary.image().map_err(|error| error.to_string())?;
        let compose = |mut reader: SummaryReader| {
            reader.links.preferences = reader.links.stop.is_none().then(|| choose.clone());
            // Readers may have been named by their address alone.
            let name = if reader.name.is_empty() { &reader.email } else { &reader.name };
            let cover = cover(&text, &summary, name, &reader.links);
            let email = summary.email_with(&reader.links, image.clone(), &cover);
            let letter = compose(email.map_err(|error| error.to_string())?, &reader, &sender, now)?;
            Ok((reader, letter))
        };
        readers.into_iter().map(compose).collect()
    })
    .await
}

/// Charts take tens of milliseconds each, so letters are made off the request threads.
async fn off_the_requests<T: Send + 'static>(
    make: impl FnOnce() -> Result<T, String> + Send + 'static,
) -> Result<T> {
    let done = spawn_blocking(make).await.map_err(|error| {
        if error.is_cancelled() { StoreError::Stopping } else { StoreError::Damaged(error.to_string()) }
    })?;
    done.map_err(|reason| StoreError::Damaged(format!("a summary could not be made into an email: {reason}")))
}

/// When the link of a letter of now runs out.
pub fn link_expires(now: Timestamp) -> Result<Timestamp> {
    // Weeks of seven times 24 hours: to the day is enough.
    now.checked_add((LINK_WEEKS * 7 * 24).hours()).map_err(|error| StoreError::Damaged(error.to_string()))
}

fn links(app: &App, delivery: Uuid) -> Links {
    let page = report_link(app, delivery);
    Links { actions: Some(page.clone()), report: Some(page), ..Links::default() }
}

/// The report, for whoever has this link: nothing can be changed or stopped by it.
pub(super) fn report_link(app: &App, delivery: Uuid) -> String {
    format!("{}/summary/{}", app.settings.site_url, app.secret.carrying_token(KeyPurpose::Summary, delivery))
}

/// Where a member of the programme chooses what they get, once they have signed in.
pub(super) fn choose_link(app: &App, programme: &Programme) -> String {
    format!("{}/programmes/{}/account/summaries", app.settings.site_url, programme.slug)
}

pub(super) fn stop_link(app: &App, delivery: Uuid) -> String {
    format!("{}/stop/{}", app.settings.site_url, app.secret.carrying_token(KeyPurpose::Stop, delivery))
}

fn compose(email: Email, to: &SummaryReader, sender: &Sender, now: Timestamp) -> Result<NewLetter, String> {
    let letter = RenderedEmail {
        subject: email.subject,
        text: email.text,
        html: Some(email.html),
        inline: email
            .images
            .into_iter()
            .map(|image| Inline {
                content_id: image.content_id,
                mime: "image/png".to_owned(),
                bytes: image.png,
                file_name: image.file_name,
            })
            .collect(),
        attachments: email
            .attachments
            .into_iter()
            .map(|(name, bytes)| Attachment { name, mime: "text/csv; charset=utf-8".to_owned(), bytes })
            .collect(),
    };
    let address = Address::parse(&to.email).map_err(|error| error.to_string())?;
    let written = UnsentEmail {
        kind: KIND,
        // The message id stays the same when the email to this recipient is made anew.
        id: to.delivery,
        to: Mailbox::new(address).named(&to.name),
        letter,
        series: Some(Series { name: SERIES, stop: to.stop.clone(), at_once: true }),
    };
    let letter = written.queued(sender, Uuid::new_v4(), to.email.clone(), unique_key(to), now);
    letter.map_err(|error| error.to_string())
}
