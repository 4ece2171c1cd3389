//! Deleting a webhook.

use uuid::Uuid;

use crate::{
    store::webhooks,
    web::{
        Admin, Answer, Desk, MainPlace, Result, at,
        settings::webhooks::{find, trail},
    },
};

/// Says what goes.
#[rocket::get("/programmes/<_>/settings/webhooks/<id>/delete")]
pub(crate) async fn ask(desk: Desk<'_, Admin>, id: Uuid) -> Result<Answer> {
    let (slug, webhook) = (desk.slug(), find(&desk, id).await?);
    let form = desk
        .form(MainPlace::Settings, format!("Delete “{}”?", webhook.name))
        .trail(trail(slug, Some(&webhook), "Delete"))
        .lead("It gets no more messages. Its secret and the list of its deliveries are deleted.")
        .destroys("Delete the webhook", at::settings_webhook_delete(slug, id))
        .cancel("Keep it", at::settings_webhook(slug, id));
    Answer::page(&form)
}

/// Deletes it.
#[rocket::post("/programmes/<_>/settings/webhooks/<id>/delete")]
pub(crate) async fn delete(desk: Desk<'_, Admin>, id: Uuid) -> Result<Answer> {
    let webhook = find(&desk, id).await?;
    let tx = desk.change().await?;
    webhooks::delete(&tx, id).await?;
    desk.done(tx, "deleted the webhook", &webhook.name).await?;
    Ok(Answer::on(at::settings_webhooks(desk.slug()), format!("“{}” was deleted", webhook.name)))
}
