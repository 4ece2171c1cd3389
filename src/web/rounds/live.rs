//! How many have answered, in words alone: for pages that stay open in the room.

use std::sync::Arc;

use jiff::Timestamp;
use rocket::{Route, State};

use super::Shown;
use crate::{
    app::App,
    store::{invitations, rounds::Round, tallies},
    web::{error::Result, guard::Trainer, turnout::Turnout, view::part::Live},
};

pub(super) fn routes() -> Vec<Route> {
    rocket::routes![count]
}

/// The count now.
#[rocket::get("/programmes/<slug>/rounds/<code>/count")]
async fn count(slug: &str, code: &str, who: Trainer, app: &State<Arc<App>>) -> Result<String> {
    let _ = slug;
    let round = Shown::find(app, &who.0, code).await?.round;
    Ok(turnout(app, &round).await?.so_far())
}

/// How many have answered, of how many.
pub(super) async fn turnout(app: &App, round: &Round) -> Result<Turnout> {
    let db = app.db.read();
    let answered = tallies::progress(db, &[round.id]).await?.get(&round.id).map_or(0, |p| p.responses);
    Ok(Turnout { answered, invited: invitations::count(db, round.id).await?.0 })
}

/// The count that a page keeps up to date, while more can answer.
pub(super) fn of(slug: &str, round: &Round, turnout: Turnout, now: Timestamp) -> Option<Live> {
    let address = rocket::uri!(count(slug, &round.code)).to_string();
    round.takes_answers(now).then(|| Live { said: turnout.so_far(), address })
}
