//! A course freezes: its summary is written once, from what is closed, and one letter is queued for every
//! manager. The course's state, the summary, the deliveries and the letters are one transaction, so that whatever
//! crashes or runs twice, a manager gets exactly one.

mod inputs;
mod letter;

use jiff::Timestamp;
use tokio::task::spawn_blocking;
use uuid::Uuid;

use common_ground_reports::summary::Summary;

use self::letter::Addressee;
use crate::{
    app::App,
    mail::Sender,
    store::{
        Result, StoreError,
        courses::{self, Course, Purpose},
        invitations, outbox,
        outbox::NewLetter,
        people::{self, Person, Role},
        programmes, summaries, write,
    },
    survey::round::RoundState,
};

/// Freezes a course whose summary is due. Returns how many letters were queued, or `None` when the course's own
/// rounds are still open, or somebody else froze it first.
///
/// # Errors
/// The database's own words; then the course is as it was, and the next step tries again.
pub async fn freeze(app: &App, course: &Course, now: Timestamp) -> Result<Option<u64>> {
    let rounds = courses::rounds(app.db.read(), course.id).await?;
    let under_way = |state| matches!(state, RoundState::Planned | RoundState::Open);
    if rounds.iter().any(|(purpose, round)| is_own(*purpose) && under_way(round.state)) {
        return Ok(None);
    }
    let programme = programmes::get(app.db.read(), course.programme).await?;
    let inputs = inputs::gather(app, &programme, course, &rounds, now).await?;
    let summary = Summary::write(inputs);
    let document = serde_json::to_value(&summary).map_err(|error| StoreError::Damaged(error.to_string()))?;

    let mut addressees = Vec::new();
    for manager in people::with_role(app.db.read(), programme.id, Role::Manager).await? {
        if !invitations::is_stopped(app.db.read(), programme.id, &app.secret.fingerprint(&manager.email))
            .await?
        {
            addressees.push(Addressee::new(app, &manager, Uuid::new_v4()));
        }
    }
    let own = &programme.settings;
    let sender = Sender::of(&app.settings.mail_from, &own.sender_name, &own.reply_to)
        .map_err(|error| StoreError::Damaged(format!("COMMON_GROUND_MAIL_FROM: {error}")))?;
    let letters = compose(sender, summary, addressees, now).await?;

    let tx = write(&app.db).await?;
    if !courses::freeze(&tx, course.id, now).await? {
        return Ok(None);
    }
    let id = summaries::freeze(&tx, course.id, 1, document, now.into()).await?;
    let count = letters.len() as u64;
    for (addressee, letter) in letters {
        let until = letter::link_expires(now)?;
        let letter_id = letter.id;
        outbox::enqueue(&tx, letter, now.into()).await?;
        summaries::deliver(&tx, addressee.delivery, id, addressee.person, letter_id, until.into()).await?;
    }
    tx.commit().await?;
    Ok(Some(count))
}

/// Rounds that ask about the course itself. The others belong to the whole programme and may go on.
fn is_own(purpose: Purpose) -> bool {
    matches!(purpose, Purpose::Before | Purpose::Feedback)
}

/// Charts take tens of milliseconds each, so letters are made off the request threads.
async fn compose(
    sender: Sender,
    summary: Summary,
    addressees: Vec<Addressee>,
    now: Timestamp,
) -> Result<Vec<(Addressee, NewLetter)>> {
    let made = spawn_blocking(move || {
        addressees
            .into_iter()
            .map(|addressee| {
                letter::compose(&summary, &addressee, &sender, now).map(|letter| (addressee, letter))
            })
            .collect::<Result<Vec<_>, String>>()
    });
    let letters = made.await.map_err(|error| StoreError::Damaged(error.to_string()))?;
    letters
        .map_err(|reason| StoreError::Damaged(format!("a summary could not be made into a letter: {reason}")))
}

/// A manager as letters know them.
impl Addressee {
    fn new(app: &App, person: &Person, delivery: Uuid) -> Self {
        Self {
            person: person.id,
            delivery,
            name: person.name.clone(),
            email: person.email.clone(),
            links: letter::links(app, delivery),
            stop: letter::stop_link(app, delivery),
        }
    }
}
