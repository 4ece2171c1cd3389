//! Contacts that a form asks for: offered as a list while they are few; of more, a name or an email address is typed.

use uuid::Uuid;

use crate::{
    store::{Contact, contacts},
    survey::{Side, partner::normalised},
    web::{Desk, Result, Trainer, named::FEW},
};

/// Characters of a name or an email address.
pub(crate) const LONGEST: usize = 254;

/// Those of a side who are offered.
#[derive(Debug)]
pub(crate) struct ContactChoice {
    side: Side,
    /// Everybody while they are few; of more those who were chosen, and those whom a name leads to.
    pub list: Vec<Contact>,
    /// Whether there are more.
    pub are_many: bool,
}

impl ContactChoice {
    /// Everybody of a side who did not leave, or of many those with these ids.
    pub(crate) async fn of(desk: &Desk<'_, Trainer>, side: Side, chosen: &[Uuid]) -> Result<Self> {
        let (db, programme) = (desk.db(), desk.programme().id);
        let few = contacts::few(db, programme, side, FEW).await?;
        let mut choice = Self { side, are_many: few.is_none(), list: few.unwrap_or_default() };
        if choice.are_many {
            choice.offer(contacts::with_ids(db, programme, chosen).await?);
        }
        Ok(choice)
    }

    fn is_of_side(&self, contact: &Contact) -> bool {
        contact.left_at.is_none() && contact.partner_id.is_some() == (self.side == Side::Partner)
    }

    /// The one with this id.
    pub(crate) fn find(&self, id: Uuid) -> Option<&Contact> {
        self.list.iter().find(|contact| contact.id == id)
    }

    /// Offers these as well.
    pub(crate) fn offer(&mut self, more: impl IntoIterator<Item = Contact>) {
        for contact in more {
            if self.is_of_side(&contact) && self.find(contact.id).is_none() {
                self.list.push(contact);
            }
        }
    }

    /// Who is called so, or has this address, of several those of a partner, where any is there; and where nobody has this
    /// address, everybody whom a search finds.
    pub(crate) async fn search(
        &self,
        desk: &Desk<'_, Trainer>,
        typed: &str,
        partner: Option<Uuid>,
    ) -> Result<(Vec<Contact>, Vec<Contact>)> {
        let (db, programme) = (desk.db(), desk.programme().id);
        let mut called = contacts::with_email(db, programme, typed).await?;
        called.retain(|contact| self.is_of_side(contact));
        if !called.is_empty() {
            return Ok((called, Vec::new()));
        }
        let found = contacts::found(db, programme, self.side, typed).await?;
        let looked_for = normalised(typed);
        let mut called: Vec<Contact> =
            found.iter().filter(|contact| normalised(&contact.name) == looked_for).cloned().collect();
        let is_there = |contact: &Contact| partner.is_some() && contact.partner_id == partner;
        if called.iter().any(is_there) {
            called.retain(is_there);
        }
        Ok((called, found))
    }
}
