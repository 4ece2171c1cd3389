//! Wishes for another password get their email, if the address has an account. The form only keeps the wish, alike for
//! every address; what follows is done here, where nobody can measure how long it takes, and survives a stop.

use jiff::{Timestamp, ToSpan};

use crate::{
    app::App,
    letters::{
        Sender,
        account::{self, AccountMatter},
    },
    store::{
        LinkPurpose, ResetRequest, Result, StoreError, again, links, outbox, people, reset_requests,
        throttles, write,
    },
    system::secret::{hash, random_token},
};

/// How long a link works, and a wish is kept that cannot be answered.
const MINUTES: i64 = 60;
/// Emails to one account without a wait between them.
const EMAILS: i32 = 3;
/// Wishes answered at one look.
const AT_ONCE: u64 = 100;

/// Answers the wishes that wait. One that cannot be answered stops no other.
///
/// # Errors
/// When the wishes cannot be read.
pub async fn answer_waiting(app: &App, now: Timestamp) -> Result<()> {
    let waiting = reset_requests::waiting(app.db.read(), AT_ONCE).await?;
    let oldest = waiting.first().map(|request| request.at);
    for request in waiting {
        if let Err(error) = again(|| answer(app, &request, now)).await {
            tracing::error!(%error, "an email for another password could not be queued; it is tried again");
        }
    }
    let too_old = now - MINUTES.minutes();
    if oldest.is_some_and(|oldest| oldest < too_old) {
        let forgotten = reset_requests::forget_before(app.db.write_one(), too_old).await?;
        if forgotten > 0 {
            tracing::error!(
                forgotten,
                "emails for another password could not be queued for an hour; given up"
            );
        }
    }
    Ok(())
}

async fn answer(app: &App, request: &ResetRequest, now: Timestamp) -> Result<()> {
    let tx = write(&app.db).await?;
    if !reset_requests::take(&tx, request.id).await? {
        return Ok(());
    }
    let key = app.secret.fingerprint(&format!("reset account {}", request.email.to_lowercase()));
    let waits = throttles::count(&tx, &key, EMAILS, now).await?.is_some();
    let person = people::find(&tx, &request.email).await?.filter(|person| !person.disabled);
    if let Some(person) = person.filter(|_| !waits) {
        let token = random_token().map_err(|error| StoreError::Damaged(error.to_string()))?;
        let until = now + MINUTES.minutes();
        links::make(&tx, &hash(&token), LinkPurpose::Reset, Some(person.id), now, until).await?;
        let link = format!("{}/sign-in/new/{token}", app.settings.site_url);
        let sender = Sender::of_site(app).await?;
        let letter = account::compose(&sender, &person, AccountMatter::Reset, &link, now)?;
        outbox::enqueue(&tx, letter, now).await?;
    }
    tx.commit().await
}
