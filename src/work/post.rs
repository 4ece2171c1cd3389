//! Letters leave the outbox.

use futures::{StreamExt, stream};
use jiff::{SignedDuration, Timestamp};

use super::account_letters;
use crate::{
    app::App,
    mail::{Address, Delivery, Mailbox, Transport, next_attempt},
    store::{
        Db, Result,
        outbox::{self, Letter, Tried},
    },
};

/// Letters handed over at one time.
const AT_ONCE: usize = 10;
/// Letters claimed at one time.
const CLAIM: u64 = 50;
/// How long a claim holds: longer than a whole claim can take, so that a letter is not handed over twice.
const CLAIM_LASTS: SignedDuration = SignedDuration::from_mins(10);
/// How long to wait when the settings are wrong.
const MISCONFIGURED_WAIT: SignedDuration = SignedDuration::from_mins(5);

/// What one look through the outbox came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Delivered {
    /// Letters that left.
    pub sent: u64,
    /// Letters that will be tried again.
    pub deferred: u64,
    /// Letters given up.
    pub failed: u64,
}

/// Hands every letter that is due to the transport, and records what came of it.
///
/// # Errors
/// The database's own words; letters under way then count as not tried once their claim runs out.
pub async fn deliver_due(app: &App, transport: &Transport, now: Timestamp) -> Result<Delivered> {
    let db = &app.db;
    // Refusals that come later go to the sender, who reads them.
    let sender = Mailbox::parse(&app.settings.mail_from).ok().map(|mailbox| mailbox.address().clone());
    let mut total = Delivered::default();
    loop {
        let letters = outbox::claim(db, now.into(), (now + CLAIM_LASTS).into(), CLAIM).await?;
        if letters.is_empty() {
            return Ok(total);
        }
        let mut tries = stream::iter(letters)
            .map(|letter| deliver(db, transport, sender.as_ref(), letter, now))
            .buffer_unordered(AT_ONCE);
        while let Some(tried) = tries.next().await {
            match tried? {
                Tried::Sent => total.sent += 1,
                Tried::Again(_) => total.deferred += 1,
                Tried::Failed => total.failed += 1,
            }
        }
    }
}

async fn deliver(
    db: &Db,
    transport: &Transport,
    sender: Option<&Address>,
    letter: Letter,
    now: Timestamp,
) -> Result<Tried> {
    let (tried, words) = match Address::parse(&letter.address) {
        Ok(address) => {
            let delivery = transport.deliver(sender, &address, &letter.message).await;
            decide(&delivery, &letter, now)
        }
        Err(error) => (Tried::Failed, error.to_string()),
    };
    match &tried {
        Tried::Sent => tracing::info!(letter = %letter.id, kind = letter.kind, "a letter left"),
        Tried::Again(_) => tracing::warn!(letter = %letter.id, why = words, "a letter will be tried again"),
        Tried::Failed => tracing::error!(letter = %letter.id, why = words, "a letter was given up"),
    }
    outbox::record(db, letter.id, &tried, &words, now.into()).await?;
    if letter.kind == account_letters::KIND && !matches!(tried, Tried::Again(_)) {
        // It holds a way into an account, which must not lie about.
        outbox::forget_words(db, letter.id).await?;
    }
    Ok(tried)
}

/// Only a lasting refusal is final. A letter whose fate is unknown goes again under the same message id: a
/// summary twice is better than none.
fn decide(delivery: &Delivery, letter: &Letter, now: Timestamp) -> (Tried, String) {
    let again = |after: Option<Timestamp>, words: &str| match after {
        Some(time) => (Tried::Again(time.into()), words.to_owned()),
        None => (Tried::Failed, format!("{words} (given up after four days)")),
    };
    let failures = u32::try_from(letter.attempts).unwrap_or_default() + 1;
    let next = || next_attempt(failures, letter.queued_at.time(), now, None, &mut rand::rng());
    match delivery {
        Delivery::Sent { response } => (Tried::Sent, response.clone()),
        Delivery::Failed { why, .. } => (Tried::Failed, why.clone()),
        Delivery::Unknown { why } => again(next(), why),
        Delivery::Deferred { why, back_off, .. } => {
            let rest = back_off.and_then(|wait| now.checked_add(wait).ok());
            again(next().map(|next| rest.map_or(next, |rest| next.max(rest))), why)
        }
        Delivery::Misconfigured { why } => again(Some(now + MISCONFIGURED_WAIT), why),
    }
}
