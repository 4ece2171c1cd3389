//! One message to a webhook: what was answered, and sending it again.

use uuid::Uuid;

use crate::{
    store::{WebhookDelivery, webhook_deliveries},
    web::{
        Admin, Answer, Button, Desk, Error, Listing, ListingGroup, MainPlace, Result, Row, at,
        parts::format,
        settings::webhooks::{came_in_words, event_in_words, find, trail},
    },
    work,
};

/// The page.
#[rocket::get("/programmes/<_>/settings/webhooks/<id>/deliveries/<delivery>")]
pub(crate) async fn show(desk: Desk<'_, Admin>, id: Uuid, delivery: Uuid) -> Result<Answer> {
    let (slug, zone, webhook) = (desk.slug(), desk.zone(), find(&desk, id).await?);
    let told = one(&desk, id, delivery).await?;
    let heading = event_in_words(told.event);
    let mut page = Listing::new(desk.frame(MainPlace::Settings), &*desk.programme().name, heading);
    page.trail = Some(trail(slug, Some(&webhook), &format::day_and_time(told.at, &zone)));
    page.lead = vec![came_in_words(&told)];
    page.actions = vec![Button::send("Send again", at::settings_webhook_delivery_again(slug, id, delivery))];
    let tried = told.tried_at.filter(|_| !told.answer.is_empty());
    let rows: Vec<Row> =
        tried.map(|at| Row::new(format::day_and_time(at, &zone), &*told.answer)).into_iter().collect();
    page.groups = vec![ListingGroup::titled("The last answer", rows, "There was no text in the answer.")];
    Answer::page(&page)
}

/// Sends it again, under the same id.
#[rocket::post("/programmes/<_>/settings/webhooks/<id>/deliveries/<delivery>/again")]
pub(crate) async fn again(desk: Desk<'_, Admin>, id: Uuid, delivery: Uuid) -> Result<Answer> {
    let webhook = find(&desk, id).await?;
    let told = one(&desk, id, delivery).await?;
    let tx = desk.change().await?;
    desk.done(tx, "sent a message again to the webhook", &webhook.name).await?;
    work::webhooks::send(desk.app, &told, desk.now()).await?;
    Ok(Answer::to(at::settings_webhook_delivery(desk.slug(), id, delivery)))
}

async fn one(desk: &Desk<'_, Admin>, webhook: Uuid, id: Uuid) -> Result<WebhookDelivery> {
    webhook_deliveries::find(desk.db(), webhook, id).await?.ok_or(Error::NotFound)
}
