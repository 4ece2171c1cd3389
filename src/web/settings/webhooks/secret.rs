//! The secret that signs what is told to a webhook: shown once, and changed with a day in which both sign.

use askama::Template;
use jiff::SignedDuration;
use uuid::Uuid;

use crate::{
    store::{Webhook, WebhookKind, webhooks},
    system::webhook_secret,
    web::{
        Admin, Answer, Button, ButtonAct, Desk, Error, Frame, MainPlace, Result, Trail, at,
        settings::webhooks::{find, trail},
    },
};

/// For how long both secrets sign.
const BOTH: SignedDuration = SignedDuration::from_hours(24);

/// A secret, shown once.
#[derive(Debug, Template)]
#[template(path = "settings/webhooks/secret.html")]
struct WebhookSecret {
    frame: Frame,
    trail: Trail,
    name: String,
    secret: String,
    done: Button,
}

/// Says what happens.
#[rocket::get("/programmes/<_>/settings/webhooks/<id>/secret")]
pub(crate) async fn ask(desk: Desk<'_, Admin>, id: Uuid) -> Result<Answer> {
    let webhook = signed(&desk, id).await?;
    let form = desk
        .form(MainPlace::Settings, format!("Change the secret of “{}”?", webhook.name))
        .trail(trail(desk.slug(), Some(&webhook), "Secret"))
        .lead("We show the new secret once. For a day, messages are signed with both secrets.")
        .button("Change the secret", at::settings_webhook_secret(desk.slug(), id))
        .cancel("Keep the secret", at::settings_webhook(desk.slug(), id));
    Answer::page(&form)
}

/// Changes it.
#[rocket::post("/programmes/<_>/settings/webhooks/<id>/secret")]
pub(crate) async fn change(desk: Desk<'_, Admin>, id: Uuid) -> Result<Answer> {
    let webhook = signed(&desk, id).await?;
    let made = webhook_secret::make().map_err(Error::broken)?;
    let sealed = desk.app.secret.seal(id, made.as_bytes()).map_err(Error::broken)?;
    let tx = desk.change().await?;
    webhooks::change_secret(&tx, &webhook, &sealed, desk.now() + BOTH).await?;
    desk.done(tx, "changed the secret of the webhook", &webhook.name).await?;
    shown(&desk, &webhook, made)
}

async fn signed(desk: &Desk<'_, Admin>, id: Uuid) -> Result<Webhook> {
    let webhook = find(desk, id).await?;
    if webhook.kind == WebhookKind::Standard { Ok(webhook) } else { Err(Error::NotFound) }
}

/// The page that shows it.
pub(super) fn shown(desk: &Desk<'_, Admin>, webhook: &Webhook, secret: String) -> Result<Answer> {
    let slug = desk.slug();
    Answer::page(&WebhookSecret {
        frame: desk.frame(MainPlace::Settings),
        trail: trail(slug, Some(webhook), "Secret"),
        name: webhook.name.clone(),
        secret,
        done: Button::follow("I’ve copied the secret", at::settings_webhook(slug, webhook.id)),
    })
}
