//! Letters that ask people to answer: at most once to each, after one more look at whether they are still wanted.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};

use super::{CLAIM_LASTS, Delivered, Way, decide, hand_over, record};
use crate::{
    app::App,
    mail::Delivery,
    store::{
        Result, bounces, invitation_letters, invitations,
        mailings::Kind,
        outbox::{self, Letter, Tried},
        rounds::{self, Round},
    },
    survey::round::Privacy,
};

/// The most letters to one domain in a minute.
const PER_DOMAIN: usize = 10;
/// What a letter is given up with when its claim ran out.
const LOST: &str = "The service stopped while this letter was handed over: it may have arrived.";

/// Sends what may leave in this minute.
pub(super) async fn deliver_due(
    app: &App,
    way: Way<'_>,
    now: Timestamp,
    total: &mut Delivered,
) -> Result<()> {
    total.failed += outbox::give_up_lost(app.db.write_one(), now.into(), LOST).await?;
    while let Some(busy) = busy_domains(app, now).await? {
        let until = (now + CLAIM_LASTS).into();
        let Some(letter) = outbox::claim_asking(&app.db, now.into(), until, &busy).await? else {
            return Ok(());
        };
        let round = match still_wanted(app, &letter, now).await? {
            Ok(round) => round,
            Err(why) => {
                outbox::cancel(app.db.write_one(), letter.id, why).await?;
                continue;
            }
        };
        let delivery = hand_over(app, way, &letter).await;
        let outcome = match &delivery {
            // A second copy would be a nuisance, so a person decides.
            Delivery::Unknown { why } => (Tried::Failed, why.clone()),
            other => decide(other, &letter, Some(round.closes_at), now),
        };
        total.count(&record(app, &letter, outcome, now).await?);
        match delivery {
            Delivery::Deferred { back_off: Some(wait), .. } => {
                let until = now.checked_add(wait).unwrap_or(now);
                return outbox::rest(app.db.write_one(), until.into()).await;
            }
            // No other letter would fare better until somebody mends the settings.
            Delivery::Misconfigured { .. } => return Ok(()),
            _ => {}
        }
    }
    Ok(())
}

/// The domains that got enough in this minute; `None` when that many letters left in all. The rows of the outbox tell,
/// so that a restart or a second instance does not begin to count anew.
async fn busy_domains(app: &App, now: Timestamp) -> Result<Option<Vec<String>>> {
    let since = now - SignedDuration::from_mins(1);
    let sent = outbox::asked_since(app.db.read(), since.into()).await?;
    if sent.len() >= usize::try_from(app.settings.mail_per_minute).unwrap_or(usize::MAX) {
        return Ok(None);
    }
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for address in &sent {
        *counts.entry(address.rsplit('@').next().unwrap_or_default()).or_default() += 1;
    }
    let busy = counts.into_iter().filter(|(_, letters)| *letters >= PER_DOMAIN);
    Ok(Some(busy.map(|(domain, _)| domain.to_owned()).collect()))
}

/// The round of a letter that should still leave, or why it should not.
async fn still_wanted(app: &App, letter: &Letter, now: Timestamp) -> Result<Result<Round, &'static str>> {
    let db = app.db.read();
    let Some(invitation) = invitation_letters::behind(db, letter.id).await? else {
        return Ok(Err("the invitation was taken back"));
    };
    let Some(round) = rounds::find(db, invitation.round_id).await? else {
        return Ok(Err("the survey is gone"));
    };
    if !round.takes_answers(now) {
        return Ok(Err("the survey closed first"));
    }
    // An invitation sent again by hand leaves whatever they did, where nobody may learn what they did.
    let may_tell = round.privacy != Privacy::Anonymous || letter.kind != Kind::Invitation.key();
    // Not in so many words: the outbox does not tell who has answered.
    if invitation.used && may_tell || invitation.expires_at.time() <= now {
        return Ok(Err("no longer needed"));
    }
    let contact = invitations::contact(db, invitation.contact_id).await?;
    if contact.is_none_or(|contact| !contact.email.eq_ignore_ascii_case(&letter.address)) {
        return Ok(Err("the address was changed"));
    }
    let hash = app.secret.fingerprint(&letter.address.to_lowercase());
    if invitations::is_stopped(db, round.programme, &hash).await? {
        return Ok(Err("asked for no more letters"));
    }
    if bounces::blocked(db, round.programme, now).await?.contains_key(&hash) {
        return Ok(Err("letters to this address come back"));
    }
    Ok(Ok(round))
}
