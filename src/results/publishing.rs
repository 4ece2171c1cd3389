//! Publishing: the batches of rounds that are open, noted by the scheduler.

use common_ground_reports::small_numbers::Batch;
use uuid::Uuid;

use super::min_group;
use crate::{
    app::App,
    store::{Result, again, programmes, published, rounds, tallies},
    survey::{published::TableStage, round::RoundState},
};

/// Notes how far an open round has come, and shows the batch that is full.
///
/// # Errors
/// A survey that cannot be read.
pub async fn show_batch(app: &App, round: Uuid) -> Result<()> {
    let db = app.db.read();
    let Some(round) = rounds::find(db, round).await?.filter(|round| round.state == RoundState::Open) else {
        return Ok(());
    };
    let programme = programmes::get(db, round.programme).await?;
    let least = min_group(app, &programme.settings, [&round])?;
    let progress = tallies::progress(db, &[round.id]).await?;
    let now = progress.get(&round.id).map_or(0, |progress| progress.responses);
    let tables = published::of_rounds(db, &[round.id]).await?;
    let moves = tables.get(&round.id).map_or(least.allows(now), |table| {
        table.stage == TableStage::Batch && table.seen != now && least.allows(now)
    });
    if !moves {
        return Ok(());
    }
    let survey = app.survey(&round).await?;
    let batch = Batch::of(least, round.audience.has_open_link());
    let at = app.clock.now();
    again(|| published::next_batch(&app.db, &round, &survey, (least, batch), at)).await.map(drop)
}
