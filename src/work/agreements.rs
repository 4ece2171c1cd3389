//! Reminding both sides that an agreement is to be looked at again.

use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use uuid::Uuid;

use crate::{
    app::App,
    letters::{Sender, agreement::AgreementEmail},
    store::{Result, agreements, handovers, outbox, programmes, write},
    system::secret::KeyPurpose,
};

/// How long before the review both sides are reminded of it.
const BEFORE: SignedDuration = SignedDuration::from_hours(28 * 24);

/// The agreements whose review is near, with their programmes.
pub(super) async fn due(app: &App, now: Timestamp) -> Result<Vec<(Uuid, Uuid)>> {
    let day = (now + BEFORE).to_zoned_datetime(TimeZone::UTC).date();
    agreements::to_review(app.db.read(), day).await
}

/// Queues an email to each side, once, at an hour at which people read email; gives how many.
pub(super) async fn remind(app: &App, id: Uuid, programme: Uuid, now: Timestamp) -> Result<u64> {
    let programme = programmes::get(app.db.read(), programme).await?;
    let hours = programme.settings.hours();
    if hours.leaves(now) > now {
        return Ok(0);
    }
    let sender = Sender::of_programme(app, &programme.settings).await?;
    let tx = write(&app.db).await?;
    if !agreements::remind(&tx, id, now).await? {
        return Ok(0);
    }
    let mut queued = 0;
    if let Some(version) = agreements::find(&tx, id).await? {
        let token = app.secret.carrying_token(KeyPurpose::Agreement, id);
        let link = format!("{}/agreements/{token}", app.settings.site_url);
        for mut to in agreements::confirmations(&tx, id).await? {
            // Who confirmed it may have left.
            if let Some(former) = to.contact_id
                && let Some(contact) = handovers::successor_of(&tx, version.partner_id, former).await?
            {
                (to.name, to.email) = (contact.name, contact.email);
            }
            if to.email.is_empty() {
                continue;
            }
            let email = AgreementEmail::Review.compose(&sender, &version, &to, &link, now)?;
            queued += u64::from(outbox::enqueue(&tx, email, now).await?);
        }
    }
    tx.commit().await?;
    Ok(queued)
}
