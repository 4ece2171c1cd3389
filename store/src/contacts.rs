//! Named people of partners and of the library, and what was last heard from them.

mod activity;
mod list;
mod lookup;

use std::collections::BTreeSet;

use jiff::Timestamp;
use sea_orm::{
    ActiveValue::Unchanged, ColumnTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select, Set, sea_query::OnConflict,
};
use uuid::Uuid;

use super::{
    Connection, Result,
    entity::{contact, contact_note},
    exists_where, insert_once, same,
};

pub use activity::Activity;
pub(super) use list::cut_by_name;
pub use list::{
    StaffCounts, at_shared_hosts, due_count, due_page, few, found, next_by_id, of_partners, staff_by_name,
    staff_counts, staff_page, with_ids,
};
pub use lookup::{ever_of_partners, staff_named, unreachable_of_partners, unreachable_staff};

/// A named person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    pub id: Uuid,
    /// The programme they belong to.
    pub programme_id: Uuid,
    /// Their partner; none for library staff.
    pub partner_id: Option<Uuid>,
    pub name: String,
    /// Their address, in lower case.
    pub email: String,
    /// Their job; may be empty.
    pub job: String,
    /// Their number; may be empty.
    pub phone: String,
    /// Whether they decide for their organisation.
    pub can_say_yes: bool,
    /// When they were added, where it is known.
    pub added_at: Option<Timestamp>,
    /// Since when they are not a contact: somebody took over, or the library has not agreed to them yet. None while they are.
    pub left_at: Option<Timestamp>,
}

from_row!(Contact: contact { id, programme_id, partner_id, name, email, job, phone, can_say_yes, added_at, left_at });
/// What was heard from somebody, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactNote {
    pub id: Uuid,
    /// The partner it is about.
    pub partner_id: Option<Uuid>,
    /// The contact it is about.
    pub contact_id: Option<Uuid>,
    /// The day, as its midnight in UTC.
    pub day: Timestamp,
    /// Who wrote it.
    pub by: String,
    /// What was heard.
    pub about: String,
}

from_row!(ContactNote: contact_note { id, partner_id, contact_id, day, by, about });

/// Contacts of library staff have no partner.
fn belongs_to(partner: Option<Uuid>) -> sea_orm::Condition {
    let belongs = match partner {
        Some(partner) => contact::Column::PartnerId.eq(partner),
        None => contact::Column::PartnerId.is_null(),
    };
    sea_orm::Condition::all().add(belongs)
}

fn sorted(mut contacts: Vec<Contact>) -> Vec<Contact> {
    contacts.sort_by_cached_key(|contact| (contact.name.to_lowercase(), contact.id));
    contacts
}

async fn by_name(db: &Connection, which: Select<contact::Entity>) -> Result<Vec<Contact>> {
    Ok(sorted(which.into_model().all(db).await?))
}

/// The contacts of a programme who have not left.
fn present(programme: Uuid) -> Select<contact::Entity> {
    contact::Entity::find()
        .filter(contact::Column::ProgrammeId.eq(programme))
        .filter(contact::Column::LeftAt.is_null())
}

/// Every contact of a programme, by name; also those who left.
pub async fn all(db: &Connection, programme: Uuid) -> Result<Vec<Contact>> {
    by_name(db, contact::Entity::find().filter(contact::Column::ProgrammeId.eq(programme))).await
}

/// The contacts of a partner by name; of library staff without one. Nobody who left.
pub async fn of_partner(db: &Connection, programme: Uuid, partner: Option<Uuid>) -> Result<Vec<Contact>> {
    by_name(db, present(programme).filter(belongs_to(partner))).await
}

/// Those of these contacts who are library staff, by name. Nobody who left.
pub(super) async fn among_staff(db: &Connection, programme: Uuid, ids: &[Uuid]) -> Result<Vec<Contact>> {
    let these = contact::Column::Id.is_in(ids.iter().copied());
    by_name(db, present(programme).filter(these).filter(belongs_to(None))).await
}

/// Everybody who is or was a contact of a partner, by name.
pub async fn ever_of(db: &Connection, partner: Uuid) -> Result<Vec<Contact>> {
    by_name(db, contact::Entity::find().filter(contact::Column::PartnerId.eq(partner))).await
}

/// The contact with this id, if they belong to the programme.
pub async fn find(db: &Connection, programme: Uuid, id: Uuid) -> Result<Option<Contact>> {
    Ok(contact::Entity::find_by_id(id)
        .filter(contact::Column::ProgrammeId.eq(programme))
        .into_model()
        .one(db)
        .await?)
}

