//! Publishing: the batches of rounds that are open, noted by the scheduler.

use common_ground_reports::small_numbers::Batch;
use uuid::Uuid;

use super::min_group;
use crate::{
    app::App,
    store::{
        Result, again, programmes, published,
        rounds::{self, Named},
        tallies,
    },
    survey::{RoundState, published::TableStage},
};

/// Those of these open rounds in which more or fewer have answered than when each was looked at last. Asked of all of them at
/// once, so that rounds in which nothing happens cost nothing. Now and then each counts as new: another instance may have set
/// another smallest group.
pub async fn with_news(app: &App, open: Vec<Named>) -> Result<Vec<Named>> {
    let ids: Vec<Uuid> = open.iter().map(|(round, _)| *round).collect();
    let progress = tallies::progress(app.db.read(), &ids).await?;
    let now = app.clock.now();
    let is_new = |(round, _): &Named| {
        let answered = progress.get(round).map_or(0, |progress| progress.responses);
        app.work.looked_at.fresh(round, now) != Some(answered)
    };
    Ok(open.into_iter().filter(is_new).collect())
}

/// Notes how far an open round has come, and shows the batch that is full.
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
    let at = app.clock.now();
    if moves {
        let survey = app.survey(&round).await?;
        let batch = Batch::of(least, round.audience.has_open_link());
        again(|| published::next_batch(&app.db, &round, &survey, (least, batch), at)).await?;
    }
    app.work.looked_at.hold(round.id, now, at);
    Ok(())
}
