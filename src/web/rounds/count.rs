//! How many have answered, in words alone: for pages that stay open in the room.

use crate::web::{Desk, Result, Trainer, rounds::load::LoadedRound};

#[rocket::get("/programmes/<_>/rounds/<code>/count")]
pub(crate) async fn count(desk: Desk<'_, Trainer>, code: &str) -> Result<String> {
    Ok(LoadedRound::find(&desk, code).await?.turnout(&desk).await?.so_far())
}
