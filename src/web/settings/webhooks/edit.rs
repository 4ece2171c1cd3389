//! Changing a webhook: its name, its address and what it is told. The address is never shown again: whoever has it can write to
//! the channel behind it.

use uuid::Uuid;

use crate::{
    store::{Webhook, WebhookKind, webhooks},
    web::{
        Admin, Answer, Desk, Error, Field, FormData, FormPage, FormProblems, MainPlace, Result, at,
        settings::webhooks::{entries, find, trail},
    },
};

/// The form, with what is known of it but its address.
#[rocket::get("/programmes/<_>/settings/webhooks/<id>/edit")]
pub(crate) async fn ask(desk: Desk<'_, Admin>, id: Uuid) -> Result<Answer> {
    let webhook = find(&desk, id).await?;
    let mut fields = vec![("name", webhook.name.clone())];
    fields.extend(webhook.events.iter().map(|event| ("events", event.key().to_owned())));
    Answer::page(&form(&desk, &webhook, &FormData::of(fields), FormProblems::default()))
}

/// Changes it. Without an address it keeps the one that it has.
#[rocket::post("/programmes/<_>/settings/webhooks/<id>/edit", data = "<data>")]
pub(crate) async fn change(desk: Desk<'_, Admin>, id: Uuid, data: FormData) -> Result<Answer> {
    let webhook = find(&desk, id).await?;
    let mut problems = FormProblems::default();
    entries::check_name(&data, &mut problems);
    let events = entries::read_events(&data, &mut problems);
    let url = if data.one("address").is_empty() {
        None
    } else {
        entries::read_address(&desk, &data, &mut problems)
    };
    if !problems.is_empty() {
        return Answer::mend(&form(&desk, &webhook, &data, problems));
    }
    let name = data.one("name");
    let address = match &url {
        Some(url) => {
            let sealed = desk.app.secret.seal(id, url.as_str().as_bytes());
            let sealed = sealed.map_err(Error::broken)?;
            Some((url.host_str().unwrap_or_default().to_owned(), sealed))
        }
        None => None,
    };
    let tx = desk.change().await?;
    webhooks::change(&tx, id, name, &events, address).await?;
    let act = if url.is_some() { "changed the webhook and its address:" } else { "changed the webhook" };
    desk.done(tx, act, name).await?;
    let flash = match (url, webhook.kind) {
        (None, _) => "The webhook was changed",
        (Some(_), WebhookKind::Standard) => {
            "The webhook was changed. Send a test. If another program gets the messages now, change the secret too, so \
             that the old program can’t sign messages"
        }
        (Some(_), WebhookKind::Teams | WebhookKind::Slack) => "The webhook was changed. Send a test",
    };
    Ok(Answer::on(at::settings_webhook(desk.slug(), id), flash))
}

fn form(desk: &Desk<'_, Admin>, webhook: &Webhook, data: &FormData, problems: FormProblems) -> FormPage {
    let slug = desk.slug();
    desk.form(MainPlace::Settings, format!("Change “{}”", webhook.name))
        .trail(trail(slug, Some(webhook), "Change"))
        .field(entries::name_field(data))
        .field(Field::typed("url", "address", "New address", data.one("address")).hint(format!(
            "The current address is at {}. We don’t show all of it. Leave this blank to keep it.",
            webhook.host
        )))
        .field(entries::events_field(data))
        .problems(problems)
        .button("Save", at::settings_webhook_edit(slug, webhook.id))
        .cancel("Back without changing", at::settings_webhook(slug, webhook.id))
}
