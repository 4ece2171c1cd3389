//! The digest: one email a month about the summaries of the month before, to those who chose it.

use std::collections::HashSet;

use jiff::{Timestamp, ToSpan, ZonedDateTime};
use uuid::Uuid;

use crate::{
    app::App,
    letters::{
        digest::{self, DigestPart},
        summary::link_expires,
    },
    store::{
        EmailChoice, FrozenSummary, NewDelivery, Programme, Result, StoreError, email_choice, outbox,
        programmes, summaries, write,
    },
    work::publish::recipients::{self, SummaryRecipient},
};

/// The last day of a month on which the digest of the month before is still sent, so that a few days without service skip
/// none, and whoever chooses it later gets the first one when the month is over.
const LAST_DAY: i8 = 7;

/// Readers looked at in one go.
const CHUNK: usize = 100;

/// A month whose digest is due.
struct Month {
    from: Timestamp,
    until: Timestamp,
    /// "May 2026"
    name: String,
    /// "2026-05"
    key: String,
}

impl Month {
    /// The month before `now`, in the first days of the next.
    fn due(now: &ZonedDateTime) -> std::result::Result<Option<Self>, jiff::Error> {
        if now.day() > LAST_DAY {
            return Ok(None);
        }
        let until = now.first_of_month()?.start_of_day()?;
        let from = until.checked_sub(1.month())?.start_of_day()?;
        Ok(Some(Self {
            name: from.strftime("%B %Y").to_string(),
            key: from.strftime("%Y-%m").to_string(),
            from: from.timestamp(),
            until: until.timestamp(),
        }))
    }
}

/// Queues the digests of a programme that are due, and returns how many. Done twice, or twice at once, it queues nothing twice:
/// the unique key of each email names the month, and a summary goes to each person once.
///
/// # Errors
/// When the database fails; then the next step tries again.
pub async fn send_due(app: &App, programme: Uuid, now: Timestamp) -> Result<u64> {
    let programme = programmes::get(app.db.read(), programme).await?;
    let hours = programme.settings.hours();
    let month = Month::due(&hours.local(now)).map_err(|error| StoreError::Damaged(error.to_string()))?;
    let Some(month) = month.filter(|_| hours.next(now) <= now) else { return Ok(0) };
    let db = app.db.read();
    let ids = summaries::frozen_between(db, programme.id, month.from, month.until).await?;
    let readers = email_choice::readers_without(db, programme.id, &[EmailChoice::Monthly], &ids).await?;
    let (mut queued, mut told) = (0, Vec::new());
    for readers in readers.chunks(CHUNK) {
        let people: Vec<Uuid> = readers.iter().map(|reader| reader.id).collect();
        let readers = readers.iter().cloned().map(SummaryRecipient::from).collect();
        let readers = recipients::not_stopped(app, &programme, readers).await?;
        if readers.is_empty() {
            continue;
        }
        if told.is_empty() {
            told = summaries::with_ids(db, &ids).await?;
            told.sort_by_key(|summary| ids.iter().position(|id| *id == summary.id));
        }
        let had = summaries::had_by_people(db, &ids, &people).await?;
        for reader in readers {
            let news: Vec<&FrozenSummary> =
                told.iter().filter(|summary| !has(&had, summary.id, &reader)).collect();
            // Somebody may have sent them the last one just now.
            if !news.is_empty() {
                queued += u64::from(send(app, &programme, &month, &reader, &news, now).await?);
            }
        }
    }
    Ok(queued)
}

fn has(had: &HashSet<(Uuid, Uuid)>, summary: Uuid, reader: &SummaryRecipient) -> bool {
    matches!(reader.who, summaries::RecipientRole::Person(person) if had.contains(&(summary, person)))
}

/// Queues one digest; `false` when it was queued before.
async fn send(
    app: &App,
    programme: &Programme,
    month: &Month,
    reader: &SummaryRecipient,
    news: &[&FrozenSummary],
    now: Timestamp,
) -> Result<bool> {
    let summaries::RecipientRole::Person(person) = reader.who else { return Ok(false) };
    let mut parts = Vec::with_capacity(news.len());
    for summary in news {
        parts.push(DigestPart { delivery: Uuid::new_v4(), summary: summary.read()? });
    }
    let unique = format!("digest {} {person} {}", programme.id, month.key);
    let to = (&*reader.name, &*reader.email);
    let letter = digest::compose(app, programme, &month.name, to, &parts, unique, now).await?;
    let (outbox, link_expires_at) = (letter.id, link_expires(now)?);
    let tx = write(&app.db).await?;
    if !outbox::enqueue(&tx, letter, now).await? {
        return Ok(false);
    }
    for (part, summary) in parts.iter().zip(news) {
        let new = NewDelivery { id: part.delivery, summary: summary.id, to: reader.who, link_expires_at };
        summaries::deliver(&tx, &new, outbox).await?;
    }
    tx.commit().await?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn due(at: &str) -> Option<(String, String, String)> {
        let now: Timestamp = at.parse().unwrap();
        let month = Month::due(&now.in_tz("Europe/London").unwrap()).unwrap()?;
        Some((month.key, month.from.to_string(), month.until.to_string()))
    }

    #[test]
    fn the_month_before_is_due_in_the_first_week_by_the_clock_of_the_place() {
        // In London it is June already, and summer.
        let may = ("2026-05", "2026-04-30T23:00:00Z", "2026-05-31T23:00:00Z");
        let may = Some((may.0.to_owned(), may.1.to_owned(), may.2.to_owned()));
        assert_eq!(due("2026-05-31T23:30:00Z"), may);
        assert_eq!(due("2026-06-07T12:00:00Z"), may);
        assert_eq!(due("2026-05-31T22:30:00Z"), None);
        assert_eq!(due("2026-06-08T12:00:00Z"), None);
        assert_eq!(due("2026-01-02T12:00:00Z").unwrap().0, "2025-12");
    }
}
