//! Reading a programme as records, page by page, all of one moment.

use std::collections::{HashMap, HashSet};

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, Value};
use uuid::Uuid;

use super::in_the_way::{self, InTheWay};
use crate::{
    store::{Connection, Db, Result, entity::round, unsubscribes},
    survey::PrivacyMode,
    system::{secret::SecretKey, stop_key::StopKey},
};

/// A programme on its way out.
pub struct ProgrammeDeparture {
    moment: Connection,
    programme: Uuid,
    /// Its rounds in which nobody may tell who answered.
    anonymous: HashSet<Uuid>,
    /// The addresses that it knows, by their keyed hashes.
    addresses: HashMap<String, String>,
    /// The key by which it knows who unsubscribed, wherever it is.
    stop_key: StopKey,
}

/// Where a page ended: the key of its last row.
#[derive(Clone, Debug)]
pub struct ArchivePlace(pub(super) Vec<Value>);

/// Some records of a part: one line of JSON for each, without its end.
#[derive(Debug, Default)]
pub struct ArchivePage {
    pub lines: Vec<Vec<u8>>,
    /// Where the next page begins; none after the last.
    pub next: Option<ArchivePlace>,
}

impl ProgrammeDeparture {
    /// Begins, at this moment; or tells what must be over first.
    pub async fn begin(
        db: &Db,
        secret: &SecretKey,
        programme: Uuid,
    ) -> Result<std::result::Result<Self, InTheWay>> {
        let moment = db.moment().await?;
        let in_the_way = in_the_way::in_the_way(&moment, programme).await?;
        if !in_the_way.is_nothing() {
            return Ok(Err(in_the_way));
        }
        let anonymous = round::Entity::find()
            .select_only()
            .column(round::Column::Id)
            .filter(round::Column::ProgrammeId.eq(programme))
            .filter(round::Column::Privacy.eq(PrivacyMode::Anonymous.key()))
            .into_tuple::<Uuid>()
            .all(&moment)
            .await?
            .into_iter()
            .collect();
        let addresses = unsubscribes::known_addresses(&moment, programme).await?.into_iter();
        let addresses = addresses.map(|address| (secret.fingerprint(&address), address)).collect();
        let stop_key = unsubscribes::key(&moment, secret, programme).await?;
        Ok(Ok(Self { moment, programme, anonymous, addresses, stop_key }))
    }

    pub(super) fn moment(&self) -> &Connection {
        &self.moment
    }

    pub(super) fn programme(&self) -> Uuid {
        self.programme
    }

    /// Whether nobody may tell who answered in a round.
    pub(super) fn is_anonymous(&self, round: Uuid) -> bool {
        self.anonymous.contains(&round)
    }

    /// The key by which it knows who unsubscribed, wherever it is.
    pub(super) fn stop_key(&self) -> StopKey {
        self.stop_key
    }

    /// The address behind a keyed hash, where the programme knows it.
    pub(super) fn address(&self, hash: &str) -> Option<&str> {
        self.addresses.get(hash).map(String::as_str)
    }
}
