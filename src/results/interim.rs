//! Figures of rounds that are still open, in batches: the scheduler notes how far each has come.

use common_ground_reports::{counts::Counts, small_numbers::InterimView};
use uuid::Uuid;

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

/// Notes how far an open round has come. Between two full batches it changes nothing.
///
/// # Errors
/// The database's own words, or a survey that cannot be read.
pub async fn refresh(app: &App, round: Uuid) -> Result<()> {
    let Some(round) = rounds::find(app.db.read(), round).await? else { return Ok(()) };
    if round.state != RoundState::Open {
        return Ok(());
    }
    let programme = programmes::get(app.db.read(), round.programme).await?;
    refresh_one(app, &programme, &round).await
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
