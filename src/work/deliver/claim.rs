//! A letter under way: claimed for as long as it is handed over, and given back when it is not.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::{select, time::interval_at};

use crate::{
    app::App,
    mail::Delivery,
    store::{OutboxEmail, Result, outbox, summaries::unwritten},
    work::deliver::{Way, hand_over},
};

/// How long a claim holds unless it is renewed.
const LASTS: SignedDuration = SignedDuration::from_mins(10);
/// How often it is renewed while a letter is handed over.
const RENEWED_EVERY: Duration = Duration::from_mins(2);

/// The time of one look through the outbox: it begins at a given moment and goes on with the clock, however long the
/// look takes. A claim reckoned from its beginning would have run out before it was made.
#[derive(Clone, Copy)]
pub(super) struct Watch<'a> {
    app: &'a App,
    given: Timestamp,
    began: Timestamp,
}

impl<'a> Watch<'a> {
    pub(super) fn start(app: &'a App, given: Timestamp) -> Self {
        Self { app, given, began: app.clock.now() }
    }

    pub(super) fn now(&self) -> Timestamp {
        // A clock that was set back meanwhile stands still here.
        let passed = self.app.clock.now().duration_since(self.began).max(SignedDuration::ZERO);
        self.given.checked_add(passed).unwrap_or(self.given)
    }

    /// The end of a claim that is made now.
    pub(super) fn claim(&self) -> Timestamp {
        self.now() + LASTS
    }
}

/// Hands over a letter that is claimed until then, after one more look at whether it still is; the claim is renewed
/// meanwhile. `None` when the letter is somebody else's now, has no words yet, or the service stops: then it was not handed over.
pub(super) async fn hand_over_claimed(
    app: &App,
    way: Way<'_>,
    watch: Watch<'_>,
    letter: &OutboxEmail,
    until: Timestamp,
) -> Result<Option<Delivery>> {
    let db = app.db.write_one();
    if app.work.is_stopping() {
        outbox::give_back(db, letter, until).await?;
        return Ok(None);
    }
    if letter.message.is_empty() {
        // Whoever claimed it, no email leaves empty.
        unwritten::wait_again(db, letter.id, until).await?;
        return Ok(None);
    }
    let mut until = until;
    let longer = watch.claim();
    if !outbox::renew(db, letter.id, until, longer).await? {
        tracing::warn!(letter = %letter.id, "an email is claimed by another worker");
        return Ok(None);
    }
    until = longer;
    let mut delivery = std::pin::pin!(hand_over(app, way, letter));
    let mut renewals = interval_at(tokio::time::Instant::now() + RENEWED_EVERY, RENEWED_EVERY);
    loop {
        select! {
            came = &mut delivery => return Ok(Some(came)),
            _ = renewals.tick() => {
                let longer = watch.claim();
                // What is under way goes on all the same: it may have arrived already.
                if outbox::renew(db, letter.id, until, longer).await? {
                    until = longer;
                }
            }
        }
    }
}
