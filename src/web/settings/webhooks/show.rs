//! One webhook: what it is told, the last deliveries, a test, and its switch.

use uuid::Uuid;

use crate::{
    store::{WebhookEvent, WebhookKind, WebhookState, WebhookSubject, webhook_deliveries, webhooks},
    web::{
        Admin, Answer, Button, Desk, Link, Listing, ListingGroup, MainPlace, Result, Row, at,
        parts::format,
        settings::webhooks::{came_in_words, event_in_words, find, kind_in_words, state_in_words, trail},
    },
    work,
};

/// The page.
#[rocket::get("/programmes/<_>/settings/webhooks/<id>", rank = 2)]
pub(crate) async fn show(desk: Desk<'_, Admin>, id: Uuid) -> Result<Answer> {
    let (slug, webhook) = (desk.slug(), find(&desk, id).await?);
    let told = webhook_deliveries::latest(desk.db(), id).await?;
    let zone = desk.zone();
    let mut page = Listing::new(desk.frame(MainPlace::Settings), &*desk.programme().name, &*webhook.name);
    page.trail = Some(trail(slug, None, &webhook.name));
    let events: Vec<_> = webhook.events.iter().map(|event| event_in_words(*event)).collect();
    page.lead = vec![
        format!("{} at {}. {}", kind_in_words(webhook.kind), webhook.host, state_in_words(&webhook)),
        format!("It gets a message when: {}.", events.join("; ")),
    ];
    let (switch, does) = if webhook.state == WebhookState::On {
        ("Switch it off", at::settings_webhook_off(slug, id))
    } else {
        ("Switch it on", at::settings_webhook_on(slug, id))
    };
    page.actions = vec![
        Button::send("Send a test", at::settings_webhook_test(slug, id)),
        Button::send(switch, does).quiet(),
    ];
    let rows = told.iter().map(|one| {
        let title = format!("{}, {}", event_in_words(one.event), format::day_and_time(one.at, &zone));
        Row::new(title, came_in_words(one)).to(at::settings_webhook_delivery(slug, id, one.id))
    });
    let mut ways = vec![Link::new("Change its name, address or events", at::settings_webhook_edit(slug, id))];
    if webhook.kind == WebhookKind::Standard {
        ways.push(Link::new("Change the secret", at::settings_webhook_secret(slug, id)));
    }
    ways.push(Link::new("Delete the webhook", at::settings_webhook_delete(slug, id)));
    page.groups = vec![
        ListingGroup::titled("Last deliveries", rows.collect(), "Nothing was sent in the last 30 days."),
        ListingGroup::of_links("Change", ways),
    ];
    Answer::page(&page)
}

/// Sends a test, and shows what came of it.
#[rocket::post("/programmes/<_>/settings/webhooks/<id>/test")]
pub(crate) async fn test(desk: Desk<'_, Admin>, id: Uuid) -> Result<Answer> {
    let (webhook, now) = (find(&desk, id).await?, desk.now());
    let tx = desk.change().await?;
    let about = (WebhookEvent::Test, &WebhookSubject::Programme);
    let made = webhook_deliveries::add(&tx, id, about, &format!("test {}", Uuid::new_v4()), now).await?;
    desk.done(tx, "sent a test to the webhook", &webhook.name).await?;
    if let Some(told) = webhook_deliveries::find(desk.db(), id, made).await? {
        work::webhooks::send(desk.app, &told, now).await?;
    }
    Ok(Answer::to(at::settings_webhook_delivery(desk.slug(), id, made)))
}

/// Switches it on.
#[rocket::post("/programmes/<_>/settings/webhooks/<id>/on")]
pub(crate) async fn on(desk: Desk<'_, Admin>, id: Uuid) -> Result<Answer> {
    switch(&desk, id, WebhookState::On, ("switched on the webhook", "It is on")).await
}

/// Switches it off.
#[rocket::post("/programmes/<_>/settings/webhooks/<id>/off")]
pub(crate) async fn off(desk: Desk<'_, Admin>, id: Uuid) -> Result<Answer> {
    switch(&desk, id, WebhookState::Off, ("switched off the webhook", "It is off")).await
}

async fn switch(
    desk: &Desk<'_, Admin>,
    id: Uuid,
    state: WebhookState,
    (act, flash): (&str, &str),
) -> Result<Answer> {
    let webhook = find(desk, id).await?;
    let tx = desk.change().await?;
    webhooks::set_state(&tx, id, state).await?;
    desk.done(tx, act, &webhook.name).await?;
    Ok(Answer::on(at::settings_webhook(desk.slug(), id), flash))
}
