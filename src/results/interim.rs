//! Figures of rounds that are still open, in batches: the scheduler notes how far each has come.

use common_ground_reports::{
    counts::Counts,
    small_numbers::{Batch, InterimView},
};

use super::{Answered, answered, min_group};
use crate::{
    app::App,
    store::{
        Result, Transaction,
        interim::{self, Views},
        programmes::{self, Programme},
        rounds::{self, Round},
        shown_close,
        tallies::Tally,
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
    let batch = Batch::of(least, round.audience.has_open_link());
    let before = interim::find(app.db.read(), round.id).await?;
    let mut views = before.clone();
    for (key, counts) in ratings(&answered) {
        views.entry(key).or_default().refresh(counts.n(), counts, batch);
    }
    if views != before {
        interim::keep(app.db.write_one(), round.id, &views).await?;
    }
    Ok(())
}

/// What the close of a round showed: when it takes answers again, the next batches and the next close are held against
/// it.
#[derive(Debug)]
pub struct Shown {
    views: Views,
    tallies: Vec<Tally>,
}

impl Shown {
    /// What the close showed.
    ///
    /// # Errors
    /// The database's own words, or a survey that cannot be read.
    pub async fn at_close(app: &App, round: &Round) -> Result<Self> {
        let answered = answered(app, round).await?;
        let views = ratings(&answered).map(|(key, counts)| (key, InterimView::shown(counts.n(), counts)));
        Ok(Self { views: views.collect(), tallies: answered.rows() })
    }

    /// Keeps it in the transaction that opens the round again, so that nothing else is ever taken for shown.
    ///
    /// # Errors
    /// The database's own words.
    pub async fn keep(&self, tx: &Transaction, round: &Round) -> Result<()> {
        interim::keep(tx, round.id, &self.views).await?;
        shown_close::keep(tx, round.id, &self.tallies).await
    }
}

fn ratings(answered: &Answered) -> impl Iterator<Item = (String, Counts)> {
    answered.ratings().map(|(item, _)| (item.key.clone(), answered.counts(&item.key)))
}
