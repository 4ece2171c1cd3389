//! Telling webhooks what happened: signed, tried again after growing waits for nearly three days, and switched off where
//! nothing is taken, after a word to whoever added them.

pub mod address;
mod body;

use std::time::Instant;

use futures::{StreamExt, stream};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::{
    app::App,
    letters::{Sender, settings::webhook_failing},
    outgoing::{self, OutgoingRequest},
    store::{
        ProgrammeMember, Result, Webhook, WebhookDelivery, WebhookReply, WebhookTried, members, outbox,
        programmes, webhook_deliveries, webhooks, write,
    },
    system::webhook_secret::sign,
};

/// The waits between tries, in seconds: nearly three days in all.
const WAITS: [i64; 11] = [5, 30, 300, 1_800, 7_200, 18_000, 36_000, 43_200, 43_200, 43_200, 43_200];
/// For how long a claim lasts: longer than a try.
const CLAIM: SignedDuration = SignedDuration::from_mins(2);
/// How many are told at one time.
const AT_ONCE: u64 = 10;
/// The most characters of an answer that are kept.
const ANSWER: usize = 500;

/// Tells every webhook what waits for it and is due; how many tries that made.
///
/// # Errors
/// When the database fails; what was claimed is tried again when the claim is over.
pub async fn send_due(app: &App, now: Timestamp) -> Result<u64> {
    let mut tries = 0;
    while !app.work.is_stopping() {
        let claimed = webhook_deliveries::claim(&app.db, now, now + CLAIM, AT_ONCE).await?;
        if claimed.is_empty() {
            break;
        }
        tries += claimed.len() as u64;
        let mut sending = stream::iter(claimed)
            .map(|told| async move { send(app, &told, now).await })
            .buffer_unordered(usize::try_from(AT_ONCE).unwrap_or(1));
        while let Some(sent) = sending.next().await {
            sent?;
        }
    }
    Ok(tries)
}

/// Tells one of them now, and records what came of it.
pub async fn send(app: &App, told: &WebhookDelivery, now: Timestamp) -> Result<WebhookReply> {
    let nothing = |why: &str| WebhookReply { status: 0, milliseconds: 0, answer: why.to_owned() };
    let Some(webhook) = webhooks::get(app.db.read(), told.webhook_id).await? else {
        return Ok(nothing("The webhook was deleted."));
    };
    let reply = match open(app, &webhook.address, webhook.id) {
        Some(text) => ask(app, &webhook, told, &text, now).await?,
        None => nothing("The address can’t be read: the secret key of the service has changed."),
    };
    let came = match reply.status {
        200..=299 => WebhookTried::Taken,
        410 => WebhookTried::Gone,
        _ => next(told.attempts, now),
    };
    webhook_deliveries::record(&app.db, told, (&reply, came), now).await?;
    tracing::info!(webhook = %webhook.id, event = told.event.key(), status = reply.status, "a webhook was told");
    Ok(reply)
}

fn open(app: &App, sealed: &str, owner: Uuid) -> Option<String> {
    String::from_utf8(app.secret.unseal(owner, sealed)?).ok()
}

/// When something is tried again that was tried so often before.
fn next(attempts: i32, now: Timestamp) -> WebhookTried {
    let wait = usize::try_from(attempts).ok().and_then(|before| WAITS.get(before));
    wait.map_or(WebhookTried::GivenUp, |wait| WebhookTried::Again(now + SignedDuration::from_secs(*wait)))
}

async fn ask(
    app: &App,
    webhook: &Webhook,
    told: &WebhookDelivery,
    text: &str,
    now: Timestamp,
) -> Result<WebhookReply> {
    let Some((url, reach)) = address::read(text, &app.settings.webhook_hosts) else {
        let answer = "Addresses like this are no longer allowed here.".to_owned();
        return Ok(WebhookReply { status: 0, milliseconds: 0, answer });
    };
    let programme = programmes::get(app.db.read(), webhook.programme_id).await?;
    let body = body::write(app, &programme, webhook, told).await?;
    let (id, second) = (format!("msg_{}", told.id.simple()), now.as_second());
    let time = second.to_string();
    let signed = signatures(app, webhook, &id, now, &body);
    let mut headers = vec![("Content-Type", "application/json")];
    if !signed.is_empty() {
        let signature = ("webhook-signature", signed.as_str());
        headers.extend([("webhook-id", id.as_str()), ("webhook-timestamp", time.as_str()), signature]);
    }
    let request =
        OutgoingRequest { method: "POST", url: &url, headers: &headers, body: body.as_bytes(), reach };
    let began = Instant::now();
    let answered = outgoing::ask(request).await;
    let milliseconds = i64::try_from(began.elapsed().as_millis()).unwrap_or(i64::MAX);
    let (status, answer) = match answered {
        Ok(answer) => (answer.status, String::from_utf8_lossy(&answer.body).into_owned()),
        Err(error) => (0, format!("It can’t be reached: {error}.")),
    };
    // No database keeps NUL in text.
    let answer = answer.replace('\0', "").chars().take(ANSWER).collect();
    Ok(WebhookReply { status, milliseconds, answer })
}

/// The signature by the secret, and by the one before it while both hold.
fn signatures(app: &App, webhook: &Webhook, id: &str, now: Timestamp, body: &str) -> String {
    let former = webhook.former.as_ref().filter(|(_, until)| now < *until).map(|(secret, _)| secret);
    let sealed = std::iter::once(&webhook.secret).chain(former).filter(|sealed| !sealed.is_empty());
    let signed = sealed.filter_map(|sealed| sign(&open(app, sealed, webhook.id)?, id, now.as_second(), body));
    signed.collect::<Vec<_>>().join(" ")
}

/// Writes to whoever added a webhook that takes nothing; a day later it is switched off. How many emails that made.
pub(super) async fn look_after(app: &App, id: Uuid, programme: Uuid, now: Timestamp) -> Result<u64> {
    let Some(webhook) = webhooks::get(app.db.read(), id).await? else { return Ok(0) };
    if webhook.warned_at.is_some() {
        webhooks::give_up(app.db.write_one(), id).await?;
        return Ok(0);
    }
    let programme = programmes::get(app.db.read(), programme).await?;
    if programme.settings.hours().leaves(now) > now {
        return Ok(0);
    }
    let mut admins = members::admins(app.db.read(), programme.id).await?;
    admins.retain(ProgrammeMember::is_in);
    // Whoever added it may have left.
    if admins.iter().any(|member| Some(member.person.id) == webhook.owner_id) {
        admins.retain(|member| Some(member.person.id) == webhook.owner_id);
    }
    let sender = Sender::of_programme(app, &programme.settings).await?;
    let link = format!("{}/programmes/{}/settings/webhooks/{id}", app.settings.site_url, programme.slug);
    let tx = write(&app.db).await?;
    if !webhooks::warn(&tx, id, now).await? {
        return Ok(0);
    }
    let mut queued = 0;
    for admin in admins {
        let letter = webhook_failing(&sender, &webhook, &admin.person, &link, now)?;
        queued += u64::from(outbox::enqueue(&tx, letter, now).await?);
    }
    tx.commit().await?;
    Ok(queued)
}
