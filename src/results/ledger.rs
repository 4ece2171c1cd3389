//! The two sides of one half of the ledger, set against each other from closed rounds.

use common_ground_reports::{
    compare::{ComparedSides as Direction, Comparison, Options, PairInput},
    summary::inputs::ItemBlock,
};
use jiff::tz::TimeZone;

use super::{Answered, answered, largest_min};
use crate::{
    app::App,
    store::{Result, Round, rounds},
    survey::{ENGLISH, LedgerHalf, RoundState, Side, Survey},
};

/// The half of the ledger that a survey asks about, if it asks about one.
pub fn half(survey: &Survey) -> Option<LedgerHalf> {
    survey.items().find_map(|item| item.ledger)
}

/// Two closed rounds that are the two sides of one half of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matched {
    /// Where one side said what it offers.
    pub offer: Round,
    /// Where the other said what it expects or hopes for.
    pub expectation: Round,
}

/// Every comparison that closed rounds allow, the newest first: each round with the round of the other side that
/// closed nearest to it.
pub async fn matched(app: &App, rounds: &[Round]) -> Result<Vec<Matched>> {
    let mut sides = Vec::new();
    for round in rounds.iter().filter(|round| round.state == RoundState::Closed) {
        if let Some(half) = half(&*app.survey(round).await?) {
            sides.push((half, round));
        }
    }
    let is_offer = |(half, round): &(LedgerHalf, &Round)| round.side == half.offering();
    let (offers, expectations): (Vec<_>, Vec<_>) = sides.into_iter().partition(is_offer);
    let mut matched: Vec<Matched> = Vec::new();
    let mut add = |offer: &Round, expectation: &Round| {
        let new = Matched { offer: offer.clone(), expectation: expectation.clone() };
        if !matched.contains(&new) {
            matched.push(new);
        }
    };
    for side in &offers {
        if let Some(other) = nearest(side, &expectations) {
            add(side.1, other);
        }
    }
    for side in &expectations {
        if let Some(other) = nearest(side, &offers) {
            add(other, side.1);
        }
    }
    matched.sort_by_key(|both| std::cmp::Reverse(both.offer.closes_at.max(both.expectation.closes_at)));
    Ok(matched)
}

/// Closed rounds before one, and as many after it, among which those that closed nearest to it are looked for.
const NEAR: u64 = 100;

/// The comparisons that a closed round is part of, the newest first. Rounds of health checks are part of none.
pub async fn of_round(app: &App, round: &Round) -> Result<Vec<Matched>> {
    if half(&*app.survey(round).await?).is_none() {
        return Ok(Vec::new());
    }
    let mut near = rounds::near_of_ledger(app.db.read(), round, NEAR).await?;
    // Where many close at one moment, it need not be among those that are read.
    if near.iter().all(|one| one.id != round.id) {
        near.push(round.clone());
    }
    let mut all = matched(app, &near).await?;
    all.retain(|both| [both.offer.id, both.expectation.id].contains(&round.id));
    Ok(all)
}

fn nearest<'a>(
    (half, round): &(LedgerHalf, &Round),
    others: &[(LedgerHalf, &'a Round)],
) -> Option<&'a Round> {
    let same_half = others.iter().filter(|(other, _)| other == half).map(|(_, other)| *other);
    same_half.min_by_key(|other| (round.closes_at.as_second() - other.closes_at.as_second()).abs())
}

/// Compares two rounds as reports show them. `None` while one of them is not closed, or when they are not the two
/// sides of the same half of the ledger.
pub async fn block(
    app: &App,
    offer: &Round,
    expectation: &Round,
    zone: &TimeZone,
) -> Result<Option<ItemBlock>> {
    if [offer, expectation].iter().any(|round| round.state != RoundState::Closed) {
        return Ok(None);
    }
    let (offers, expects) = (answered(app, offer).await?, answered(app, expectation).await?);
    Ok(compared((offer, &offers), (expectation, &expects), zone))
}

/// The same of two closed rounds of which it is read already what may be shown.
pub fn compared(
    (offering, offer): (&Round, &Answered),
    (expecting, expectation): (&Round, &Answered),
    zone: &TimeZone,
) -> Option<ItemBlock> {
    let window = window(offering, expecting, zone);
    let comparison = comparison(offer, expectation)?;
    let scale = offer.survey.items().find_map(|item| item.ledger.and_then(|_| offer.scale(item)));
    let partner = if offer.side == Side::Partner { offer } else { expectation };
    let kinds = partner.group_labels();
    let surveys = vec![offer.version(), expectation.version()];
    scale.map(|scale| ItemBlock { comparison, scale, window, surveys, kinds, response_rates: [None; 2] })
}

/// Sets what one side offers against what the other expects. `None` when the two rounds are not the two sides
/// of the same half of the ledger.
fn comparison(offer: &Answered, expectation: &Answered) -> Option<Comparison> {
    let half = half(&offer.survey)?;
    let fits = offer.side == half.offering() && expectation.side != half.offering();
    if !fits || self::half(&expectation.survey) != Some(half) {
        return None;
    }
    let pairs: Vec<PairInput> = offer
        .ledger_items(half)
        .filter(|item| expectation.survey.item(&item.key).is_some())
        .map(|item| PairInput {
            key: item.key.clone(),
            label: item.label.in_language(ENGLISH).to_owned(),
            topic: item.topic.as_ref().map(|topic| topic.in_language(ENGLISH).to_owned()).unwrap_or_default(),
            offer: offer.by_group(&item.key),
            expectation: expectation.by_group(&item.key),
        })
        .collect();
    let ledger = match half {
        LedgerHalf::A => Direction::LibraryOffers,
        LedgerHalf::B => Direction::PartnersOffer,
    };
    let min_group = largest_min([offer, expectation]);
    Some(Comparison::new(&pairs, Options { ledger, min_group }))
}

/// “April to May 2026”
fn window(a: &Round, b: &Round, zone: &TimeZone) -> String {
    let say = |at: jiff::Timestamp, how: &str| at.to_zoned_datetime(zone.clone()).strftime(how).to_string();
    let (opened, closed) = (a.opens_at.min(b.opens_at), a.closes_at.max(b.closes_at));
    let (first, last) = (say(opened, "%B %Y"), say(closed, "%B %Y"));
    if first == last {
        return last;
    }
    let same_year = say(opened, "%Y") == say(closed, "%Y");
    format!("{} to {last}", if same_year { say(opened, "%B") } else { first })
}
