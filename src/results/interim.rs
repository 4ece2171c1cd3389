//! Figures of rounds that are still open, in batches: the scheduler notes how far each has come.

use common_ground_reports::{counts::Counts, small_numbers::InterimView};

use super::{Answered, answered, min_group};
use crate::{
    app::App,
    store::{
        Result,
        interim::{self, Views},
        programmes::{self, Programme},
        rounds::{self, Round},
    },
    survey::round::RoundState,
};

/// Notes how far every open round has come. Between two full batches it changes nothing.
///
/// # Errors
/// The database's own words, or a survey that cannot be read.
pub async fn refresh(app: &App) -> Result<()> {
    for programme in programmes::all(app.db.read()).await? {
        let rounds = rounds::of_programme(app.db.read(), programme.id).await?;
        for round in rounds.iter().filter(|round| round.state == RoundState::Open) {
            refresh_one(app, &programme, round).await?;
        }
    }
    Ok(())
}

async fn refresh_one(app: &App, programme: &Programme, round: &Round) -> Result<()> {
    let least = min_group(app, &programme.settings, [round])?;
    let answered = answered(app, round).await?;
    if !least.allows(answered.responses()) {
        return Ok(());
    }
    let before = interim::find(app.db.read(), round.id).await?;
    let mut views = before.clone();
    for (key, counts) in ratings(&answered) {
        views.entry(key).or_default().refresh(counts.n(), counts, least);
    }
    if views != before {
        interim::keep(app.db.write_one(), round.id, &views).await?;
    }
    Ok(())
}

/// What the close of a round showed: when it takes answers again, the next batches are held against it. To be kept in
/// the transaction that opens it again, so that nothing else is ever taken for shown.
///
/// # Errors
/// The database's own words, or a survey that cannot be read.
pub async fn shown_at_close(app: &App, round: &Round) -> Result<Views> {
    let answered = answered(app, round).await?;
    Ok(ratings(&answered).map(|(key, counts)| (key, InterimView::shown(counts.n(), counts))).collect())
}

fn ratings(answered: &Answered) -> impl Iterator<Item = (String, Counts)> {
    answered.ratings().map(|(item, _)| (item.key.clone(), answered.counts(&item.key)))
}
