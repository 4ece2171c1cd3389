//! The results of a round are out: an email to everybody who answered and asked to be told, once.

use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    app::App,
    letters::results::ResultsEmail,
    results,
    store::{Contact, Result, bounces, outbox, programmes, results_wishes, rounds, unsubscribes, write},
};

/// Queues the emails about a round, at an hour at which people read email; gives how many. Whoever wants no email any more
/// gets none, and their wish is forgotten.
///
/// # Errors
/// When the database fails; then nothing was queued.
pub(super) async fn tell(app: &App, round: Uuid, now: Timestamp) -> Result<u64> {
    let db = app.db.read();
    let Some(round) = rounds::find(db, round).await? else { return Ok(0) };
    let programme = programmes::get(db, round.programme).await?;
    if programme.settings.hours().leaves(now) > now {
        return Ok(0);
    }
    let report = results::survey::report(app, &programme, &round, now).await?;
    let finding = (!report.is_hidden()).then(|| format!("{}. {}", report.finding(), report.lead()));
    let email = ResultsEmail::of(app, &programme, &round, finding).await?;
    let tx = write(&app.db).await?;
    let stopped = unsubscribes::all(&tx, programme.id).await?;
    let blocked = bounces::blocked(&tx, programme.id, now).await?;
    let may_be_told = |contact: &Contact| {
        let hash = app.secret.fingerprint(&contact.email.to_lowercase());
        !contact.email.is_empty() && !stopped.contains(&hash) && !blocked.contains_key(&hash)
    };
    let mut queued = 0;
    for (invitation, contact) in results_wishes::of_round(&tx, round.id).await? {
        let composed =
            may_be_told(&contact).then(|| email.compose(app, invitation, &contact, now)).transpose();
        let letter = composed.unwrap_or_else(|error| {
            // One address that is none must not keep the others from their emails.
            tracing::error!(%invitation, %error, "an email was skipped");
            None
        });
        let Some(letter) = letter else {
            results_wishes::forget(&tx, invitation).await?;
            continue;
        };
        let id = letter.id;
        if outbox::enqueue(&tx, letter, now).await? {
            results_wishes::told(&tx, invitation, id).await?;
            queued += 1;
        }
    }
    tx.commit().await?;
    tracing::info!(round = round.code, emails = queued, "who asked for it is told of the results");
    Ok(queued)
}
