//! Lists of partners and contacts in from files and out to them. What a file would do is planned row by row
//! before anything is stored, and a file that was imported before plans nothing.

mod known;
mod pages;
mod plan;
#[cfg(test)]
mod tests;

use std::{
    collections::{HashMap, HashSet},
    fmt::Display,
    io::Write,
    sync::Arc,
};

use common_ground_reports::formula::guarded;
use csv::{Terminator, WriterBuilder};
use jiff::Timestamp;
use tokio::task::spawn_blocking;
use uuid::Uuid;

use self::pages::ListPages;
pub use self::plan::{Fate, ImportLine, ImportPlan, KnownLists};
use super::{
    BYTE_ORDER_MARK,
    people::{COLUMNS, MOST_ROWS, PeopleList},
};
use crate::{
    app::App,
    store::{
        Connection, Contact, Partner, Person, Programme, Result, StoreError, Transaction, audit,
        contact_tags::{self, Tags},
        contacts, partners, unsubscribes,
    },
    survey::tags,
};

/// The most bytes of one part of the lists: less than an import takes.
const LARGEST_PART: usize = 1_000_000;
/// Addresses of which it is asked at once whether they want no more mail.
const ASKED: usize = 500;
/// Bytes of the lists that are written at once.
const BUFFER: usize = 1 << 16;

/// What a file would do to the lists as they are now; changes nothing.
pub async fn preview(app: &App, programme: &Programme, list: &Arc<PeopleList>) -> Result<ImportPlan> {
    let db = app.db.read();
    let known = KnownLists::of(db, programme, list).await?;
    let addresses = list.addresses();
    let mut stopped = HashSet::new();
    for addresses in addresses.chunks(ASKED) {
        stopped.extend(unsubscribes::among(db, &app.secret, programme.id, addresses).await?);
    }
    planned(programme.id, known, list, app.clock.now(), stopped).await
}

/// Does what a list says, within a transaction. Doing it again changes nothing.
pub async fn apply(
    tx: &Transaction,
    app: &App,
    programme: &Programme,
    who: &Person,
    list: &Arc<PeopleList>,
) -> Result<ImportPlan> {
    partners::lock(tx, programme.id).await?;
    let now = app.clock.now();
    let known = KnownLists::of(tx, programme, list).await?;
    let plan = planned(programme.id, known, list, now, HashSet::new()).await?;
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

/// A plan, made on a thread of its own: a list may have thousands of lines.
async fn planned(
    programme: Uuid,
    known: KnownLists,
    list: &Arc<PeopleList>,
    now: Timestamp,
    stopped: HashSet<String>,
) -> Result<ImportPlan> {
    let list = Arc::clone(list);
    let plan = spawn_blocking(move || {
        ImportPlan::new(programme, &known, &list, now, |email| stopped.contains(email))
    });
    plan.await.map_err(unwritten)
}

/// Writes the lists as a file that can be imported again, which then changes nothing: all of it, or one of the parts that
/// [`count_parts`] counts, from 1. Returns whether there is such a part. It is read a page at a time, so that memory stays
/// flat; what changes meanwhile may or may not be in it.
pub async fn write(
    db: &Connection,
    programme: Uuid,
    part: Option<usize>,
    out: impl Write + Send,
) -> Result<bool> {
    let mut out = begun(out)?;
    let mut parts = ListParts::default();
    let mut pages = ListPages::begin(db, programme).await?;
    while let Some(rows) = pages.next(db).await? {
        for row in &rows {
            let number = parts.of(row);
            if part.is_none_or(|wanted| wanted == number) {
                out.write_record(row).map_err(unwritten)?;
            }
        }
        if part.is_some_and(|wanted| wanted < parts.count) {
            break;
        }
    }
    out.flush().map_err(unwritten)?;
    Ok(part.is_none_or(|wanted| (1..=parts.count).contains(&wanted)))
}

/// In how many files the lists can be imported again: none has more rows, or is larger, than an import takes.
pub async fn count_parts(db: &Connection, programme: Uuid) -> Result<usize> {
    let mut parts = ListParts::default();
    let mut pages = ListPages::begin(db, programme).await?;
    while let Some(rows) = pages.next(db).await? {
        for row in &rows {
            parts.of(row);
        }
    }
    Ok(parts.count)
}

/// What a row of the lists holds, in the order of [`COLUMNS`].
type ListRow = [String; COLUMNS.len()];

/// The parts of the lists, filled one after another.
struct ListParts {
    count: usize,
    /// Rows of the last.
    rows: usize,
    /// Its bytes, at most.
    size: usize,
}

impl Default for ListParts {
    fn default() -> Self {
        Self { count: 1, rows: 0, size: 0 }
    }
}

impl ListParts {
    /// The number of the part that the next row belongs to.
    fn of(&mut self, row: &ListRow) -> usize {
        // Quotation marks around each cell, and those within it doubled at worst.
        let more: usize = row.iter().map(|cell| cell.len() + cell.matches('"').count() + 3).sum();
        if self.rows == MOST_ROWS || self.size + more > LARGEST_PART {
            *self = Self { count: self.count + 1, rows: 0, size: 0 };
        }
        self.rows += 1;
        self.size += more;
        self.count
    }
}

/// A file with its headings. It is mostly opened in a spreadsheet, so it begins with a byte order mark: without one, names
/// lose their accents there.
fn begun<W: Write>(mut out: W) -> Result<csv::Writer<W>> {
    out.write_all(BYTE_ORDER_MARK.as_bytes()).map_err(unwritten)?;
    let mut out = WriterBuilder::new().terminator(Terminator::CRLF).buffer_capacity(BUFFER).from_writer(out);
    out.write_record(COLUMNS).map_err(unwritten)?;
    Ok(out)
}

fn unwritten(error: impl Display) -> StoreError {
    StoreError::Damaged(error.to_string())
}

/// These lists as a file.
#[cfg(test)]
fn csv(partners: &[Partner], contacts: &[Contact], tags: &Tags) -> Result<Vec<u8>> {
    let mut out = begun(Vec::new())?;
    for row in rows(partners, contacts, tags) {
        out.write_record(row).map_err(unwritten)?;
    }
    out.into_inner().map_err(unwritten)
}

/// Partners with their contacts in the order of both, then contacts of the library.
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
