//! The tallies of every round, recounted from its responses.

use std::collections::BTreeMap;

use indicatif::ProgressBar;
use jiff::Timestamp;

use super::finding::{CheckFinding, Findings};
use crate::{
    cli::progress,
    store::{
        CountedCell, Db, Result, Round, StoreError, audit,
        check::{Difference, counted_by, differences, lock, recount},
        programmes, retention, rounds, surveys, tallies, write,
    },
    survey::{RoundState, tally::TallyPlan},
};

/// Differences that are named; the rest is counted.
const NAMED: usize = 5;

/// Recounts every round whose answers are still kept.
pub(crate) async fn check(db: &Db, now: Timestamp, repair: bool, findings: &mut Findings) {
    let (rounds, responses) = match all(db, now).await {
        Ok(all) => all,
        Err(error) => return findings.add(unreadable("The rounds", &error)),
    };
    let bar = progress::bar("Recounting", responses);
    let mut agreeing = 0;
    for round in &rounds {
        match check_round(db, round, repair.then_some(now), &bar).await {
            Ok(Outcome::Agrees) => agreeing += 1,
            Ok(Outcome::Differs(differences)) => findings.add(CheckFinding::wrong(
                "tallies",
                described(round, &differences),
                "Run `common-ground check --repair` to recount them from the answers.",
            )),
            Ok(Outcome::Mended(differences)) => {
                let what = format!("{} They were recounted.", described(round, &differences));
                findings.add(CheckFinding::right("tallies", what));
            }
            Err(error) => findings.add(unreadable(&format!("Round {}", round.code), &error)),
        }
    }
    bar.finish_and_clear();
    if agreeing == rounds.len() {
        let what = format!("{agreeing} rounds agree with their {responses} responses.");
        findings.add(CheckFinding::right("tallies", what));
    }
}

/// The rounds to look at, and how many responses they should have.
async fn all(db: &Db, now: Timestamp) -> Result<(Vec<Round>, u64)> {
    let mut rounds = Vec::new();
    let programmes = programmes::all(db.read()).await?;
    let gone = retention::without_answers(db.read()).await?;
    for round in rounds::all(db.read()).await? {
        let programme = programmes.iter().find(|programme| programme.id == round.programme);
        let promises = programme.map(|programme| programme.settings.promised(round.opens_at, 0));
        // Tallies outlive the answers that they were counted from.
        if gone.contains(&round.id) {
            continue;
        }
        if round.state != RoundState::Closed
            || retention::keeps_answers(round.closes_at, promises.unwrap_or_default(), now)?
        {
            rounds.push(round);
        }
    }
    let ids: Vec<_> = rounds.iter().map(|round| round.id).collect();
    let progress = tallies::progress(db.read(), &ids).await?;
    Ok((rounds, progress.values().map(|progress| progress.responses).sum()))
}

enum Outcome {
    Agrees,
    Differs(Vec<Difference>),
    Mended(Vec<Difference>),
}

/// Compares a round with its answers; `repair` counts it anew, at that time.
async fn check_round(
    db: &Db,
    round: &Round,
    repair: Option<Timestamp>,
    bar: &ProgressBar,
) -> Result<Outcome> {
    let plan = TallyPlan::of_survey(&surveys::asked(db.read(), round).await?);
    let recounted =
        recount(db.read(), round.id, |answers| counted_by(&plan, answers), |n| bar.inc(n)).await?;
    if differences(db.read(), round.id, &recounted).await?.is_empty() {
        return Ok(Outcome::Agrees);
    }
    // Answers may have come in between the two counts; while the round is held they cannot.
    let tx = write(db).await?;
    lock(&tx, round.id).await?;
    let recounted: BTreeMap<CountedCell, i64> =
        recount(&tx, round.id, |answers| counted_by(&plan, answers), |_| {}).await?;
    let differences = differences(&tx, round.id, &recounted).await?;
    if differences.is_empty() {
        return Ok(Outcome::Agrees);
    }
    let Some(now) = repair else { return Ok(Outcome::Differs(differences)) };
    tallies::replace(&tx, round.id, &recounted).await?;
    let object = format!("round {}", round.code);
    audit::record_command(&tx, round.programme, "recounted the tallies of", &object, now).await?;
    tx.commit().await?;
    Ok(Outcome::Mended(differences))
}

fn described(round: &Round, differences: &[Difference]) -> String {
    let named: Vec<String> = differences.iter().take(NAMED).map(one).collect();
    let more = differences.len().saturating_sub(NAMED);
    let more = if more > 0 { format!("; and {more} more") } else { String::new() };
    format!("Round {} does not agree with its answers: {}{more}.", round.code, named.join("; "))
}

fn one(difference: &Difference) -> String {
    let (item, group, value) = &difference.cell;
    let item = if item.is_empty() { "the round" } else { item };
    format!("{item}, {group}, {value}: {} tallied, {} counted", difference.tallied, difference.counted)
}

fn unreadable(what: &str, error: &StoreError) -> CheckFinding {
    CheckFinding::wrong(
        "tallies",
        format!("{what} cannot be read: {error}."),
        "If the database was changed by hand, put it back from a backup.",
    )
}
