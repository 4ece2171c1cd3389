//! A survey asked of people from one time to another: how many have answered, the ways in, the people and their emails, the results.

pub(crate) mod cancel;
pub(crate) mod close;
pub(crate) mod connect;
pub(crate) mod dates;
pub(crate) mod delete;
pub(crate) mod export;
pub(crate) mod invitations;
pub(crate) mod new;
pub(crate) mod paper;
pub(crate) mod paper_codes;
pub(crate) mod paper_entry;
pub(crate) mod people;
pub(crate) mod poster;
pub(crate) mod reopen;
pub(crate) mod results;
pub(crate) mod show;
pub(crate) mod ways;

use crate::web::{
    Desk,
    Result,
    Trainer,
    // What other pages and the API do alike.
    parts::round::{load, moment},
    rounds::load::LoadedRound,
};

/// What is told when something happened before it could be changed.
const TOO_LATE: &str = "It has since opened or closed, so nothing was changed";

/// How many have answered by now, in words alone: for pages that stay open in the room.
#[rocket::get("/programmes/<_>/rounds/<code>/count")]
pub(crate) async fn count(desk: Desk<'_, Trainer>, code: &str) -> Result<String> {
    Ok(LoadedRound::find(&desk, code).await?.turnout(&desk).await?.so_far())
}
