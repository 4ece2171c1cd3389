//! How many of the people who were asked answered, in the rounds before a moment and in those after it. Nothing says that
//! the moment is the reason of a difference.

use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    app::App,
    results::all_answered,
    store::{Result, invitations, rounds},
    survey::round::RoundState,
};

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
/// nobody but the people on their list could answer.
///
/// # Errors
/// A survey that cannot be read.
pub async fn around(app: &App, programme: Uuid, moment: Timestamp) -> Result<[AskedTogether; 2]> {
    let mut all = rounds::of_programme(app.db.read(), programme).await?;
    all.retain(|round| round.state == RoundState::Closed && !round.audience.has_open_link());
    let ids: Vec<Uuid> = all.iter().map(|round| round.id).collect();
    let invited = invitations::ever_invited(app.db.read(), &ids).await?;
    all.retain(|round| invited.get(&round.id).is_some_and(|invited| *invited > 0));
    let mut sides = [AskedTogether::default(); 2];
    for (round, answered) in all.iter().zip(all_answered(app, &all).await?) {
        let side = if round.closes_at <= moment {
            &mut sides[0]
        } else if round.opens_at >= moment {
            &mut sides[1]
        } else {
            continue;
        };
        side.rounds += 1;
        side.invited += invited.get(&round.id).copied().unwrap_or_default();
        side.answered += answered.responses();
    }
    Ok(sides)
}
