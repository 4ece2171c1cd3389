//! What was last heard from contacts and partners, and what they were asked to.

use std::collections::HashMap;

use jiff::Timestamp;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter,
    sea_query::{Expr, Query},
};
use uuid::Uuid;

use super::ContactNote;
use crate::{
    store::{
        Connection, Contact, Instant, KeyColumn, Result, column_where,
        entity::{contact_note, invitation, participant, round},
        same,
    },
    survey::{PrivacyMode, RoundState},
};

/// Ids named in one statement: below what a database takes.
const AT_ONCE: usize = 1_000;

/// What is known of each of some contacts and partners.
#[derive(Clone, Debug, Default)]
pub struct Activity {
    /// When each partner or contact was last heard from.
    heard: HashMap<Uuid, Timestamp>,
    invitations: HashMap<Uuid, u64>,
    courses: HashMap<Uuid, u64>,
}

impl Activity {
    /// When a partner or a contact was last heard from, by a note or an answer that is not anonymous.
    pub fn last_contact(&self, id: Uuid) -> Option<Timestamp> {
        self.heard.get(&id).copied()
    }

    /// How many invitations of a contact are kept.
    pub fn invitations(&self, contact: Uuid) -> u64 {
        self.invitations.get(&contact).copied().unwrap_or_default()
    }

    /// How many courses have a contact on their list.
    pub fn courses(&self, contact: Uuid) -> u64 {
        self.courses.get(&contact).copied().unwrap_or_default()
    }

    /// Reads it for these contacts and partners. An answer in an anonymous round is never looked at; the others
    /// keep no time, so that the close of their round stands for it, or its opening while it is open.
    pub async fn of(db: &Connection, contacts: &[Contact], partners: &[Uuid]) -> Result<Self> {
        let mut activity = Self::default();
        let ids: Vec<Uuid> = contacts.iter().map(|contact| contact.id).collect();
        let of: HashMap<Uuid, Uuid> =
            contacts.iter().filter_map(|contact| Some((contact.id, contact.partner_id?))).collect();
        for ids in ids.chunks(AT_ONCE) {
            activity.read_invitations(db, ids, &of).await?;
            activity.read_courses(db, ids).await?;
            activity.read_notes(db, contact_note::Column::ContactId.is_in(ids.iter().copied())).await?;
        }
        for partners in partners.chunks(AT_ONCE) {
            activity.read_notes(db, contact_note::Column::PartnerId.is_in(partners.iter().copied())).await?;
        }
        Ok(activity)
    }

    async fn read_invitations(
        &mut self,
        db: &Connection,
        contacts: &[Uuid],
        partners: &HashMap<Uuid, Uuid>,
    ) -> Result<()> {
        let select = Query::select()
            .column((invitation::Entity, invitation::Column::ContactId))
            .column((invitation::Entity, invitation::Column::ResponseId))
            .column((round::Entity, round::Column::Privacy))
            .column((round::Entity, round::Column::State))
            .column((round::Entity, round::Column::OpensAt))
            .column((round::Entity, round::Column::ClosesAt))
            .from(invitation::Entity)
            .inner_join(round::Entity, same(round::Column::Id, invitation::Column::RoundId))
            .and_where(
                Expr::col((invitation::Entity, invitation::Column::ContactId))
                    .is_in(contacts.iter().copied()),
            )
            .take();
        for row in db.query_all(&select).await? {
            let contact: Uuid = row.try_get_by_index(0)?;
            let answered = row.try_get_by_index::<Option<Uuid>>(1)?.is_some();
            let privacy: KeyColumn<PrivacyMode> = row.try_get_by_index(2)?;
            let state: KeyColumn<RoundState> = row.try_get_by_index(3)?;
            let (opens, closes): (Instant, Instant) = (row.try_get_by_index(4)?, row.try_get_by_index(5)?);
            *self.invitations.entry(contact).or_default() += 1;
            if answered && privacy.0 != PrivacyMode::Anonymous {
                let at = if state.0 == RoundState::Closed { closes } else { opens };
                for id in [Some(contact), partners.get(&contact).copied()].into_iter().flatten() {
                    self.later(id, at.time());
                }
            }
        }
        Ok(())
    }

    async fn read_courses(&mut self, db: &Connection, contacts: &[Uuid]) -> Result<()> {
        let select = column_where(
            participant::Column::ContactId,
            participant::Column::ContactId.is_in(contacts.iter().copied()),
        );
        for row in db.query_all(&select).await? {
            *self.courses.entry(row.try_get_by_index(0)?).or_default() += 1;
        }
        Ok(())
    }

    async fn read_notes(&mut self, db: &Connection, about: Expr) -> Result<()> {
        let notes = contact_note::Entity::find().filter(Condition::all().add(about));
        for note in notes.into_model::<ContactNote>().all(db).await? {
            for id in [note.partner_id, note.contact_id].into_iter().flatten() {
                self.later(id, note.day);
            }
        }
        Ok(())
    }

    fn later(&mut self, id: Uuid, at: Timestamp) {
        let known = self.heard.entry(id).or_insert(at);
        *known = Ord::max(at, *known);
    }
}
