//! Publishing: the batches of rounds that are open, noted by the scheduler.

use std::collections::BTreeMap;

use common_ground_reports::small_numbers::Batch;
use uuid::Uuid;

use super::min_group;
use crate::{
    app::App,
    store::{
        Result, again, programmes, published,
        rounds::{self, Round},
        tallies,
    },
    survey::{published::Stage, round::RoundState},
};

/// Notes how far every open round has come, and shows the batches that are full.
///
/// # Errors
/// The database's own words, or a survey that cannot be read.
pub async fn show_batches(app: &App) -> Result<()> {
    let db = app.db.read();
    let mut open: Vec<Round> = rounds::all(db).await?;
    open.retain(|round| round.state == RoundState::Open);
    let ids: Vec<Uuid> = open.iter().map(|round| round.id).collect();
    let (progress, tables) = (tallies::progress(db, &ids).await?, published::of_rounds(db, &ids).await?);
    let programmes: BTreeMap<Uuid, _> =
        programmes::all(db).await?.into_iter().map(|programme| (programme.id, programme)).collect();
    for round in &open {
        let Some(programme) = programmes.get(&round.programme) else { continue };
        let least = min_group(app, &programme.settings, [round])?;
        let now = progress.get(&round.id).map_or(0, |progress| progress.responses);
        let moves = tables.get(&round.id).map_or(least.allows(now), |table| {
            table.stage == Stage::Batch && table.seen != now && least.allows(now)
        });
        if !moves {
            continue;
        }
        let survey = app.survey(round).await?;
        let batch = Batch::of(least, round.audience.has_open_link());
        let at = app.clock.now();
        again(|| published::next_batch(&app.db, round, &survey, (least, batch), at)).await?;
    }
    Ok(())
}
