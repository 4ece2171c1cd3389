//! All partners and contacts of a programme.

use std::collections::HashMap;

use jiff::{Timestamp, ToSpan, tz::TimeZone};
use uuid::Uuid;

use crate::{
    exchange::contacts as exchanged,
    store::{
        contact_tags::{self, Tags},
        contacts::{self, Activity, Contact},
        partners::{self, Partner},
    },
    web::http::{desk::Desk, error::Result, guard::Trainer},
};

/// Months without a word after which a contact is due for a look.
const LOOK_MONTHS: i32 = 24;

/// Fewer partners and contacts than this make one file, however long their names are.
const FEW: usize = 100;

/// The partners, the contacts, and what is known of each.
pub(crate) struct Book {
    pub partners: Vec<Partner>,
    pub activity: Activity,
    pub tags: Tags,
    contacts: Vec<Contact>,
    of: HashMap<Uuid, Vec<usize>>,
}

impl Book {
    pub(crate) async fn read(desk: &Desk<'_, Trainer>) -> Result<Self> {
        let (db, programme) = (desk.db(), desk.programme().id);
        let partners = partners::all(db, programme).await?;
        let mut contacts = contacts::all(db, programme).await?;
        contacts.retain(|contact| contact.left_at.is_none());
        let activity = Activity::of(db, programme, &contacts).await?;
        let tags = contact_tags::all(db, programme).await?;
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

    /// How many files the lists make that can be imported again.
    pub(crate) fn parts(&self) -> Result<usize> {
        if self.partners.len() + self.contacts.len() < FEW {
            return Ok(1);
        }
        Ok(exchanged::csv_parts(&self.partners, &self.contacts, &self.tags)?.len())
    }

    /// Contacts without a word and without an invitation for too long. Of whom nothing is known, not even when they
    /// were added, is not due: they may be new.
    pub(crate) fn due(&self, now: Timestamp) -> Vec<&Contact> {
        let months = LOOK_MONTHS.months();
        let since = now.to_zoned_datetime(TimeZone::UTC).checked_sub(months);
        let since = since.map_or(Timestamp::MIN, |then| then.timestamp());
        let recent = |at: Option<Timestamp>| at.is_some_and(|at| at >= since);
        let due = self.contacts.iter().filter(|contact| {
            let (heard, asked) = (self.activity.heard(contact.id), self.activity.asked(contact.id));
            let known = [contact.added_at, heard, asked];
            known.iter().any(Option::is_some) && !known.into_iter().any(recent)
        });
        due.collect()
    }
}
