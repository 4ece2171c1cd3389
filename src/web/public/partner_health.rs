//! The health of a partnership on the partner's own page, once it is unsealed.

use askama::Template;

use super::page_reader::find;
use crate::{
    results::health,
    store::promises,
    web::{Answer, Frame, Link, Result, Visitor, at, parts::health::HealthView},
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "public/partner_health.html")]
struct PartnerHealth {
    frame: Frame,
    heading: String,
    back: Link,
    health: HealthView,
}

/// What both sides said, and what the library replied.
#[rocket::get("/p/<token>/health")]
pub(crate) async fn show(token: &str, visitor: Visitor<'_>) -> Result<Answer> {
    let reader = find(&visitor, token).await?;
    let zone = reader.programme.zone();
    let health = health::of_partner(visitor.app, reader.partner.id, &zone).await?;
    let promises = promises::of_partner(visitor.app.db.read(), reader.partner.id).await?;
    let names = (reader.programme.asker(), &*reader.partner.name);
    let Some(view) = HealthView::of(&health, names, &promises, |_| None).await? else {
        return Ok(Answer::on(at::partner_page(token), "There is nothing to see of a health check yet."));
    };
    Answer::page(&PartnerHealth {
        frame: visitor.frame(),
        heading: format!("How our partnership is going: {} and {}", names.0, names.1),
        back: Link::new("Back to your page", at::partner_page(token)),
        health: view,
    })
}
