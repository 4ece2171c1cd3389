//! The programme itself, its members, and who did what in it.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Select, Set};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    ArchivedCell, CheckedDocument, KeyText, MemberRef,
    departure::ProgrammeDeparture,
    ids::ArrivingIds,
    record::{ArchivedRecord, PrepareFault},
    scope,
};
use crate::store::{
    EmailChoice, PersonRole, ProgrammeSettings, Transaction,
    entity::{audit, membership, person, programme},
    values_where,
};

/// The programme.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ArchivedProgramme {
    id: Uuid,
    slug: String,
    name: String,
    settings: CheckedDocument<ProgrammeSettings>,
    created_at: Timestamp,
}

impl ArchivedRecord for ArchivedProgramme {
    type Table = programme::Entity;

    fn of(programme: Uuid) -> Select<Self::Table> {
        programme::Entity::find().filter(programme::Column::Id.eq(programme))
    }

    fn told(row: programme::Model, _: &ProgrammeDeparture) -> Option<Self> {
        Some(Self {
            id: row.id,
            slug: row.slug,
            name: row.name,
            settings: CheckedDocument::told(row.settings),
            created_at: row.created_at.time(),
        })
    }

    fn row(self, ids: &ArrivingIds) -> Result<Option<programme::ActiveModel>, String> {
        Ok(Some(programme::ActiveModel {
            id: Set(ids.programme),
            slug: Set(ids.slug.clone()),
            name: Set(self.name),
            settings: Set(self.settings.column(ids)?),
            created_at: Set(self.created_at.into()),
        }))
    }

    fn own_id(&self) -> Option<Uuid> {
        Some(self.id)
    }
}

/// A member, without password, second factor or council account. One with this address who has an account where the
/// programme arrives stands in for them.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ArchivedPerson {
    id: Uuid,
    email: String,
    name: String,
    disabled: bool,
}

impl ArchivedRecord for ArchivedPerson {
    type Table = person::Entity;

    const IS_MATCHED: bool = true;

    fn of(programme: Uuid) -> Select<Self::Table> {
        person::Entity::find().filter(person::Column::Id.in_subquery(scope::members(programme)))
    }

    fn told(row: person::Model, _: &ProgrammeDeparture) -> Option<Self> {
        Some(Self { id: row.id, email: row.email, name: row.name, disabled: row.disabled })
    }

    fn row(self, ids: &ArrivingIds) -> Result<Option<person::ActiveModel>, String> {
        if ids.is_known(self.id) {
            return Ok(None);
        }
        Ok(Some(person::ActiveModel {
            id: Set(ids.named(self.id)),
            email: Set(self.email.to_lowercase()),
            name: Set(self.name),
            password_hash: Set(None),
            disabled: Set(self.disabled),
            created_at: Set(ids.now),
            site_admin: Set(false),
        }))
    }

    fn own_id(&self) -> Option<Uuid> {
        Some(self.id)
    }

    async fn prepare(records: &[Self], ids: &mut ArrivingIds, tx: &Transaction) -> Result<(), PrepareFault> {
        let emails: Vec<String> = records.iter().map(|record| record.email.to_lowercase()).collect();
        let here = person::Entity::find().filter(person::Column::Email.is_in(emails.clone())).all(tx).await?;
        let here: HashMap<String, Uuid> = here.into_iter().map(|person| (person.email, person.id)).collect();
        let asked = person::Column::Id.is_in(records.iter().map(|record| record.id));
        let taken: Vec<Uuid> = values_where(tx, person::Column::Id, asked).await?;
        let taken: HashSet<Uuid> = taken.into_iter().collect();
        for (record, email) in records.iter().zip(emails) {
            if let Some(known) = here.get(&email) {
                ids.put_person(record.id, *known, true);
                ids.told.known_people.push(email);
                continue;
            }
            let id = ids.of(record.id);
            let id = if taken.contains(&id) { ids.another(id) } else { id };
            ids.put_person(record.id, id, false);
            ids.told.new_people.push(email);
        }
        Ok(())
    }
}

/// The role of a member.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ArchivedMembership {
    person_id: Uuid,
    role: KeyText<PersonRole>,
    since: Option<Timestamp>,
    summary_emails: Option<KeyText<EmailChoice>>,
}

impl ArchivedRecord for ArchivedMembership {
    type Table = membership::Entity;

    fn of(programme: Uuid) -> Select<Self::Table> {
        membership::Entity::find().filter(membership::Column::ProgrammeId.eq(programme))
    }

    fn told(row: membership::Model, _: &ProgrammeDeparture) -> Option<Self> {
        Some(Self {
            person_id: row.person_id,
            role: KeyText::told(row.role),
            since: Option::told(row.since),
            summary_emails: Option::told(row.summary_emails),
        })
    }

    fn row(self, ids: &ArrivingIds) -> Result<Option<membership::ActiveModel>, String> {
        let person = ids.person(self.person_id);
        let person = person.ok_or_else(|| format!("no person has the id {}", self.person_id))?;
        Ok(Some(membership::ActiveModel {
            person_id: Set(person),
            programme_id: Set(ids.programme),
            role: Set(self.role.column(ids)?),
            since: Set(self.since.column(ids)?),
            summary_emails: Set(self.summary_emails.column(ids)?),
        }))
    }
}

archived! {
    /// Who did what to what.
    pub(super) struct ArchivedAct(audit, id = id, programme = programme_id) {
        id: Uuid,
        person_id: MemberRef,
        person: String,
        act: String,
        object: String,
        at: Timestamp,
    }
    of |programme| audit::Column::ProgrammeId.eq(programme)
}
