//! Who is on the list of a survey of the programme: picked from the contacts, pasted, or from a file.

pub(crate) mod import;
pub(crate) mod index;
pub(crate) mod new;
pub(crate) mod pasted;
pub(crate) mod remove;

use common_ground_reports::summary::wording;
use jiff::{Timestamp, tz::TimeZone};
use uuid::Uuid;

use crate::{
    store::{Round, Transaction, invitations, mailings, rounds},
    survey::{Audience, RoundState},
    system::secret::SecretKey,
    web::{
        Answer, Desk, Result, Trainer, at,
        parts::format,
        rounds::{TOO_LATE, load::LoadedRound},
    },
};

/// People who were put on a list just now.
pub(crate) struct Added {
    /// How many were not on it before.
    pub people: u64,
    /// When they are written to.
    pub at: Option<Timestamp>,
}

impl Added {
    /// What is said of it.
    pub(crate) fn told(&self, now: Timestamp, zone: &TimeZone) -> String {
        let people = match self.people {
            0 => return "Nobody was added: everybody you chose is already on the list".to_owned(),
            1 => "One person was added".to_owned(),
            more => format!("{} were added", wording::counted(more, "person", "people")),
        };
        match self.at {
            Some(at) if at <= now => format!("{people}. Their invitation goes out now"),
            Some(at) => format!("{people}. Their invitation goes out on {}", format::day_and_time(at, zone)),
            None => people,
        }
    }
}

/// Puts contacts on the list of a round and sees to it that they are written to. The open link works on.
pub(crate) async fn add(
    tx: &Transaction,
    secret: &SecretKey,
    round: &Round,
    (now, zone): (Timestamp, &TimeZone),
    contacts: &[Uuid],
) -> Result<Added> {
    let people = invitations::invite_people(tx, secret, round, contacts).await?;
    if people == 0 {
        return Ok(Added { people, at: None });
    }
    if round.audience == Audience::Open {
        rounds::let_answer(tx, round.id, Audience::Both).await?;
    }
    let is_asked = matches!(round.state, RoundState::Planned | RoundState::Open);
    let at = if is_asked { mailings::plan_for_new_people(tx, round, now, zone).await? } else { None };
    Ok(Added { people, at })
}

/// Puts contacts on the list, which ends the change, and says what follows, and which addresses to look at.
async fn add_and_tell(
    desk: &Desk<'_, Trainer>,
    tx: Transaction,
    shown: &LoadedRound,
    ids: &[Uuid],
    mistyped: &str,
) -> Result<Answer> {
    let (now, zone) = (desk.now(), &shown.zone);
    if shown.round.is_over(desk.now()) {
        return Ok(Answer::on(at::round(desk.slug(), &shown.round.code), TOO_LATE));
    }
    let added = add(&tx, &desk.app.secret, &shown.round, (now, zone), ids).await?;
    if added.people == 0 {
        tx.commit().await?;
    } else {
        let people = wording::counted(added.people, "person", "people");
        desk.done(tx, &format!("added {people} to the list of the survey"), shown.title()).await?;
    }
    let told = added.told(now, zone) + mistyped;
    Ok(Answer::on(at::round_invitations(desk.slug(), &shown.round.code), told))
}
