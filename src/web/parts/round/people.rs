//! Putting people on the list of a survey of the programme.

use common_ground_reports::wording;
use jiff::{Timestamp, tz::TimeZone};
use uuid::Uuid;

use crate::{
    store::{Round, Transaction, invitations, mailings, rounds},
    survey::{Audience, RoundState},
    system::secret::SecretKey,
    web::{Result, parts::format},
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
    pub(crate) fn flash(&self, now: Timestamp, zone: &TimeZone) -> String {
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
