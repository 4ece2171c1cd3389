//! Wishes for a link to a partner's own page get their email, if the address is a contact's. The form only keeps the wish,
//! alike for every address; what follows is done here, where nobody can measure how long it takes.

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::{
    app::App,
    letters::{Sender, partner_link},
    store::{
        Contact, LinkRequest, Result, StoreError, Transaction, again, outbox, partner_links, partners,
        programmes, throttles, write,
    },
    system::secret::{hash, random_token},
};

/// How long a link works.
pub const WORKS_FOR: SignedDuration = SignedDuration::from_hours(30 * 24);
/// How long a wish is kept that cannot be answered.
const WISH_KEPT: SignedDuration = SignedDuration::from_mins(60);
/// Emails to one contact without a wait between them.
const EMAILS: i32 = 3;
/// Wishes answered at one look.
const AT_ONCE: u64 = 100;

/// Answers the wishes that wait. One that cannot be answered stops no other.
pub(super) async fn answer_waiting(app: &App, now: Timestamp) -> Result<()> {
    let waiting = partner_links::requests(app.db.read(), AT_ONCE).await?;
    if waiting.is_empty() {
        return Ok(());
    }
    for request in waiting {
        if let Err(error) = again(|| answer(app, &request, now)).await {
            tracing::error!(%error, "an email with the link to a partner’s page could not be queued; it is tried again");
        }
    }
    partner_links::tidy(app.db.write_one(), now, now - WISH_KEPT).await
}

async fn answer(app: &App, request: &LinkRequest, now: Timestamp) -> Result<()> {
    let tx = write(&app.db).await?;
    if !partner_links::take_request(&tx, request.id).await? {
        return Ok(());
    }
    let key = app.secret.fingerprint(&format!("partner link {}", request.email.to_lowercase()));
    if throttles::count(&tx, &key, EMAILS, now).await?.is_none() {
        for contact in partner_links::contacts_with(&tx, &request.email).await? {
            send(app, &tx, &contact, now).await?;
        }
    }
    tx.commit().await
}

/// Makes a link for a contact of a partner, and queues the email with it.
pub async fn send(app: &App, tx: &Transaction, contact: &Contact, now: Timestamp) -> Result<()> {
    let Some(partner) = contact.partner_id else { return Ok(()) };
    let Some(partner) = partners::find(tx, contact.programme_id, partner).await? else { return Ok(()) };
    let programme = programmes::get(tx, contact.programme_id).await?;
    let token = make(tx, contact.id, now).await?;
    let link = format!("{}/p/{token}", app.settings.site_url);
    let sender = Sender::of_programme(app, &programme.settings).await?;
    let names = (programme.asker(), &*partner.name);
    let email = partner_link::compose(&sender, contact, names, &link, now)?;
    outbox::enqueue(tx, email, now).await?;
    Ok(())
}

/// Makes a link for a contact; gives its token.
///
/// # Errors
/// [`StoreError::Damaged`] when the system gives no random bytes.
pub async fn make(tx: &Transaction, contact: Uuid, now: Timestamp) -> Result<String> {
    let token = random_token().map_err(|error| StoreError::Damaged(error.to_string()))?;
    partner_links::add(tx, contact, &hash(&token), now, now + WORKS_FOR).await?;
    Ok(token)
}
