//! Three health checks of a partnership: one condition fell, one is seen differently, one rose, and somebody new answers in
//! the last.

use common_ground_reports::health::{ConditionInput, ConditionStatus, HealthCheck};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use uuid::Uuid;

use super::DemoError;
use crate::{
    store::{
        Asker, Contact, Health, HealthPerson, HealthReply, Judgement, NewPromise, PromiseOrigin,
        PromiseOwner, PromiseState, ReplyKind, Transaction, health,
        promises::{self, links},
    },
    survey::{ENGLISH, Side, health as asking},
};

/// Days since each check was opened.
const CHECKS: [i64; 3] = [390, 210, 25];
/// Who answers for the library.
const TOM: &str = "Tom Hartley";

/// What the library and the partner answered about a condition in each check, by its place among the conditions.
fn points(place: usize) -> [(u8, u8); 3] {
    match place {
        // Fell.
        1 => [(5, 4), (4, 4), (3, 3)],
        // Seen differently in the end.
        3 => [(4, 4), (4, 4), (5, 3)],
        // Rose.
        6 => [(3, 2), (3, 3), (4, 4)],
        place if place % 3 == 0 => [(4, 5), (5, 5), (5, 5)],
        _ => [(4, 4), (5, 4), (5, 4)],
    }
}

/// Keeps the checks, answered by the former contact and then by the one who took over, with what the library replied.
pub(super) async fn check(
    tx: &Transaction,
    partner: Uuid,
    programme: Uuid,
    (former, contact): (&Contact, &Contact),
    now: Timestamp,
) -> Result<(), DemoError> {
    for (number, days) in CHECKS.into_iter().enumerate() {
        let opens_at = now - SignedDuration::from_hours(24 * days);
        let unsealed = opens_at + SignedDuration::from_hours(24 * 10);
        let is_last = number + 1 == CHECKS.len();
        let check = Health {
            id: Uuid::new_v4(),
            partner_id: partner,
            opens_at,
            closes_at: opens_at + asking::OPEN_FOR,
            unsealed_at: Some(unsealed),
            figures: figures(number),
        };
        let theirs = if is_last { contact } else { former };
        let person = |side, contact_id, name: &str, is_new| HealthPerson {
            check_id: check.id,
            side,
            contact_id,
            name: name.to_owned(),
            answered: true,
            is_new,
        };
        let people = [
            person(Side::Library, None, TOM, false),
            person(Side::Partner, Some(theirs.id), &theirs.name, is_last),
        ];
        health::add(tx, &check, &[], &people).await?;
        reply(tx, &check, programme, theirs, (unsealed, now)).await?;
    }
    Ok(())
}

fn figures(number: usize) -> Vec<ConditionInput> {
    let conditions = asking::surveys().flat_map(asking::conditions);
    let condition = |(place, item): (usize, &crate::survey::item::Item)| {
        let (library, partner) = points(place)[number];
        ConditionInput {
            key: item.key.clone(),
            label: item.label.in_language(ENGLISH).to_owned(),
            library: [library].into_iter().collect(),
            partner: [partner].into_iter().collect(),
        }
    };
    conditions.enumerate().map(condition).collect()
}

/// The library replies to everything that is low on both sides or seen differently: a promise to the first, a talk about the
/// second.
async fn reply(
    tx: &Transaction,
    check: &Health,
    programme: Uuid,
    asker: &Contact,
    (at, now): (Timestamp, Timestamp),
) -> Result<(), DemoError> {
    let day =
        |days: i64| (at + SignedDuration::from_hours(24 * days)).to_zoned_datetime(TimeZone::UTC).date();
    for condition in HealthCheck::new(&check.figures).conditions {
        let (kind, words) = match condition.status {
            Some(ConditionStatus::WorkOnTogether) => {
                (ReplyKind::WeWill, "Plan each term together, on one page")
            }
            Some(ConditionStatus::SeenDifferently) => (ReplyKind::LetsTalk, ""),
            _ => continue,
        };
        let promise_id = if kind == ReplyKind::WeWill {
            let new = NewPromise {
                about: condition.key.clone(),
                asked: condition.label.clone(),
                partner: Some(check.partner_id),
                health_round: Some(check.id),
                owner: PromiseOwner { name: TOM.to_owned(), ..PromiseOwner::default() },
                due: Some(day(40)),
                asker: Asker::Contact,
                asker_contact: Some(asker.id),
                ..NewPromise::new(programme, PromiseOrigin::Health, words)
            };
            Some(promise(tx, new, now).await?)
        } else {
            None
        };
        let reply = HealthReply {
            check_id: check.id,
            item: condition.key,
            kind,
            words: words.to_owned(),
            talk_on: (kind == ReplyKind::LetsTalk).then(|| day(30)),
            promise_id,
            by: TOM.to_owned(),
            at,
        };
        health::reply(tx, &reply).await?;
    }
    Ok(())
}

/// A promise; one whose day has passed was kept, and judged.
async fn promise(tx: &Transaction, new: NewPromise, now: Timestamp) -> Result<Uuid, DemoError> {
    let (programme, due) = (new.programme, new.due);
    let id = promises::add(tx, new).await?;
    let today = now.to_zoned_datetime(TimeZone::UTC).date();
    if let Some(due) = due.filter(|due| *due < today) {
        let kept = promises::find(tx, programme, id).await?.ok_or(DemoError::Lost("promise"))?;
        let done = (PromiseState::Done, "We meet in the first week of each term");
        promises::settle(tx, &kept, done, Some(due)).await?;
        links::asked(tx, id, now).await?;
        promises::judge(tx, id, Judgement::Yes, now).await?;
    }
    Ok(id)
}