/// Whether all these are contacts of the programme. Whoever left is one too.
pub async fn are_of(db: &Connection, programme: Uuid, ids: &[Uuid]) -> Result<bool> {
    let ids: Vec<Uuid> = ids.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
    for ids in ids.chunks(1_000) {
        let these = contact::Entity::find()
            .filter(contact::Column::ProgrammeId.eq(programme))
            .filter(contact::Column::Id.is_in(ids.iter().copied()));
        if these.count(db).await? < ids.len() as u64 {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The contacts of a programme with this address.
pub async fn with_email(db: &Connection, programme: Uuid, email: &str) -> Result<Vec<Contact>> {
    Ok(contact::Entity::find()
        .filter(contact::Column::ProgrammeId.eq(programme))
        .filter(contact::Column::Email.eq(email.to_lowercase()))
        .order_by_asc(contact::Column::Id)
        .into_model()
        .all(db)
        .await?)
}

/// The contacts of a programme with one of these addresses, by name; also those who left.
pub async fn with_emails(db: &Connection, programme: Uuid, emails: &[&str]) -> Result<Vec<Contact>> {
    let mut found = Vec::new();
    for emails in emails.chunks(1_000) {
        let rows = contact::Entity::find()
            .filter(contact::Column::ProgrammeId.eq(programme))
            .filter(contact::Column::Email.is_in(emails.iter().map(|email| email.to_lowercase())))
            .into_model::<Contact>()
            .all(db)
            .await?;
        found.extend(rows);
    }
    Ok(sorted(found))
}

fn active(contact: &Contact) -> contact::ActiveModel {
    contact::ActiveModel {
        id: Set(contact.id),
        programme_id: Set(contact.programme_id),
        partner_id: Set(contact.partner_id),
        name: Set(contact.name.clone()),
        email: Set(contact.email.to_lowercase()),
        job: Set(contact.job.clone()),
        phone: Set(contact.phone.clone()),
        can_say_yes: Set(contact.can_say_yes),
        added_at: Set(contact.added_at.map(Into::into)),
        left_at: Set(contact.left_at.map(Into::into)),
    }
}

/// Adds contacts. Addresses are kept in lower case.
pub async fn add_all(tx: &Connection, contacts: &[Contact]) -> Result<()> {
    for chunk in contacts.chunks(1_000) {
        let rows = chunk.iter().map(active);
        contact::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Gives a contact what `new` says, at the partner that it says.
pub async fn change(tx: &Connection, new: &Contact) -> Result<()> {
    let row = contact::ActiveModel {
        id: Unchanged(new.id),
        partner_id: Set(new.partner_id),
        name: Set(new.name.clone()),
        email: Set(new.email.to_lowercase()),
        job: Set(new.job.clone()),
        phone: Set(new.phone.clone()),
        can_say_yes: Set(new.can_say_yes),
        left_at: Set(new.left_at.map(Into::into)),
        ..Default::default()
    };
    contact::Entity::update(row).exec(tx).await?;
    Ok(())
}

/// Gives contacts what each says, at the partner that it says.
pub async fn change_all(tx: &Connection, contacts: &[Contact]) -> Result<()> {
    use contact::Column;
    for chunk in contacts.chunks(1_000) {
        let rows = chunk.iter().map(active);
        let mut changed = OnConflict::column(Column::Id);
        let columns = [
            Column::PartnerId,
            Column::Name,
            Column::Email,
            Column::Job,
            Column::Phone,
            Column::CanSayYes,
            Column::LeftAt,
        ];
        contact::Entity::insert_many(rows)
            .on_conflict(changed.update_columns(columns).to_owned())
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// Notes since when a contact has left, or that they are there.
pub(super) async fn leave(tx: &Connection, id: Uuid, at: Option<Timestamp>) -> Result<()> {
    let row =
        contact::ActiveModel { id: Unchanged(id), left_at: Set(at.map(Into::into)), ..Default::default() };
    contact::Entity::update(row).exec(tx).await?;
    Ok(())
}

/// Notes that somebody was heard from. Returns false when this note was there already.
pub async fn note(tx: &Connection, note: ContactNote) -> Result<bool> {
    let row = contact_note::ActiveModel {
        id: Set(note.id),
        partner_id: Set(note.partner_id),
        contact_id: Set(note.contact_id),
        day: Set(note.day.into()),
        by: Set(note.by),
        about: Set(note.about),
    };
    insert_once(tx, row, [contact_note::Column::Id]).await
}

/// The notes about a partner, the latest first.
pub async fn notes(db: &Connection, partner: Uuid, most: u64) -> Result<Vec<ContactNote>> {
    Ok(contact_note::Entity::find()
        .filter(contact_note::Column::PartnerId.eq(partner))
        .order_by_desc(contact_note::Column::Day)
        .order_by_asc(contact_note::Column::Id)
        .limit(most)
        .into_model()
        .all(db)
        .await?)
}

/// How many contacts a programme has.
pub async fn count(db: &Connection, programme: Uuid) -> Result<u64> {
    let here = contact::Column::ProgrammeId.eq(programme).and(contact::Column::LeftAt.is_null());
    Ok(contact::Entity::find().filter(here).count(db).await?)
}

/// How many partners of a programme have no contact.
pub async fn partners_without(db: &Connection, programme: Uuid) -> Result<u64> {
    use super::entity::partner;
    let theirs = same(contact::Column::PartnerId, partner::Column::Id);
    let named = exists_where(contact::Entity, theirs.and(contact::Column::LeftAt.is_null()));
    let of_programme = partner::Entity::find().filter(partner::Column::ProgrammeId.eq(programme));
    Ok(of_programme.filter(named.not()).count(db).await?)
}
