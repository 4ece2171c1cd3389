//! Letters that ask people to answer: at most once to each, after one more look at whether they are still wanted.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};

use crate::{
    app::App,
    mail::{Delivery, domain_of},
    store::{
        MailingKind, OutboxEmail, Result, Round, bounces, invitation_letters, invitations,
        outbox::{self, Tried},
        participants, rounds, unsubscribes,
    },
    survey::PrivacyMode,
    work::deliver::{
        Delivered, Way,
        claim::{Watch, hand_over_claimed},
        decide, record,
    },
};

/// For how long these letters leave in one look.
const LONGEST: SignedDuration = SignedDuration::from_mins(1);
/// What a letter is given up with when its claim ran out.
const LOST: &str = "The service stopped while this email was being handed over: it may have arrived.";

/// Sends what may leave in this minute.
pub(super) async fn deliver_due(
    app: &App,
    way: Way<'_>,
    watch: Watch<'_>,
    total: &mut Delivered,
) -> Result<()> {
    total.failed += outbox::give_up_lost(&app.db, watch.now(), LOST).await?;
    let began = watch.now();
    while let Some(busy) = busy_domains(app, watch.now()).await? {
        let now = watch.now();
        // Letters that tell somebody something are looked for again soon, however slowly these leave.
        if app.work.is_stopping() || now.duration_since(began) > LONGEST {
            return Ok(());
        }
        let until = watch.claim();
        let Some(letter) = outbox::claim_asking(&app.db, now, until, &busy).await? else { return Ok(()) };
        let round = match still_wanted(app, &letter, now).await? {
            Ok(round) => round,
            Err(why) => {
                outbox::cancel(app.db.write_one(), letter.id, why).await?;
                continue;
            }
        };
        let Some(delivery) = hand_over_claimed(app, way, watch, &letter, until).await? else { continue };
        let now = watch.now();
        let put_off = matches!(delivery, Delivery::Deferred { .. });
        app.work.pace().tried(&letter.address, put_off, now);
        let outcome = match &delivery {
            // A second copy would be a nuisance, so a person decides.
            Delivery::Unknown { why } => (Tried::Failed, why.clone()),
            other => decide(other, &letter, Some(round.closes_at), now),
        };
        total.count(&record(app, &letter, outcome, now).await?);
        match delivery {
            Delivery::Deferred { back_off: Some(wait), .. } => {
                let until = now.checked_add(wait).unwrap_or(now);
                return outbox::rest(app.db.write_one(), until).await;
            }
            // No other letter would fare better until somebody mends the settings.
            Delivery::Misconfigured { .. } => return Ok(()),
            _ => {}
        }
    }
    Ok(())
}

/// The domains that got enough in this minute; `None` when that many letters were tried in all. The rows of the outbox
/// tell what left, so that a restart or a second instance does not begin to count anew; what was put off counts too.
async fn busy_domains(app: &App, now: Timestamp) -> Result<Option<Vec<String>>> {
    let since = now - SignedDuration::from_mins(1);
    // The clocks of instances differ a little.
    let soon = now + SignedDuration::from_mins(1);
    let sent = outbox::asked_between(app.db.read(), since, soon).await?;
    let pace = app.work.pace();
    let put_off = pace.put_off_between(since, soon).map(str::to_owned);
    let tried: Vec<String> = sent.iter().map(|address| domain_of(address)).chain(put_off).collect();
    if tried.len() >= usize::try_from(app.settings.mail_per_minute).unwrap_or(usize::MAX) {
        return Ok(None);
    }
    let mut counts: HashMap<String, usize> = HashMap::new();
    for domain in tried {
        *counts.entry(domain).or_default() += 1;
    }
    let usual = usize::try_from(app.settings.mail_per_domain).unwrap_or(usize::MAX);
    let busy = counts.into_iter().filter(|(domain, letters)| *letters >= pace.most(domain, usual));
    Ok(Some(busy.map(|(domain, _)| domain).collect()))
}

/// The round of a letter that should still leave, or why it should not.
async fn still_wanted(
    app: &App,
    letter: &OutboxEmail,
    now: Timestamp,
) -> Result<Result<Round, &'static str>> {
    let db = app.db.read();
    let Some(invitation) = invitation_letters::behind(db, letter.id).await? else {
        return Ok(Err("the invitation was withdrawn"));
    };
    let Some(round) = rounds::find(db, invitation.round_id).await? else {
        return Ok(Err("the survey is gone"));
    };
    if !round.takes_answers(now) {
        return Ok(Err(invitation_letters::CLOSED_FIRST));
    }
    // An invitation sent again by hand leaves whatever they did, where nobody may learn what they did.
    let may_tell = round.privacy != PrivacyMode::Anonymous || letter.kind != MailingKind::Invitation.key();
    // Not in so many words: the outbox does not tell who has answered.
    if invitation.used && may_tell || invitation.expires_at <= now {
        return Ok(Err("no longer needed"));
    }
    if participants::absent(db, round.id).await?.contains(&invitation.contact_id) {
        return Ok(Err("did not attend the course"));
    }
    let contact = invitations::contact(db, invitation.contact_id).await?;
    if contact.is_none_or(|contact| !contact.email.eq_ignore_ascii_case(&letter.address)) {
        return Ok(Err("the address was changed"));
    }
    let hash = app.secret.fingerprint(&letter.address.to_lowercase());
    if unsubscribes::has_stopped(db, &app.secret, round.programme, &letter.address).await? {
        return Ok(Err("unsubscribed"));
    }
    if bounces::is_blocked(db, round.programme, &hash, now).await? {
        return Ok(Err("emails to this address bounce"));
    }
    Ok(Ok(round))
}
