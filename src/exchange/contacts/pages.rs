//! The lists of partners and contacts, a page at a time.

use std::vec::IntoIter;

use uuid::Uuid;

use super::{ListRow, rows};
use crate::store::{Connection, Partner, Result, contact_tags, contacts, partners};

/// Partners whose contacts are on one page: some thousand in most programmes.
const PARTNERS: usize = 1_000;
/// Library staff on one page.
const STAFF: usize = 2_000;

/// What is still to come of the lists. Databases differ in how they sort names, so that the order is made here, from the
/// names alone.
pub(super) struct ListPages {
    programme: Uuid,
    /// By name.
    partners: IntoIter<Partner>,
    /// Library staff by name.
    staff: IntoIter<Uuid>,
}

impl ListPages {
    pub(super) async fn begin(db: &Connection, programme: Uuid) -> Result<Self> {
        let partners = partners::all(db, programme).await?.into_iter();
        let staff = contacts::staff_by_name(db, programme).await?.into_iter();
        Ok(Self { programme, partners, staff })
    }

    /// The rows of the next page; none behind the last.
    pub(super) async fn next(&mut self, db: &Connection) -> Result<Option<Vec<ListRow>>> {
        let partners: Vec<Partner> = self.partners.by_ref().take(PARTNERS).collect();
        let contacts = if partners.is_empty() {
            let staff: Vec<Uuid> = self.staff.by_ref().take(STAFF).collect();
            if staff.is_empty() {
                return Ok(None);
            }
            contacts::with_ids(db, self.programme, &staff).await?
        } else {
            let ids: Vec<Uuid> = partners.iter().map(|partner| partner.id).collect();
            contacts::of_partners(db, self.programme, &ids).await?
        };
        let ids: Vec<Uuid> = contacts.iter().map(|contact| contact.id).collect();
        let tags = contact_tags::of(db, &ids).await?;
        Ok(Some(rows(&partners, &contacts, &tags)))
    }
}
