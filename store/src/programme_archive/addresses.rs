//! Addresses that are not written to. A database has their hashes by the key of its installation, which mean nothing anywhere
//! else: so the archive has the addresses themselves, as far as the programme knows them.

use jiff::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Select, Set};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    departure::{ArchivePage, ArchivePlace, ProgrammeDeparture},
    ids::ArrivingIds,
    record::{ArchivedRecord, PrepareFault, line},
};
use crate::{
    store::{
        Result, Transaction,
        entity::{bounce, stop, stop_key},
        unsubscribes,
    },
    system::stop_key::StopKey,
};

/// The key by which the programme knows who unsubscribed, wherever it is.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ArchivedStopKey {
    key: String,
}

impl ArchivedRecord for ArchivedStopKey {
    type Table = stop_key::Entity;

    fn of(programme: Uuid) -> Select<Self::Table> {
        stop_key::Entity::find().filter(stop_key::Column::ProgrammeId.eq(programme))
    }

    fn told(_: stop_key::Model, from: &ProgrammeDeparture) -> Option<Self> {
        Some(Self { key: from.stop_key().to_text() })
    }

    fn row(self, ids: &ArrivingIds) -> Result<Option<stop_key::ActiveModel>, String> {
        let key = ids.stop_key.ok_or("it is no key")?;
        let sealed = ids.secret.seal(ids.programme, key.bytes()).map_err(|error| error.to_string())?;
        Ok(Some(stop_key::ActiveModel { programme_id: Set(ids.programme), sealed: Set(sealed) }))
    }

    /// One always: a programme that never moved has its key from that of the installation.
    async fn page(from: &ProgrammeDeparture, _: Option<&ArchivePlace>) -> Result<ArchivePage> {
        let key = Self { key: from.stop_key().to_text() };
        Ok(ArchivePage { lines: vec![line(&key)?], next: None })
    }

    async fn prepare(records: &[Self], ids: &mut ArrivingIds, _: &Transaction) -> Result<(), PrepareFault> {
        ids.stop_key = records.first().and_then(|record| StopKey::from_text(&record.key));
        Ok(())
    }
}

/// An address that unsubscribed: itself, or its hash by the key of the programme where nobody is known who has it. Where it
/// unsubscribed before there were such hashes, and nobody has it, nothing is known that would be of use elsewhere.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ArchivedStop {
    address: Option<String>,
    hash: Option<String>,
    since: Timestamp,
}

impl ArchivedRecord for ArchivedStop {
    type Table = stop::Entity;

    fn of(programme: Uuid) -> Select<Self::Table> {
        stop::Entity::find().filter(stop::Column::ProgrammeId.eq(programme))
    }

    fn told(row: stop::Model, from: &ProgrammeDeparture) -> Option<Self> {
        let address = from.address(&row.address_hash).map(str::to_owned);
        let hash = row.portable.filter(|_| address.is_none());
        if address.is_none() && hash.is_none() {
            return None;
        }
        Some(Self { address, hash, since: row.since.time() })
    }

    fn row(self, ids: &ArrivingIds) -> Result<Option<stop::ActiveModel>, String> {
        let key = ids.stop_key.ok_or("stop_key.jsonl holds no key")?;
        let (address_hash, portable) = match (self.address, self.hash) {
            (Some(address), None) => (ids.secret.fingerprint(&address.to_lowercase()), key.hash(&address)),
            (None, Some(hash)) => (unsubscribes::unmet(&hash), hash),
            _ => return Err("it needs an address or a hash".to_owned()),
        };
        Ok(Some(stop::ActiveModel {
            programme_id: Set(ids.programme),
            address_hash: Set(address_hash),
            since: Set(self.since.into()),
            portable: Set(Some(portable)),
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
