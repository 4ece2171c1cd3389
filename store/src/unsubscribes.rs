//! Addresses that want no more mail from a programme. Only their keyed hashes are kept, so that the list can be
//! asked about an address and never read out. One hash is made by the key of the installation; the other by a key of the
//! programme, which goes with it when it is moved.
//!
//! Of an address that came so, and that the programme does not know, the first hash cannot be made: until somebody with this
//! address is met, its row has the second in its place.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Expr, SelectStatement},
};
use uuid::Uuid;

use crate::{
    store::{
        Connection, Db, Result, StoreError, column_where, columns_of,
        entity::{
            agreement, agreement_confirmation, contact, course, membership, partner, person, reader, stop,
            stop_key,
        },
        exists_where, invitations, same, values_where, write,
    },
    system::{secret::SecretKey, stop_key::StopKey},
};

/// What stands before the hash of an address that nobody here has met.
const UNMET: &str = "unmet:";
/// Contacts that are looked at together.
const PIECE: u64 = 1_000;

/// Those of these addresses that want no more mail from a programme, met here or not.
pub async fn among(
    db: &Connection,
    secret: &SecretKey,
    programme: Uuid,
    addresses: &[&str],
) -> Result<HashSet<String>> {
    let brought = brought(db, secret, programme).await?;
    let hashes = |address: &str| {
        let here = secret.fingerprint(&address.to_lowercase());
        let there = brought.as_ref().map(|key| unmet(&key.hash(address)));
        [Some(here), there].into_iter().flatten()
    };
    let asked: Vec<String> = addresses.iter().flat_map(|address| hashes(address)).collect();
    let stopped = hashes_among(db, programme, &asked).await?;
    let mut among = addresses.to_vec();
    among.retain(|address| hashes(address).any(|hash| stopped.contains(&hash)));
    Ok(among.into_iter().map(str::to_owned).collect())
}

/// Those of these hashes whose addresses have stopped.
pub(super) async fn hashes_among(
    db: &Connection,
    programme: Uuid,
    hashes: &[String],
) -> Result<HashSet<String>> {
    let these = stop::Column::AddressHash.is_in(hashes.iter().map(String::as_str));
    let theirs = stop::Column::ProgrammeId.eq(programme).and(these);
    let found: Vec<String> = values_where(db, stop::Column::AddressHash, theirs).await?;
    Ok(found.into_iter().collect())
}

/// The hashes of all addresses that have stopped.
pub async fn all(db: &Connection, programme: Uuid) -> Result<HashSet<String>> {
    let rows = stop::Entity::find().filter(stop::Column::ProgrammeId.eq(programme)).all(db).await?;
    Ok(rows.into_iter().map(|row| row.address_hash).collect())
}

/// How many addresses have stopped.
pub async fn count(db: &Connection, programme: Uuid) -> Result<u64> {
    Ok(stop::Entity::find().filter(stop::Column::ProgrammeId.eq(programme)).count(db).await?)
}

/// Lets an address, known by its hash, be written to again.
pub async fn lift(tx: &Connection, programme: Uuid, hash: &str) -> Result<()> {
    stop::Entity::delete_by_id((programme, hash.to_owned())).exec(tx).await?;
    Ok(())
}

/// Stops all mail of a programme to an address, here and wherever the programme moves. Stopping twice is stopping once.
pub async fn stop(
    tx: &Connection,
    secret: &SecretKey,
    programme: Uuid,
    address: &str,
    now: Timestamp,
) -> Result<()> {
    let hash = secret.fingerprint(&address.to_lowercase());
    invitations::stop(tx, programme, &hash, now).await?;
    let portable = key(tx, secret, programme).await?.hash(address);
    stop::Entity::update_many()
        .col_expr(stop::Column::Portable, Expr::value(portable))
        .filter(stop::Column::ProgrammeId.eq(programme))
        .filter(stop::Column::AddressHash.eq(hash))
        .exec(tx)
        .await?;
    Ok(())
}

/// Whether an address wants no more mail from a programme, met here or not.
pub async fn has_stopped(
    db: &Connection,
    secret: &SecretKey,
    programme: Uuid,
    address: &str,
) -> Result<bool> {
    Ok(!among(db, secret, programme, &[address]).await?.is_empty())
}

/// The programmes that came with addresses which nobody here has met. Only those that brought a key are looked at.
pub async fn with_unmet(db: &Connection) -> Result<Vec<Uuid>> {
    let theirs = same(stop::Column::ProgrammeId, stop_key::Column::ProgrammeId)
        .and(stop::Column::AddressHash.starts_with(UNMET));
    values_where(db, stop_key::Column::ProgrammeId, exists_where(stop::Entity, theirs)).await
}

/// Looks among the addresses that a programme knows now for those that came with it as unsubscribed. Returns how many were
/// met.
pub async fn meet(db: &Db, secret: &SecretKey, programme: Uuid) -> Result<u64> {
    let Some(key) = brought(db.read(), secret, programme).await? else { return Ok(0) };
    let waiting = stop::Entity::find()
        .filter(stop::Column::ProgrammeId.eq(programme))
        .filter(stop::Column::AddressHash.starts_with(UNMET))
        .all(db.read())
        .await?;
    let mut waiting: HashMap<String, Timestamp> =
        waiting.into_iter().map(|row| (row.address_hash, row.since.time())).collect();
    let mut met = 0;
    let mut after = None;
    while !waiting.is_empty() {
        let (addresses, last) = addresses_of_contacts(db.read(), programme, after).await?;
        met += meet_these(db, secret, (programme, &key), addresses, &mut waiting).await?;
        if last.is_none() {
            break;
        }
        after = last;
    }
    if !waiting.is_empty() {
        let others = addresses_of_others(db.read(), programme).await?;
        met += meet_these(db, secret, (programme, &key), others, &mut waiting).await?;
    }
    Ok(met)
}

