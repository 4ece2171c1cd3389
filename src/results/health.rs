//! The health of one partnership as both sides may see it: checks that are unsealed, who answered, what the library replied.

use common_ground_reports::health::{Answerer, Answerers, HealthCheck, HealthHistory, HealthRound};
use jiff::tz::TimeZone;
use uuid::Uuid;

use crate::{
    app::App,
    store::{Health, HealthPerson, HealthReply, Result, health},
    survey::Side,
};

/// The health of one partnership.
#[derive(Clone, Debug)]
pub struct PartnershipHealth {
    /// What both sides answered, check by check.
    pub history: HealthHistory,
    /// The latest check that is unsealed.
    pub latest: Option<Health>,
    /// What the library replied to it.
    pub replies: Vec<HealthReply>,
    /// The check that is sealed: it tells when it closes, and nothing else.
    pub sealed: Option<Health>,
}

impl PartnershipHealth {
    /// What the library replied to a condition of the latest check.
    pub fn reply(&self, item: &str) -> Option<&HealthReply> {
        self.replies.iter().find(|reply| reply.item == item)
    }

    /// The keys of the conditions of the latest check that wait for a reply of the library.
    pub fn unanswered(&self) -> impl Iterator<Item = &str> {
        self.history.needing_reply().map(|condition| &*condition.key).filter(|key| self.reply(key).is_none())
    }
}

/// Reads the health of a partnership; its checks are told by the day on which they began in `zone`.
pub async fn of_partner(app: &App, partner: Uuid, zone: &TimeZone) -> Result<PartnershipHealth> {
    let db = app.db.read();
    let (sealed, unsealed): (Vec<Health>, Vec<Health>) =
        health::of_partner(db, partner).await?.into_iter().partition(|check| check.unsealed_at.is_none());
    let ids: Vec<Uuid> = unsealed.iter().map(|check| check.id).collect();
    let people = health::people(db, &ids).await?;
    let rounds = unsealed.iter().map(|check| {
        let asked = people.get(&check.id).map(Vec::as_slice).unwrap_or_default();
        HealthRound {
            name: check.opens_at.to_zoned_datetime(zone.clone()).strftime("%-d %B %Y").to_string(),
            check: HealthCheck::new(&check.figures),
            library: answerers(asked, Side::Library),
            partner: answerers(asked, Side::Partner),
        }
    });
    let history = HealthHistory::new(rounds.collect());
    let latest = unsealed.into_iter().next_back();
    let replies = match &latest {
        Some(check) => health::replies(db, &[check.id]).await?,
        None => Vec::new(),
    };
    Ok(PartnershipHealth { history, latest, replies, sealed: sealed.into_iter().next_back() })
}

fn answerers(people: &[HealthPerson], side: Side) -> Answerers {
    let own = || people.iter().filter(|one| one.side == side);
    let answered = own().filter(|one| one.answered);
    Answerers {
        asked: own().count() as u64,
        answered: answered.map(|one| Answerer { name: one.name.clone(), is_new: one.is_new }).collect(),
    }
}
