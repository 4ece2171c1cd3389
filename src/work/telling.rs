//! The results of a round are out: an email to everybody who answered and asked to be told, once.

use std::collections::HashMap;

use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    app::App,
    letters::results::ResultsEmail,
    results,
    store::{
        Contact, NewLetter, Programme, Result, bounces, keyset::NextIds, outbox, programmes, results_wishes,
        rounds, unsubscribes, write,
    },
};

/// Emails queued in one transaction.
const CHUNK: u64 = 100;

/// Queues the emails about a round, at an hour at which people read email; gives how many. Whoever wants no email any more
/// gets none, and their wish is forgotten.
///
/// # Errors
/// When the database fails; what was queued stays queued, and the next step goes on from there.
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
    let blocked = bounces::blocked(db, programme.id, now).await?;
    let may_be_told = |contact: &Contact| {
        let hash = app.secret.fingerprint(&contact.email.to_lowercase());
        !contact.email.is_empty() && !blocked.contains_key(&hash)
    };
    let (mut queued, mut after) = (0, None);
    loop {
        let next = NextIds { after, most: CHUNK };
        let waiting = results_wishes::next_of_round(db, round.id, next).await?;
        let Some((last, _)) = waiting.last() else { break };
        after = Some(*last);
        let mut letters = HashMap::new();
        for (invitation, contact) in waiting.iter().filter(|(_, contact)| may_be_told(contact)) {
            match email.compose(app, *invitation, contact, now) {
                Ok(letter) => {
                    letters.insert(*invitation, letter);
                }
                // One address that is none must not keep the others from their emails.
                Err(error) => tracing::error!(%invitation, %error, "an email was skipped"),
            }
        }
        queued += queue(app, &programme, &waiting, letters, now).await?;
    }
    tracing::info!(round = round.code, emails = queued, "who asked for it is told of the results");
    Ok(queued)
}

/// Queues the emails to some who waited when they were written, unless they want none any more: then, and where no email
/// could be written, their wish is forgotten.
async fn queue(
    app: &App,
    programme: &Programme,
    waiting: &[(Uuid, Contact)],
    mut letters: HashMap<Uuid, NewLetter>,
    now: Timestamp,
) -> Result<u64> {
    let invitations: Vec<Uuid> = waiting.iter().map(|(invitation, _)| *invitation).collect();
    let addresses: Vec<&str> = waiting.iter().map(|(_, contact)| &*contact.email).collect();
    let tx = write(&app.db).await?;
    let stopped = unsubscribes::among(&tx, &app.secret, programme.id, &addresses).await?;
    let still = results_wishes::still_waiting(&tx, &invitations).await?;
    let mut queued = 0;
    for (invitation, contact) in waiting.iter().filter(|(invitation, _)| still.contains(invitation)) {
        let letter = letters.remove(invitation).filter(|_| !stopped.contains(&contact.email));
        let Some(letter) = letter else {
            results_wishes::forget(&tx, *invitation).await?;
            continue;
        };
        let id = letter.id;
        if outbox::enqueue(&tx, letter, now).await? {
            results_wishes::told(&tx, *invitation, id).await?;
            queued += 1;
        }
    }
    tx.commit().await?;
    Ok(queued)
}
