//! A mailing is due: a letter is queued to everybody who is invited, has not answered and may be written to. Unique
//! keys make it once to each, however often this runs and whatever crashes between two chunks.

use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    app::App,
    letters::invitation::Asking,
    store::{
        Result, invitation_letters,
        mailings::{self, Kind, Mailing},
        outbox, programmes,
        recipients::{self, Addressee},
        rounds::{self, Round},
        write,
    },
};

/// Letters queued in one transaction.
const CHUNK: usize = 100;

/// Queues the letters of every mailing of a round that is due, in their order. Returns how many.
///
/// # Errors
/// The database's own words; what was queued stays queued, and the next step goes on from there.
pub async fn send_due(app: &App, round: Uuid, now: Timestamp) -> Result<u64> {
    let mut letters = 0;
    let Some(round) = rounds::find(app.db.read(), round).await? else { return Ok(letters) };
    for mailing in mailings::due(app.db.read(), round.id, now).await? {
        if now < round.opens_at {
            // Somebody moved the opening; the letters wait for it.
            continue;
        }
        if !round.takes_answers(now) {
            mailings::skip(app.db.write_one(), mailing.id).await?;
        } else if let Some(later) = too_soon(app, &mailing, now).await? {
            // After a time without service several may be due at once.
            if later < round.closes_at {
                mailings::move_to(app.db.write_one(), mailing.id, later).await?;
            } else {
                mailings::skip(app.db.write_one(), mailing.id).await?;
            }
        } else {
            let queued = send(app, &round, &mailing, now).await?;
            tracing::info!(
                round = round.code,
                kind = mailing.kind.key(),
                letters = queued,
                "letters were queued"
            );
            letters += queued;
        }
    }
    Ok(letters)
}

/// The earliest moment for a reminder whose time came too soon after the letter before it.
async fn too_soon(app: &App, mailing: &Mailing, now: Timestamp) -> Result<Option<Timestamp>> {
    if mailing.kind == Kind::Invitation {
        return Ok(None);
    }
    let earliest = mailings::earliest_reminder(app.db.read(), mailing.round).await?;
    Ok(earliest.filter(|earliest| *earliest > now))
}

async fn send(app: &App, round: &Round, mailing: &Mailing, now: Timestamp) -> Result<u64> {
    let programme = programmes::get(app.db.read(), round.programme).await?;
    let asking = Asking::of(app, &programme, round).await?;
    let fingerprint = |address: &str| app.secret.fingerprint(address);
    let everybody = recipients::of_round(app.db.read(), round, mailing.kind, now, fingerprint).await?;
    let mut wanted: Vec<Addressee> = everybody.into_iter().filter(|one| one.left_out.is_none()).collect();
    // Two schedulers at once take the same letters in the same order, so that neither waits for the other in a circle.
    wanted.sort_by_key(|one| one.invitation);
    let mut queued = 0;
    for chunk in wanted.chunks(CHUNK) {
        let mut letters = Vec::with_capacity(chunk.len());
        for one in chunk {
            let unique = unique_key(one, mailing.kind, mailing.seq);
            match asking.compose(app, one, mailing.kind, unique, now) {
                Ok(letter) => letters.push((one, letter)),
                // One address that is none must not keep the others from their letters.
                Err(error) => tracing::error!(invitation = %one.invitation, %error, "a letter was left out"),
            }
        }
        let tx = write(&app.db).await?;
        for (one, letter) in letters {
            let id = letter.id;
            if outbox::enqueue(&tx, letter, now).await? {
                invitation_letters::note(&tx, id, one.invitation, mailing.kind, mailing.seq).await?;
                queued += 1;
            }
        }
        tx.commit().await?;
    }
    // Only now: a crash before this line does the chunks again, and the unique keys leave out what was queued.
    mailings::mark_done(app.db.write_one(), mailing.id, now).await?;
    Ok(queued)
}

fn unique_key(one: &Addressee, kind: Kind, seq: i32) -> String {
    format!("invitation {} {} {seq}", one.invitation, kind.key())
}
