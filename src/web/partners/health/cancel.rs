//! Cancelling a health check that is open.

use uuid::Uuid;

use super::trail;
use crate::{
    store::health,
    web::{Answer, Desk, MainPlace, Result, Trainer, at, partners::find},
};

/// What is said where none is open.
const NONE_OPEN: &str = "No health check is open.";

/// Asks before.
#[rocket::get("/programmes/<_>/partners/<id>/health/cancel")]
pub(crate) async fn ask(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let partner = find(&desk, id).await?;
    let (slug, page) = (desk.slug(), at::partner_health(desk.slug(), id));
    if health::open(desk.db(), id).await?.is_none() {
        return Ok(Answer::on(page, NONE_OPEN));
    }
    let form = desk
        .form(MainPlace::Partners, format!("Cancel the health check with {}?", partner.name))
        .trail(trail(&desk, &partner, "Cancel"))
        .lead("What people have answered is deleted, and nobody will have seen it. Their links stop working.")
        .destroys("Cancel the health check", at::partner_health_cancel(slug, id))
        .cancel("Keep it open", page);
    Answer::page(&form)
}

/// Deletes it with all that was answered.
#[rocket::post("/programmes/<_>/partners/<id>/health/cancel")]
pub(crate) async fn cancel(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let partner = find(&desk, id).await?;
    let page = at::partner_health(desk.slug(), id);
    let Some(check) = health::open(desk.db(), id).await? else { return Ok(Answer::on(page, NONE_OPEN)) };
    let tx = desk.change().await?;
    if !health::remove_sealed(&tx, check.id).await? {
        return Ok(Answer::on(page, "The health check has closed meanwhile, so nothing was deleted."));
    }
    desk.done(tx, "cancelled the health check with", &partner.name).await?;
    Ok(Answer::on(page, "The health check was cancelled."))
}
