//! Lists of partners and contacts in from files and out to them. What a file would do is planned row by row
//! before anything is stored, and a file that was imported before plans nothing.

mod plan;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use common_ground_reports::formula::guarded;
use csv::{Terminator, WriterBuilder};
use uuid::Uuid;

pub use self::plan::{Fate, ImportLine, ImportPlan, KnownLists};
use super::{
    BYTE_ORDER_MARK,
    people::{COLUMNS, MOST_ROWS, PeopleList},
};
use crate::{
    app::App,
    store::{
        Result, StoreError, Transaction, audit,
        contact_tags::{self, Tags},
        contacts::{self, Contact},
        partners::{self, Partner},
        people::Person,
        programmes::Programme,
        unsubscribes,
    },
    survey::tags,
};

/// The most bytes of one part of the lists: less than an import takes.
const LARGEST_PART: usize = 1_000_000;

/// What a file would do to the lists as they are now; changes nothing.
pub async fn preview(app: &App, programme: &Programme, list: &PeopleList) -> Result<ImportPlan> {
    let db = app.db.read();
    let known = KnownLists {
        partners: partners::all(db, programme.id).await?,
        contacts: contacts::all(db, programme.id).await?,
        tags: contact_tags::all(db, programme.id).await?,
        kinds: programme.settings.partner_kinds.clone(),
    };
    let stopped = unsubscribes::all(db, programme.id).await?;
    Ok(ImportPlan::new(programme.id, &known, list, app.clock.now(), |email| {
        stopped.contains(&app.secret.fingerprint(email))
    }))
}

/// Does what a list says, within a transaction. Doing it again changes nothing.
pub async fn apply(
    tx: &Transaction,
    app: &App,
    programme: &Programme,
    who: &Person,
    list: &PeopleList,
) -> Result<ImportPlan> {
    partners::hold(tx, programme.id).await?;
    let known = KnownLists {
        partners: partners::all(tx, programme.id).await?,
        contacts: contacts::all(tx, programme.id).await?,
        tags: contact_tags::all(tx, programme.id).await?,
        kinds: programme.settings.partner_kinds.clone(),
    };
    let now = app.clock.now();
    let plan = ImportPlan::new(programme.id, &known, list, now, |_| false);
    if plan.changes_nothing() {
        return Ok(plan);
    }
    partners::add_all(tx, &plan.new_partners).await?;
    contacts::add_all(tx, &plan.new_contacts).await?;
    contacts::change_all(tx, &plan.changed_contacts).await?;
    contact_tags::put(tx, &plan.tags).await?;
    audit::record(tx, Some(programme.id), who, "imported a list of contacts", &plan.summary(), now).await?;
    Ok(plan)
}

/// The lists as a file that can be imported again, which then changes nothing. It is mostly opened in a spreadsheet, so
/// it begins with a byte order mark: without one, names lose their accents there.
///
/// # Errors
/// [`StoreError::Damaged`] when it cannot be written, which memory always can.
pub fn csv(partners: &[Partner], contacts: &[Contact], tags: &Tags) -> Result<Vec<u8>> {
    written(&rows(partners, contacts, tags))
}

/// The same in as many files as it takes for each to be imported again: none has more rows, or is larger, than an import
/// takes. Where all of it fits into one, it is one.
///
/// # Errors
/// As [`csv()`].
pub fn csv_parts(partners: &[Partner], contacts: &[Contact], tags: &Tags) -> Result<Vec<Vec<u8>>> {
    let mut parts: Vec<Vec<ListRow>> = vec![Vec::new()];
    let mut size = 0;
    for row in rows(partners, contacts, tags) {
        // Quotation marks around each cell, and those within it doubled at worst.
        let more: usize = row.iter().map(|cell| cell.len() + cell.matches('"').count() + 3).sum();
        if parts.last().is_some_and(|part| part.len() == MOST_ROWS) || size + more > LARGEST_PART {
            parts.push(Vec::new());
            size = 0;
        }
        size += more;
        if let Some(part) = parts.last_mut() {
            part.push(row);
        }
    }
    parts.iter().map(|part| written(part)).collect()
}

/// What a row of the lists holds, in the order of [`COLUMNS`].
type ListRow = [String; COLUMNS.len()];

fn written(rows: &[ListRow]) -> Result<Vec<u8>> {
    let write = || -> std::result::Result<Vec<u8>, csv::Error> {
        let mark = BYTE_ORDER_MARK.as_bytes().to_vec();
        let mut out = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(mark);
        out.write_record(COLUMNS)?;
        for row in rows {
            out.write_record(row)?;
        }
        out.into_inner().map_err(|error| error.into_error().into())
    };
    write().map_err(|error| StoreError::Damaged(error.to_string()))
}

fn rows(partners: &[Partner], contacts: &[Contact], tags: &Tags) -> Vec<ListRow> {
    let mut rows = Vec::new();
    let mut write = |partner: Option<&Partner>, contact: Option<&Contact>| {
        let of_contact =
            |part: fn(&Contact) -> &str| contact.map(|contact| guarded(part(contact)).into_owned());
        rows.push([
            partner.map(|partner| guarded(&partner.name).into_owned()).unwrap_or_default(),
            partner.map(|partner| partner.kind.clone()).unwrap_or_default(),
            of_contact(|contact| &contact.name).unwrap_or_default(),
            of_contact(|contact| &contact.job).unwrap_or_default(),
            of_contact(|contact| &contact.email).unwrap_or_default(),
            of_contact(|contact| &contact.phone).unwrap_or_default(),
            contact
                .map(|contact| if contact.can_say_yes { "yes" } else { "no" })
                .unwrap_or_default()
                .to_owned(),
            contact
                .and_then(|contact| tags.get(&contact.id))
                .map(|tags| guarded(&tags::written(tags)).into_owned())
                .unwrap_or_default(),
        ]);
    };
    let mut named: HashMap<Uuid, Vec<&Contact>> = HashMap::new();
    for contact in contacts {
        if let Some(partner) = contact.partner_id {
            named.entry(partner).or_default().push(contact);
        }
    }
    for partner in partners {
        let Some(named) = named.get(&partner.id) else {
            write(Some(partner), None);
            continue;
        };
        for contact in named {
            write(Some(partner), Some(contact));
        }
    }
    for contact in contacts.iter().filter(|contact| contact.partner_id.is_none()) {
        write(None, Some(contact));
    }
    rows
}