/// Takes those of some addresses out of `waiting` that came as unsubscribed, and stops them by the hash that is known here.
async fn meet_these(
    db: &Db,
    secret: &SecretKey,
    (programme, key): (Uuid, &StopKey),
    addresses: Vec<String>,
    waiting: &mut HashMap<String, Timestamp>,
) -> Result<u64> {
    let mut met = 0;
    for address in addresses {
        let unmet = unmet(&key.hash(&address));
        let Some(since) = waiting.remove(&unmet) else { continue };
        let tx = write(db).await?;
        stop(&tx, secret, programme, &address, since).await?;
        lift(&tx, programme, &unmet).await?;
        tx.commit().await?;
        met += 1;
    }
    Ok(met)
}

/// The addresses of some contacts of a programme, in the order of their ids from the one after `after` on, and the last of
/// these ids where more may follow.
async fn addresses_of_contacts(
    db: &Connection,
    programme: Uuid,
    after: Option<Uuid>,
) -> Result<(Vec<String>, Option<Uuid>)> {
    let mut contacts = contact::Entity::find()
        .filter(contact::Column::ProgrammeId.eq(programme))
        .filter(contact::Column::Email.ne(""))
        .order_by_asc(contact::Column::Id)
        .limit(PIECE);
    if let Some(after) = after {
        contacts = contacts.filter(contact::Column::Id.gt(after));
    }
    let rows: Vec<(Uuid, String)> =
        columns_of(db, contacts, [contact::Column::Id, contact::Column::Email]).await?;
    let last = rows.last().map(|(id, _)| *id).filter(|_| rows.len() as u64 == PIECE);
    Ok((rows.into_iter().map(|(_, email)| email).collect(), last))
}

/// What stands in the place of the hash of an address that nobody here has met.
pub(super) fn unmet(portable: &str) -> String {
    format!("{UNMET}{portable}")
}

/// The key by which a programme knows who unsubscribed, wherever it is.
pub(super) async fn key(db: &Connection, secret: &SecretKey, programme: Uuid) -> Result<StopKey> {
    Ok(brought(db, secret, programme).await?.unwrap_or_else(|| secret.stop_key(programme)))
}

/// The same key of a programme that came from elsewhere.
async fn brought(db: &Connection, secret: &SecretKey, programme: Uuid) -> Result<Option<StopKey>> {
    let Some(row) = stop_key::Entity::find_by_id(programme).one(db).await? else { return Ok(None) };
    let bytes = secret.unseal(programme, &row.sealed);
    let key = bytes.as_deref().and_then(StopKey::of);
    let lost = || {
        let words = "the key by which a programme knows who unsubscribed can’t be read: it belongs to another secret.key";
        StoreError::Damaged(words.to_owned())
    };
    key.map(Some).ok_or_else(lost)
}

/// Every address that a programme knows, in lower case.
pub(super) async fn known_addresses(db: &Connection, programme: Uuid) -> Result<HashSet<String>> {
    let mut known = HashSet::new();
    let contacts = contact::Entity::find().filter(contact::Column::ProgrammeId.eq(programme));
    known.extend(texts(db, contacts, contact::Column::Email).await?);
    known.extend(addresses_of_others(db, programme).await?);
    known.remove("");
    Ok(known.into_iter().map(|address| address.to_lowercase()).collect())
}

/// The addresses of those whom a programme knows and who are no contacts: members, readers of its summaries, and who confirms
/// its agreements.
async fn addresses_of_others(db: &Connection, programme: Uuid) -> Result<Vec<String>> {
    let mut known = Vec::new();
    let members = column_where(membership::Column::PersonId, membership::Column::ProgrammeId.eq(programme));
    let people = person::Entity::find().filter(person::Column::Id.in_subquery(members));
    known.extend(texts(db, people, person::Column::Email).await?);
    let courses = column_where(course::Column::Id, course::Column::ProgrammeId.eq(programme));
    let readers = reader::Entity::find().filter(reader::Column::CourseId.in_subquery(courses));
    known.extend(texts(db, readers, reader::Column::Email).await?);
    let confirming = agreement_confirmation::Entity::find()
        .filter(agreement_confirmation::Column::AgreementId.in_subquery(agreements(programme)));
    known.extend(texts(db, confirming, agreement_confirmation::Column::Email).await?);
    Ok(known)
}

fn agreements(programme: Uuid) -> SelectStatement {
    let partners = column_where(partner::Column::Id, partner::Column::ProgrammeId.eq(programme));
    column_where(agreement::Column::Id, agreement::Column::PartnerId.in_subquery(partners))
}

async fn texts<E: EntityTrait>(db: &Connection, rows: Select<E>, column: E::Column) -> Result<Vec<String>> {
    Ok(rows.select_only().column(column).into_tuple().all(db).await?)
}
