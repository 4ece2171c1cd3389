//! The partners on a page with their contacts, and what is known of each.

use std::collections::HashMap;

use jiff::{Timestamp, ToSpan, tz::TimeZone};
use uuid::Uuid;

use crate::{
    store::{
        Contact, Partner,
        contact_tags::{self, Tags},
        contacts::{self, Activity},
    },
    web::{Desk, Result, Trainer},
};

/// Months without a word after which a contact is due for a look.
const LOOK_MONTHS: i32 = 24;

/// Some partners, their contacts, and what is known of each.
pub(crate) struct Book {
    pub partners: Vec<Partner>,
    pub activity: Activity,
    tags: Tags,
    contacts: Vec<Contact>,
    of: HashMap<Uuid, Vec<usize>>,
}

impl Book {
    /// Reads what is known of these partners.
    pub(crate) async fn of(desk: &Desk<'_, Trainer>, partners: Vec<Partner>) -> Result<Self> {
        let db = desk.db();
        let ids: Vec<Uuid> = partners.iter().map(|partner| partner.id).collect();
        let contacts = contacts::of_partners(db, desk.programme().id, &ids).await?;
        let activity = Activity::of(db, &contacts, &ids).await?;
        let people: Vec<Uuid> = contacts.iter().map(|contact| contact.id).collect();
        let tags = contact_tags::of(db, &people).await?;
        let mut of: HashMap<Uuid, Vec<usize>> = HashMap::new();
        for (place, contact) in contacts.iter().enumerate() {
            if let Some(partner) = contact.partner_id {
                of.entry(partner).or_default().push(place);
            }
        }
        Ok(Self { partners, activity, tags, contacts, of })
    }

    pub(crate) fn contacts_of(&self, partner: Uuid) -> impl Iterator<Item = &Contact> {
        self.of.get(&partner).into_iter().flatten().map(|place| &self.contacts[*place])
    }

    /// The contacts of a partner who have a tag.
    pub(crate) fn tagged<'b>(&'b self, partner: Uuid, tag: &'b str) -> impl Iterator<Item = &'b Contact> {
        let has_it = move |contact: &&Contact| {
            self.tags.get(&contact.id).is_some_and(|tags| tags.iter().any(|own| own == tag))
        };
        self.contacts_of(partner).filter(has_it)
    }

    /// Whether somebody is named there.
    pub(crate) fn has_contact(&self, partner: &Partner) -> bool {
        self.of.contains_key(&partner.id)
    }
}

/// The moment since when a contact must have been heard from, asked or added who is not due for a look.
pub(crate) fn due_since(now: Timestamp) -> Timestamp {
    let since = now.to_zoned_datetime(TimeZone::UTC).checked_sub(LOOK_MONTHS.months());
    since.map_or(Timestamp::MIN, |then| then.timestamp())
}
