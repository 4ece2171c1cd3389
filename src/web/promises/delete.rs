//! Deleting a promise, after saying what is lost.

use uuid::Uuid;

use crate::{
    store::promises,
    web::{
        Answer, Desk, MainPlace, Result, Trainer, at,
        parts::promise::change::DELETED,
        promises::{find, trail_below},
    },
};

/// Says what is lost.
#[rocket::get("/programmes/<_>/promises/<id>/delete")]
pub(crate) async fn ask(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let (slug, one) = (desk.slug(), find(&desk, id).await?);
    let form = desk
        .form(MainPlace::Partners, "Delete this promise?")
        .trail(trail_below(slug, &one, "Delete"))
        .lead(format!("“{}”", one.what))
        .lead(
            "Delete it only if it was never promised. If it can’t be done, say that it isn’t possible and why: whoever \
             asked then knows. Summaries that were sent don’t change.",
        )
        .destroys("Delete the promise", at::promise_delete(slug, id))
        .cancel("Keep it", at::promise(slug, id));
    Answer::page(&form)
}

#[rocket::post("/programmes/<_>/promises/<id>/delete")]
pub(crate) async fn delete(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let one = find(&desk, id).await?;
    let tx = desk.change().await?;
    promises::remove(&tx, id).await?;
    desk.done(tx, DELETED, &one.what).await?;
    Ok(Answer::on(at::promises(desk.slug()), "The promise was deleted."))
}
