//! What the lists hold of whatever a file names.

use std::collections::{BTreeSet, HashMap, HashSet};

use uuid::Uuid;

use super::KnownLists;
use crate::{
    exchange::people::{PeopleList, PersonRow},
    store::{
        Connection, Contact, Partner, Programme, Result,
        contact_tags::{self, Tags},
        contacts, partners,
    },
    survey::partner::normalised,
};

impl KnownLists {
    /// All that bears on a file: the contacts who have its addresses or whom it may mean by name, the partners that it names and
    /// those of the contacts. However much else there is in a programme, it is not read.
    pub(super) async fn of(db: &Connection, programme: &Programme, list: &PeopleList) -> Result<Self> {
        let mut contacts = contacts::with_emails(db, programme.id, &list.addresses()).await?;
        let names: BTreeSet<&str> = list.rows().map(|row| &*row.organisation).collect();
        let names: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
        let mut partners = partners::with_names(db, programme.id, &names).await?;
        // All that the plan knows a name by is known before anybody is looked for at a partner.
        let there: HashSet<Uuid> = partners.iter().map(|partner| partner.id).collect();
        let own: BTreeSet<Uuid> = contacts.iter().filter_map(|contact| contact.partner_id).collect();
        let own: Vec<Uuid> = own.into_iter().filter(|partner| !there.contains(partner)).collect();
        partners.extend(partners::with_ids(db, &own).await?);
        partners.sort_by_cached_key(|partner| (partner.name.to_lowercase(), partner.id));

        let known: HashSet<&str> = contacts.iter().map(|contact| &*contact.email).collect();
        let unknown: Vec<&PersonRow> =
            list.rows().filter(|row| row.is_person() && !known.contains(&*row.email)).collect();
        contacts.extend(by_name(db, programme.id, &unknown, &partners).await?);
        contacts.sort_by_cached_key(|contact| (contact.name.to_lowercase(), contact.id));
        contacts.dedup();

        let (mut tags, mut tags_in_use) = (Tags::new(), Vec::new());
        if list.rows().any(|row| !row.tags.is_empty()) {
            let ids: Vec<Uuid> = contacts.iter().map(|contact| contact.id).collect();
            tags = contact_tags::of(db, &ids).await?;
            tags_in_use = contact_tags::in_use(db, programme.id).await?;
        }
        let kinds = programme.settings.partner_kinds.clone();
        Ok(Self { partners, contacts, tags, tags_in_use, kinds })
    }
}

/// Whom lines may mean whose addresses nobody has: a line without an address anybody of its name, a line with a new one
/// somebody whose address was not known yet.
async fn by_name(
    db: &Connection,
    programme: Uuid,
    rows: &[&PersonRow],
    partners: &[Partner],
) -> Result<Vec<Contact>> {
    let named: HashMap<String, Uuid> =
        partners.iter().rev().map(|partner| (normalised(&partner.name), partner.id)).collect();
    let (mut anybody, mut unreachable) = (BTreeSet::new(), BTreeSet::new());
    let (mut staff, mut has_new_staff) = (BTreeSet::new(), false);
    for row in rows {
        match (&*row.organisation, row.email.is_empty()) {
            ("", true) => {
                staff.insert(&*row.name);
            }
            ("", false) => has_new_staff = true,
            (name, true) => anybody.extend(named.get(&normalised(name)).copied()),
            (name, false) => unreachable.extend(named.get(&normalised(name)).copied()),
        }
    }
    let anybody: Vec<Uuid> = anybody.into_iter().collect();
    let unreachable: Vec<Uuid> = unreachable.into_iter().collect();
    let staff: Vec<&str> = staff.into_iter().collect();
    let mut found = contacts::ever_of_partners(db, programme, &anybody).await?;
    found.extend(contacts::unreachable_of_partners(db, programme, &unreachable).await?);
    found.extend(contacts::staff_named(db, programme, &staff).await?);
    if has_new_staff {
        found.extend(contacts::unreachable_staff(db, programme).await?);
    }
    Ok(found)
}
