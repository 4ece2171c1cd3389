//! Who reads a partner's own page, or one of the pages that hang on it, and what all of these tell them.

use jiff::{Timestamp, tz::TimeZone};
use uuid::Uuid;

use crate::{
    app::App,
    store::{
        Contact, ContactNote, Partner, Programme, health as checks, partner_links, partners, programmes,
    },
    system::secret::hash,
    web::{Error, Result, Row, Visitor, at, parts::format},
};

/// Who opens the page, and whose it is.
pub(super) struct PageReader {
    pub(super) contact: Contact,
    pub(super) partner: Partner,
    pub(super) programme: Programme,
}

impl PageReader {
    /// What they tell the library, for the contact log.
    pub(super) fn note(&self, now: Timestamp, about: &str) -> ContactNote {
        ContactNote {
            id: Uuid::new_v4(),
            partner_id: Some(self.partner.id),
            contact_id: Some(self.contact.id),
            day: now,
            by: "their own page".to_owned(),
            about: about.to_owned(),
        }
    }
}

/// Who a link belongs to, while it works.
pub(super) async fn find(visitor: &Visitor<'_>, token: &str) -> Result<PageReader> {
    let missing = || visitor.unknown(|| Error::NotFound);
    let (db, now) = (visitor.app.db.read(), visitor.app.clock.now());
    let contact = partner_links::find(db, &hash(token), now).await?.ok_or_else(missing)?;
    let partner = contact.partner_id.ok_or_else(missing)?;
    let partner = partners::find(db, contact.programme_id, partner).await?.ok_or_else(missing)?;
    let programme = programmes::get(db, contact.programme_id).await?;
    Ok(PageReader { contact, partner, programme })
}

/// The way to the health of the partnership, once a check is unsealed.
pub(super) async fn health(app: &App, token: &str, reader: &PageReader, zone: &TimeZone) -> Result<Vec<Row>> {
    let checks = checks::of_partner(app.db.read(), reader.partner.id).await?;
    let latest = checks.iter().rev().find_map(|check| Some((check, check.unsealed_at?)));
    Ok(latest
        .map(|(check, _)| {
            let detail = format!(
                "What both sides said in the health check of {}.",
                format::date(check.opens_at, zone)
            );
            Row::new("How our partnership is going", detail).to(at::partner_page_health(token))
        })
        .into_iter()
        .collect())
}
