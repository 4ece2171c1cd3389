//! How many have answered, in words alone: for pages that stay open in the room.

use std::sync::Arc;

use jiff::Timestamp;
use rocket::{Route, State};

use crate::{
    app::App,
    results::answered_so_far,
    store::{invitations, rounds::Round},
    web::{
        at,
        http::{error::Result, guard::Trainer},
        parts::{piece::Live, turnout::Turnout},
        rounds::Shown,
    },
};

/// The count now.
#[rocket::get("/programmes/<slug>/rounds/<code>/count")]
pub(crate) async fn count(slug: &str, code: &str, who: Trainer, app: &State<Arc<App>>) -> Result<String> {
    let _ = slug;
    let round = Shown::find(app, &who.0, code).await?.round;
    Ok(turnout(app, &round).await?.so_far())
}

/// How many have answered, of how many.
pub(crate) async fn turnout(app: &App, round: &Round) -> Result<Turnout> {
    let answered = answered_so_far(app, round).await?;
    Ok(Turnout { answered, invited: invitations::count(app.db.read(), round.id).await?.0 })
}

/// The count that a page keeps up to date, while more can answer.
pub(crate) fn of(slug: &str, round: &Round, turnout: Turnout, now: Timestamp) -> Option<Live> {
    let address = at::round_count(slug, &round.code);
    round.takes_answers(now).then(|| Live { said: turnout.so_far(), address })
}
