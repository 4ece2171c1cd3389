//! How many of the people who were asked answered, in the rounds before a moment and in those after it. Nothing says that
//! the moment is the reason of a difference.

use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    app::App,
    results::all_answered,
    store::{Result, Round, invitations, rounds},
};

/// Rounds on each side of the moment that are counted: the latest.
pub const MOST: u64 = 100;

/// Several rounds together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AskedTogether {
    /// How many rounds.
    pub rounds: u64,
    /// How many people were invited to them.
    pub invited: u64,
    /// How many of them answered.
    pub answered: u64,
}

/// The rounds of a programme that closed before `moment`, and those that opened after it and have closed: only those that
/// nobody but the people on their list could answer. Of very many the latest on each side.
pub async fn around(app: &App, programme: Uuid, moment: Timestamp) -> Result<[AskedTogether; 2]> {
    let before = rounds::of_lists_before(app.db.read(), programme, moment, MOST).await?;
    let after = rounds::of_lists_after(app.db.read(), programme, moment, MOST).await?;
    Ok([together(app, before).await?, together(app, after).await?])
}

async fn together(app: &App, mut rounds: Vec<Round>) -> Result<AskedTogether> {
    let ids: Vec<Uuid> = rounds.iter().map(|round| round.id).collect();
    let invited = invitations::ever_invited(app.db.read(), &ids).await?;
    rounds.retain(|round| invited.get(&round.id).is_some_and(|invited| *invited > 0));
    let mut all = AskedTogether::default();
    for (round, answered) in rounds.iter().zip(all_answered(app, &rounds).await?) {
        all.rounds += 1;
        all.invited += invited.get(&round.id).copied().unwrap_or_default();
        all.answered += answered.responses();
    }
    Ok(all)
}
