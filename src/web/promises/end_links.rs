//! Ending the links that were emailed about a promise.

use uuid::Uuid;

use crate::{
    store::{LinkAsks, promises::links},
    web::{
        Answer, Desk, MainPlace, Result, Trainer, at,
        promises::{find, trail_below},
    },
};

/// Says what ends.
#[rocket::get("/programmes/<_>/promises/<id>/end-links")]
pub(crate) async fn ask(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let (slug, one) = (desk.slug(), find(&desk, id).await?);
    let form = desk
        .form(MainPlace::Partners, "End the links in emails about this promise?")
        .trail(trail_below(slug, &one, "End links"))
        .lead(
            "Do this when an email was passed on, or when somebody has left. The next email has a new link.",
        )
        .destroys("End the links", at::promise_links_end(slug, id))
        .cancel("Keep them", at::promise(slug, id));
    Answer::page(&form)
}

/// Ends them.
#[rocket::post("/programmes/<_>/promises/<id>/end-links")]
pub(crate) async fn end(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let one = find(&desk, id).await?;
    let tx = desk.change().await?;
    for asks in LinkAsks::ALL {
        links::end(&tx, id, asks).await?;
    }
    desk.done(tx, "ended the links in emails about the promise", &one.what).await?;
    Ok(Answer::on(at::promise(desk.slug(), id), "The links no longer work."))
}
