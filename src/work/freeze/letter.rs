//! The summary as a letter to one manager.

use common_ground_reports::summary::{Links, Summary};
use jiff::{Timestamp, ToSpan};
use url::Url;
use uuid::Uuid;

use crate::{
    app::App,
    mail::{Attachment, Headers, Inline, Letter, Mailbox, Sender},
    secret::Purpose,
    store::{Result, StoreError, outbox::NewLetter},
};

/// Weeks for which the link to the summary's page works.
const LINK_WEEKS: i64 = 26;

/// A manager who gets the summary.
pub(super) struct Addressee {
    pub person: Uuid,
    pub delivery: Uuid,
    pub name: String,
    pub email: String,
    pub links: Links,
    pub stop: String,
}

/// When the link of a letter of now runs out.
pub(super) fn link_expires(now: Timestamp) -> Result<Timestamp> {
    // Weeks of seven times 24 hours: to the day is enough.
    now.checked_add((LINK_WEEKS * 7 * 24).hours()).map_err(|error| StoreError::Damaged(error.to_string()))
}

/// The addresses that one manager's letter leads to.
pub(super) fn links(app: &App, delivery: Uuid) -> Links {
    let token = app.secret.carrying_token(Purpose::Summary, delivery);
    let page = format!("{}/summary/{token}", app.settings.site_url);
    Links {
        comparison: Some(format!("{page}/comparison.csv")),
        report: Some(page),
        preferences: Some(stop_link(app, delivery)),
        ..Links::default()
    }
}

/// The address that stops these letters.
pub(super) fn stop_link(app: &App, delivery: Uuid) -> String {
    format!("{}/stop/{}", app.settings.site_url, app.secret.carrying_token(Purpose::Stop, delivery))
}

/// Makes the letter, ready to be queued.
pub(super) fn compose(
    summary: &Summary,
    to: &Addressee,
    sender: &Sender,
    now: Timestamp,
) -> Result<NewLetter, String> {
    let email = summary.email(&to.links).map_err(|error| error.to_string())?;
    let from = sender.from.clone();
    let recipient =
        Mailbox::parse(&format!("{} <{}>", to.name, to.email)).map_err(|error| error.to_string())?;
    let host = from.address().domain().to_owned();
    let headers = Headers {
        reply_to: Some(sender.reply_to.clone()),
        to: recipient,
        message_id: format!("summary-{}@{host}", to.delivery),
        date: now,
        list_id: Some(format!("summaries.{host}")),
        unsubscribe_url: Some(Url::parse(&to.stop).map_err(|error| error.to_string())?),
        unsubscribe_mailto: None,
        one_click: true,
        auto_submitted: true,
        from,
    };
    let message_id = headers.message_id.clone();
    let letter = Letter {
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
    let message = letter.compose(&headers).map_err(|error| error.to_string())?;
    Ok(NewLetter {
        id: Uuid::new_v4(),
        kind: "summary",
        unique_key: format!("summary {}", to.delivery),
        address: to.email.clone(),
        message_id,
        message,
    })
}
