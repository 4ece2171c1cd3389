//! Lists of partners and contacts in from CSV files and out to them. What a file would do is planned row by row
//! before anything is stored, and a file that was imported before plans nothing.

mod file;
mod plan;
#[cfg(test)]
mod tests;

use csv::{Terminator, WriterBuilder};

pub use self::{
    file::{ContactFile, Row},
    plan::{Fate, Known, Line, Plan},
};
use super::BYTE_ORDER_MARK;
use crate::{
    app::App,
    store::{
        Result, StoreError, Transaction, audit,
        contacts::{self, Contact},
        partners::{self, Partner},
        people::Person,
        programmes::Programme,
        unsubscribes, write,
    },
};

/// The columns of a list, as they are written.
pub const COLUMNS: [&str; 7] = ["organisation", "kind", "name", "job", "email", "phone", "can_say_yes"];
/// The most rows that a file may have.
pub const MOST_ROWS: usize = 5_000;

/// What a file would do to the lists as they are now; changes nothing.
pub async fn preview(app: &App, programme: &Programme, file: &ContactFile) -> Result<Plan> {
    let db = app.db.read();
    let known = Known {
        partners: partners::all(db, programme.id).await?,
        contacts: contacts::all(db, programme.id).await?,
    };
    let stopped = unsubscribes::all(db, programme.id).await?;
    Ok(Plan::new(programme.id, &known, file, |email| stopped.contains(&app.secret.fingerprint(email))))
}

/// Does what a file says, in one transaction. Doing it again changes nothing.
///
/// # Errors
/// The database's own words; then nothing is stored.
pub async fn apply(app: &App, programme: &Programme, who: &Person, file: &ContactFile) -> Result<Plan> {
    let tx = write(&app.db).await?;
    let plan = apply_in(&tx, app, programme, who, file).await?;
    tx.commit().await.map_err(StoreError::from)?;
    Ok(plan)
}

/// The same within a transaction that does more with the people of the file.
pub async fn apply_in(
    tx: &Transaction,
    app: &App,
    programme: &Programme,
    who: &Person,
    file: &ContactFile,
) -> Result<Plan> {
    partners::hold(tx, programme.id).await?;
    let known = Known {
        partners: partners::all(tx, programme.id).await?,
        contacts: contacts::all(tx, programme.id).await?,
    };
    let plan = Plan::new(programme.id, &known, file, |_| false);
    if plan.changes_nothing() {
        return Ok(plan);
    }
    let now = app.clock.now();
    let added: Vec<Contact> =
        plan.new_contacts.iter().map(|new| Contact { added_at: Some(now), ..new.clone() }).collect();
    partners::add_all(tx, &plan.new_partners).await?;
    contacts::add_all(tx, &added).await?;
    for contact in &plan.changed_contacts {
        contacts::change(tx, contact).await?;
    }
    audit::record(tx, Some(programme.id), who, "imported a list of contacts", &plan.summary(), now).await?;
    Ok(plan)
}

/// The lists as a file that can be imported again, which then changes nothing. It is mostly opened in a spreadsheet, so
/// it begins with a byte order mark: without one, names lose their accents there.
///
/// # Errors
/// [`StoreError::Damaged`] when it cannot be written, which memory always can.
pub fn csv(partners: &[Partner], contacts: &[Contact]) -> Result<Vec<u8>> {
    write_csv(partners, contacts).map_err(|error| StoreError::Damaged(error.to_string()))
}

fn write_csv(partners: &[Partner], contacts: &[Contact]) -> std::result::Result<Vec<u8>, csv::Error> {
    let mut out =
        WriterBuilder::new().terminator(Terminator::CRLF).from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    out.write_record(COLUMNS)?;
    let mut write = |partner: Option<&Partner>, contact: Option<&Contact>| {
        let of_contact = |part: fn(&Contact) -> &str| contact.map(|contact| guarded(part(contact)));
        out.write_record([
            partner.map(|partner| guarded(&partner.name)).unwrap_or_default(),
            partner.map(|partner| partner.kind.clone()).unwrap_or_default(),
            of_contact(|contact| &contact.name).unwrap_or_default(),
            of_contact(|contact| &contact.job).unwrap_or_default(),
            of_contact(|contact| &contact.email).unwrap_or_default(),
            of_contact(|contact| &contact.phone).unwrap_or_default(),
            contact
                .map(|contact| if contact.can_say_yes { "yes" } else { "no" })
                .unwrap_or_default()
                .to_owned(),
        ])
    };
    for partner in partners {
        let mut named = contacts.iter().filter(|contact| contact.partner_id == Some(partner.id)).peekable();
        if named.peek().is_none() {
            write(Some(partner), None)?;
        }
        for contact in named {
            write(Some(partner), Some(contact))?;
        }
    }
    for contact in contacts.iter().filter(|contact| contact.partner_id.is_none()) {
        write(None, Some(contact))?;
    }
    out.into_inner().map_err(|error| error.into_error().into())
}

/// Characters that make a spreadsheet take a text for a formula, and the sign that keeps it from that.
const GUARDED: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\''];

/// Text that no spreadsheet takes for a formula.
fn guarded(text: &str) -> String {
    if text.starts_with(GUARDED) { format!("'{text}") } else { text.to_owned() }
}

/// Takes the `'` off again.
fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(GUARDED) => rest,
        _ => cell,
    }
}
