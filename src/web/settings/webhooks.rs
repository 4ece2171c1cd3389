//! Webhooks of a programme: where other programs, and channels of Teams and Slack, are told what happened.

pub(crate) mod delete;
pub(crate) mod delivery;
pub(crate) mod edit;
mod entries;
pub(crate) mod index;
pub(crate) mod new;
pub(crate) mod secret;
pub(crate) mod show;

use uuid::Uuid;

use crate::{
    store::{
        Webhook, WebhookDelivery, WebhookDeliveryState, WebhookEvent, WebhookKind, WebhookState, webhooks,
    },
    web::{Admin, Desk, Error, Link, Result, Trail, at},
};

fn event_in_words(event: WebhookEvent) -> &'static str {
    match event {
        WebhookEvent::RoundOpened => "A survey opens",
        WebhookEvent::RoundClosed => "A survey closes",
        WebhookEvent::SummarySent => "A summary is sent",
        WebhookEvent::CourseCancelled => "A course is cancelled",
        WebhookEvent::DeliveryFailed => "An email can’t be delivered",
        WebhookEvent::Test => "A test",
    }
}

fn kind_in_words(kind: WebhookKind) -> &'static str {
    match kind {
        WebhookKind::Standard => "A program (Standard Webhooks)",
        WebhookKind::Teams => "A Microsoft Teams channel",
        WebhookKind::Slack => "A Slack channel",
    }
}

fn state_in_words(webhook: &Webhook) -> &'static str {
    match webhook.state {
        WebhookState::On if webhook.failing_since.is_some() => "On, but the last message was not accepted.",
        WebhookState::On => "On.",
        WebhookState::Off => "Off.",
        WebhookState::Gone => "Off: it answered that it no longer exists (410).",
        WebhookState::GivenUp => "Off: it accepted nothing for four days.",
    }
}

fn came_in_words(told: &WebhookDelivery) -> String {
    let answered = match told.status {
        0 => "no answer".to_owned(),
        status => format!("answered {status} in {} ms", told.milliseconds),
    };
    match (told.state, told.tried_at) {
        (_, None) => "Not sent yet.".to_owned(),
        (WebhookDeliveryState::Taken, _) => format!("Accepted: {answered}."),
        (WebhookDeliveryState::Waiting, _) => format!("Not accepted: {answered}. We’ll try again."),
        (WebhookDeliveryState::Failed, _) => format!("Not accepted: {answered}. We won’t try again."),
    }
}

fn trail(slug: &str, webhook: Option<&Webhook>, here: &str) -> Trail {
    let mut above =
        vec![Link::new("Settings", at::settings(slug)), Link::new("Webhooks", at::settings_webhooks(slug))];
    above.extend(webhook.map(|one| Link::new(&*one.name, at::settings_webhook(slug, one.id))));
    Trail { above, here: here.to_owned() }
}

async fn find(desk: &Desk<'_, Admin>, id: Uuid) -> Result<Webhook> {
    let found = webhooks::get(desk.db(), id).await?;
    found.filter(|webhook| webhook.programme_id == desk.programme().id).ok_or(Error::NotFound)
}
