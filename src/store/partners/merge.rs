//! Two partners that are one: what belongs to the first moves to the second.

use std::collections::{HashMap, HashSet};

use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, Set,
    sea_query::{Expr, OnConflict},
};
use uuid::Uuid;

use super::{Partner, remove};
use crate::store::{
    Result,
    contacts::{self, Contact},
    entity::{contact, contact_note, invitation, participant},
};

/// What moves in a merge.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// Contacts that move as they are.
    pub moved: Vec<String>,
    /// Contacts that are there already, by their address, and become one with it.
    pub folded: Vec<String>,
    /// Invitations of the contacts.
    pub invitations: u64,
    /// Notes of contact.
    pub notes: u64,
}

impl Merged {
    /// What a merge would do; changes nothing.
    ///
    /// # Errors
    /// The database's own words.
    pub async fn preview(db: &impl ConnectionTrait, from: &Partner, into: &Partner) -> Result<Self> {
        use sea_orm::PaginatorTrait;
        let own = contacts::of_partner(db, from.programme_id, Some(from.id)).await?;
        let there = contacts::of_partner(db, into.programme_id, Some(into.id)).await?;
        let known: HashSet<&str> = there.iter().map(|contact| contact.email.as_str()).collect();
        let mut merged = Self::default();
        for contact in &own {
            let folds = known.contains(contact.email.as_str());
            if folds { &mut merged.folded } else { &mut merged.moved }.push(contact.name.clone());
        }
        let ids: Vec<Uuid> = own.iter().map(|contact| contact.id).collect();
        merged.invitations =
            invitation::Entity::find().filter(invitation::Column::ContactId.is_in(ids)).count(db).await?;
        merged.notes = contact_note::Entity::find()
            .filter(contact_note::Column::PartnerId.eq(from.id))
            .count(db)
            .await?;
        Ok(merged)
    }
}

/// Moves all that belongs to `from` to `into`, and deletes `from`.
///
/// # Errors
/// The database's own words.
pub async fn merge(tx: &DatabaseTransaction, from: &Partner, into: &Partner) -> Result<()> {
    let there = contacts::of_partner(tx, into.programme_id, Some(into.id)).await?;
    let known: HashMap<&str, &Contact> =
        there.iter().map(|contact| (contact.email.as_str(), contact)).collect();
    for own in contacts::of_partner(tx, from.programme_id, Some(from.id)).await? {
        if let Some(kept) = known.get(own.email.as_str()) {
            fold(tx, &own, kept).await?;
        }
    }
    // Whoever could not become one with another moves as they are.
    contact::Entity::update_many()
        .col_expr(contact::Column::PartnerId, Expr::val(into.id))
        .filter(contact::Column::PartnerId.eq(from.id))
        .exec(tx)
        .await?;
    contact_note::Entity::update_many()
        .col_expr(contact_note::Column::PartnerId, Expr::val(into.id))
        .filter(contact_note::Column::PartnerId.eq(from.id))
        .exec(tx)
        .await?;
    remove(tx, from.id).await
}

/// Makes one contact of two with the same address. Two who both answered the same round stay two: each invitation
/// leads to answers of its own.
async fn fold(tx: &DatabaseTransaction, own: &Contact, kept: &Contact) -> Result<()> {
    let invitations = |of: Uuid| invitation::Entity::find().filter(invitation::Column::ContactId.eq(of));
    let theirs: HashMap<Uuid, _> =
        invitations(kept.id).all(tx).await?.into_iter().map(|row| (row.round_id, row)).collect();
    let ours = invitations(own.id).all(tx).await?;
    if ours.iter().any(|row| row.used && theirs.get(&row.round_id).is_some_and(|other| other.used)) {
        return Ok(());
    }
    for row in ours {
        let needless = match theirs.get(&row.round_id) {
            Some(other) if row.used => Some(other.id),
            Some(_) => Some(row.id),
            None => None,
        };
        if let Some(id) = needless {
            invitation::Entity::delete_by_id(id).exec(tx).await?;
        }
        if needless != Some(row.id) {
            let moved = invitation::ActiveModel {
                id: sea_orm::Unchanged(row.id),
                contact_id: Set(kept.id),
                ..Default::default()
            };
            invitation::Entity::update(moved).exec(tx).await?;
        }
    }
    let courses = participant::Entity::find().filter(participant::Column::ContactId.eq(own.id));
    for row in courses.all(tx).await? {
        let listed = participant::ActiveModel { course_id: Set(row.course_id), contact_id: Set(kept.id) };
        let once = OnConflict::columns([participant::Column::CourseId, participant::Column::ContactId])
            .do_nothing()
            .to_owned();
        participant::Entity::insert(listed).on_conflict(once).try_insert().exec_without_returning(tx).await?;
    }
    contact_note::Entity::update_many()
        .col_expr(contact_note::Column::ContactId, Expr::val(kept.id))
        .filter(contact_note::Column::ContactId.eq(own.id))
        .exec(tx)
        .await?;
    let or = |kept: &str, own: &str| if kept.is_empty() { own.to_owned() } else { kept.to_owned() };
    let both = Contact {
        job: or(&kept.job, &own.job),
        phone: or(&kept.phone, &own.phone),
        can_say_yes: kept.can_say_yes || own.can_say_yes,
        ..kept.clone()
    };
    contacts::change(tx, &both).await?;
    contacts::remove(tx, own.id).await
}
