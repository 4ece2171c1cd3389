//! Addresses that are not written to. A database has only their hashes, by the key of its installation, which mean nothing
//! anywhere else: so the archive has the addresses themselves, as far as the programme knows them.

use jiff::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Select, Set};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{departure::ProgrammeDeparture, ids::ArrivingIds, record::ArchivedRecord};
use crate::store::entity::{bounce, stop};

/// An address that unsubscribed.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ArchivedStop {
    address: String,
    since: Timestamp,
}

impl ArchivedRecord for ArchivedStop {
    type Table = stop::Entity;

    fn of(programme: Uuid) -> Select<Self::Table> {
        stop::Entity::find().filter(stop::Column::ProgrammeId.eq(programme))
    }

    fn told(row: stop::Model, from: &ProgrammeDeparture) -> Option<Self> {
        let address = from.address(&row.address_hash)?.to_owned();
        Some(Self { address, since: row.since.time() })
    }

    fn row(self, ids: &ArrivingIds) -> Result<Option<stop::ActiveModel>, String> {
        Ok(Some(stop::ActiveModel {
            programme_id: Set(ids.programme),
            address_hash: Set(ids.secret.fingerprint(&self.address.to_lowercase())),
            since: Set(self.since.into()),
        }))
    }
}

/// An email that came back.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ArchivedBounce {
    id: Uuid,
    address: String,
    outbox_id: Uuid,
    hard: bool,
    status: String,
    at: Timestamp,
}

impl ArchivedRecord for ArchivedBounce {
    type Table = bounce::Entity;

    fn of(programme: Uuid) -> Select<Self::Table> {
        bounce::Entity::find().filter(bounce::Column::ProgrammeId.eq(programme))
    }

    fn told(row: bounce::Model, from: &ProgrammeDeparture) -> Option<Self> {
        let address = from.address(&row.address_hash)?.to_owned();
        let (outbox_id, hard, status, at) = (row.outbox_id, row.hard, row.status, row.at.time());
        Some(Self { id: row.id, address, outbox_id, hard, status, at })
    }

    fn row(self, ids: &ArrivingIds) -> Result<Option<bounce::ActiveModel>, String> {
        Ok(Some(bounce::ActiveModel {
            id: Set(ids.of(self.id)),
            programme_id: Set(ids.programme),
            address_hash: Set(ids.secret.fingerprint(&self.address.to_lowercase())),
            outbox_id: Set(ids.of(self.outbox_id)),
            hard: Set(self.hard),
            status: Set(self.status),
            at: Set(self.at.into()),
        }))
    }

    fn own_id(&self) -> Option<Uuid> {
        Some(self.id)
    }
}
