//! Deleting a contact, after saying what is lost with one.

use uuid::Uuid;

use crate::{
    store::contacts,
    web::{
        Answer, Desk, MainPlace, Result, Trainer, at,
        partners::{
            contacts::{done, find, home},
            trail,
        },
    },
};

/// What the activity log says of a contact that was deleted.
pub(crate) const DELETED: &str = "deleted a contact";

#[rocket::get("/programmes/<_>/contacts/<id>/delete")]
pub(crate) async fn ask(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let contact = find(&desk, id).await?;
    let form = desk
        .form(MainPlace::Partners, format!("Delete {}?", contact.name))
        .trail(trail(desk.slug(), contact.name))
        .lead(
            "Their personal links, course places and contact log are deleted too. Links they were sent will \
             stop working.",
        )
        .lead(
            "Answers they gave stay. If they asked you to delete their data, an administrator can erase that \
             too.",
        )
        .destroys("Delete the contact", at::contact_delete(desk.slug(), id))
        .cancel("Keep them", at::contact_edit(desk.slug(), id));
    Answer::page(&form)
}

#[rocket::post("/programmes/<_>/contacts/<id>/delete")]
pub(crate) async fn delete(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let contact = find(&desk, id).await?;
    let tx = desk.change().await?;
    contacts::remove(&tx, id).await?;
    done(&desk, tx, DELETED, contact.partner_id).await?;
    Ok(Answer::on(home(desk.slug(), contact.partner_id), format!("{} was deleted.", contact.name)))
}
