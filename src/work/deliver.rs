//! Letters leave the outbox: first those that tell somebody something, several at a time, then those that ask people
//! to answer, one by one and not too many a minute.

mod asking;
mod claim;

use futures::{StreamExt, stream};
use jiff::{SignedDuration, Timestamp};

use crate::{
    app::App,
    letters::{self, account},
    mail::{Address, Delivery, Mailbox, Transport, next_attempt},
    store::{
        Considerate, OutboxEmail, Result,
        outbox::{self, Tried},
    },
    work::{
        deliver::claim::{Watch, hand_over_claimed},
        partner_links,
        publish::writing,
        reset,
    },
};

/// Letters handed over at one time.
const AT_ONCE: usize = 10;
/// Letters claimed at one time.
const CLAIM: u64 = 50;
/// How long to wait when the settings are wrong.
const MISCONFIGURED_WAIT: SignedDuration = SignedDuration::from_mins(5);

/// Where letters are handed over, and who sends them.
#[derive(Clone, Copy)]
struct Way<'w> {
    transport: &'w Transport,
    from: &'w str,
}

/// What one look through the outbox came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Delivered {
    /// Letters that left.
    pub sent: u64,
    /// Letters that will be tried again.
    pub deferred: u64,
    /// Letters given up.
    pub failed: u64,
}

impl Delivered {
    fn count(&mut self, tried: &Tried) {
        match tried {
            Tried::Sent => self.sent += 1,
            Tried::Again(_) => self.deferred += 1,
            Tried::Failed => self.failed += 1,
        }
    }
}

/// Hands every letter that is due to the transport, or to the mail server that was set since, and records what came of it. Invitations and reminders beyond what
/// may leave in a minute wait for a later look.
///
/// # Errors
/// When the database fails; letters under way count as not tried once their claim runs out.
pub async fn deliver_due(app: &App, transport: &Transport, now: Timestamp) -> Result<Delivered> {
    // First, so that what was just asked for leaves now.
    if let Err(error) = partner_links::answer_waiting(app, now).await {
        tracing::error!(%error, "wishes for links to partners’ pages could not be read; they are tried again");
    }
    if let Err(error) = reset::answer_waiting(app, now).await {
        tracing::error!(%error, "wishes for another password could not be read; they are tried again");
    }
    let mail = app.mail().await?;
    let way = Way { transport: mail.transport(transport), from: &mail.sender };
    let watch = Watch::start(app, now);
    let mut total = Delivered::default();
    let mut turns = Considerate::beside_others(&app.db);
    loop {
        tell_all(app, way, watch, &mut total).await?;
        if app.work.is_stopping() {
            break;
        }
        // Some at a time, so that what has its words never waits long for what has none yet.
        match writing::write_next(app, watch.now()).await {
            Ok(true) => turns.pause().await,
            Ok(false) => break,
            Err(error) => {
                tracing::error!(%error, "emails of summaries could not be written; they are tried again");
                break;
            }
        }
    }
    asking::deliver_due(app, way, watch, &mut total).await?;
    Ok(total)
}

/// Hands over every letter that is due and tells somebody something.
async fn tell_all(app: &App, way: Way<'_>, watch: Watch<'_>, total: &mut Delivered) -> Result<()> {
    while !app.work.is_stopping() {
        let until = watch.claim();
        let letters = outbox::claim(&app.db, watch.now(), until, CLAIM).await?;
        if letters.is_empty() {
            break;
        }
        let mut tries = stream::iter(letters)
            .map(|letter| tell(app, way, watch, letter, until))
            .buffer_unordered(AT_ONCE);
        while let Some(tried) = tries.next().await {
            if let Some(tried) = tried? {
                total.count(&tried);
            }
        }
    }
    Ok(())
}

async fn tell(
    app: &App,
    way: Way<'_>,
    watch: Watch<'_>,
    letter: OutboxEmail,
    until: Timestamp,
) -> Result<Option<Tried>> {
    let Some(delivery) = hand_over_claimed(app, way, watch, &letter, until).await? else { return Ok(None) };
    let now = watch.now();
    record(app, &letter, decide(&delivery, &letter, None, now), now).await.map(Some)
}

async fn hand_over(app: &App, way: Way<'_>, letter: &OutboxEmail) -> Delivery {
    match Address::parse(&letter.address) {
        Ok(address) => {
            way.transport.deliver(sender(app, way.from, letter).as_ref(), &address, &letter.message).await
        }
        Err(error) => Delivery::Failed { why: error.to_string(), code: None },
    }
}

/// Where refusals that come later go: to an address of the letter's own, or to the sender, who reads them.
fn sender(app: &App, from: &str, letter: &OutboxEmail) -> Option<Address> {
    let from = Mailbox::parse(from).ok()?;
    Some(letters::bounce_address(app, &from, letter.id))
}

async fn record(
    app: &App,
    letter: &OutboxEmail,
    (tried, words): (Tried, String),
    now: Timestamp,
) -> Result<Tried> {
    let why = without_addresses(&words);
    match &tried {
        Tried::Sent => tracing::info!(letter = %letter.id, kind = letter.kind, "an email was sent"),
        Tried::Again(_) => tracing::warn!(letter = %letter.id, why, "an email will be tried again"),
        Tried::Failed => tracing::error!(letter = %letter.id, why, "an email was given up"),
    }
    outbox::record(&app.db, letter.id, &tried, &words, now).await?;
    if letter.kind == account::KIND && !matches!(tried, Tried::Again(_)) {
        // It holds a way into an account, which must not lie about.
        outbox::forget_words(&app.db, letter.id).await?;
    }
    Ok(tried)
}

/// What a mail server said, for the log, which holds nobody's address: servers like to repeat it.
fn without_addresses(words: &str) -> String {
    let shown = |word: &str| if word.contains('@') { "…".to_owned() } else { word.to_owned() };
    words.split(' ').map(shown).collect::<Vec<_>>().join(" ")
}

/// Only a lasting refusal is final. A letter whose fate is unknown goes again under the same message id: a
/// summary twice is better than none. No letter is tried at or after its deadline.
fn decide(
    delivery: &Delivery,
    letter: &OutboxEmail,
    deadline: Option<Timestamp>,
    now: Timestamp,
) -> (Tried, String) {
    let again = |after: Option<Timestamp>, words: &str| {
        let after = after.filter(|after| deadline.is_none_or(|deadline| *after < deadline));
        match (after, deadline) {
            (Some(time), _) => (Tried::Again(time), words.to_owned()),
            (None, Some(_)) => (Tried::Failed, format!("{words} (given up: there’s no time left to answer)")),
            (None, None) => (Tried::Failed, format!("{words} (given up after four days)")),
        }
    };
    let failures = u32::try_from(letter.attempts).unwrap_or_default() + 1;
    let next = || next_attempt(failures, letter.queued_at, now, deadline, &mut rand::rng());
    match delivery {
        Delivery::Sent { response } => (Tried::Sent, response.clone()),
        Delivery::Failed { why, .. } => (Tried::Failed, why.clone()),
        Delivery::Unknown { why } => again(next(), why),
        Delivery::Deferred { why, back_off, .. } => {
            let rest = back_off.and_then(|wait| now.checked_add(wait).ok());
            again(next().map(|next| rest.map_or(next, |rest| next.max(rest))), why)
        }
        Delivery::Misconfigured { why } => again(Some(now + MISCONFIGURED_WAIT), why),
    }
}
