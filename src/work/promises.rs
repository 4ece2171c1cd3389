//! Reminding whoever promised something, and asking whoever asked for it whether it is what they meant.

use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date, tz::TimeZone};
use uuid::Uuid;

use crate::{
    app::App,
    letters::{Sender, promise::PromiseEmail},
    store::{
        LinkAsks, Programme, Promise, Result, Transaction, WrittenTo, outbox, programmes,
        promises::{self, links},
        unsubscribes, write,
    },
    system::secret::KeyPurpose,
};

/// How long a link works.
const WORKS_FOR: SignedDuration = SignedDuration::from_hours(30 * 24);
/// Days before its day on which an owner is written to for the first time.
const WEEK: i64 = 7;
/// Days after its day from which a reminder comes too late to be one.
const TOO_LATE: i64 = 7;

fn after(day: Date, days: i64) -> Date {
    day.checked_add(days.days()).unwrap_or(day)
}

/// The promises whose owner is to be written to, with their programmes.
pub(super) async fn due(app: &App, now: Timestamp) -> Result<Vec<(Uuid, Uuid)>> {
    // Wherever a programme is, no later day has begun there.
    let today = after(now.to_zoned_datetime(TimeZone::UTC).date(), 1);
    links::to_remind(app.db.read(), today, after(today, WEEK)).await
}

/// The promises whose asker is to be asked, with their programmes.
pub(super) async fn to_judge(app: &App) -> Result<Vec<(Uuid, Uuid)>> {
    links::to_judge(app.db.read()).await
}

/// Queues an email to the owner of a promise a week before its day, and one on it, at an hour at which people read email;
/// gives how many.
pub(super) async fn remind(app: &App, id: Uuid, programme: Uuid, now: Timestamp) -> Result<u64> {
    let programme = programmes::get(app.db.read(), programme).await?;
    let hours = programme.settings.hours();
    if hours.next(now) > now {
        return Ok(0);
    }
    let today = now.to_zoned_datetime(programme.zone()).date();
    let tx = write(&app.db).await?;
    let Some(promise) = promises::find(&tx, programme.id, id).await? else { return Ok(0) };
    let Some(day) = promise.due() else { return Ok(0) };
    let (emails, email) = if today >= day {
        (2, PromiseEmail::Today)
    } else if after(today, WEEK) >= day {
        (1, PromiseEmail::Soon)
    } else {
        return Ok(0);
    };
    if !links::reminded(&tx, id, emails).await? {
        return Ok(0);
    }
    let owner = links::owner(&tx, &promise).await?.filter(|_| after(day, TOO_LATE) >= today);
    let queued = send(app, &tx, (&programme, &promise), owner, email, now).await?;
    tx.commit().await?;
    Ok(queued)
}

/// Asks whoever asked for it whether what came of a promise is what they meant, once; gives how many emails were queued.
pub(super) async fn ask(app: &App, id: Uuid, programme: Uuid, now: Timestamp) -> Result<u64> {
    let programme = programmes::get(app.db.read(), programme).await?;
    let hours = programme.settings.hours();
    if hours.next(now) > now {
        return Ok(0);
    }
    let tx = write(&app.db).await?;
    let Some(promise) = promises::find(&tx, programme.id, id).await? else { return Ok(0) };
    if !links::asked(&tx, id, now).await? {
        return Ok(0);
    }
    let asker = links::asker(&tx, &promise).await?;
    let queued = send(app, &tx, (&programme, &promise), asker, PromiseEmail::Judge, now).await?;
    tx.commit().await?;
    Ok(queued)
}

/// Queues an email with a link, unless they cannot be written to or want no email: then their own page asks them.
async fn send(
    app: &App,
    tx: &Transaction,
    (programme, promise): (&Programme, &Promise),
    to: Option<WrittenTo>,
    email: PromiseEmail,
    now: Timestamp,
) -> Result<u64> {
    let Some(to) = to.filter(|to| !to.email.is_empty()) else { return Ok(0) };
    if to.contact.is_some() && unsubscribes::has_stopped(tx, &app.secret, programme.id, &to.email).await? {
        return Ok(0);
    }
    let asks = if email == PromiseEmail::Judge { LinkAsks::Asker } else { LinkAsks::Owner };
    let link = links::add(tx, promise.id, asks, &to, now + WORKS_FOR).await?;
    let token = app.secret.carrying_token(KeyPurpose::Promise, link);
    let href = format!("{}/promises/{token}", app.settings.site_url);
    let sender = Sender::of_programme(app, &programme.settings).await?;
    let letter = email.compose(&sender, (programme.asker(), promise), &to, (link, &href), now)?;
    Ok(u64::from(outbox::enqueue(tx, letter, now).await?))
}
