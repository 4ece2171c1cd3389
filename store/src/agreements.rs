//! Agreements with partners. A version that both sides confirmed never changes: a change is the next version, and the one
//! before holds until it is confirmed.

use std::collections::HashMap;

use jiff::{Timestamp, civil::Date};
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, JoinType, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    RelationDef, Set, sea_query::Expr,
};
use uuid::Uuid;

use super::{
    Connection, Contact, Instant, Result, StoreError, Transaction, column_where, columns_of, delete_where,
    entity::{agreement, agreement_confirmation, partner},
    insert, set_where,
};
use crate::survey::{Side, agreement::Agreement};

pub use super::entity::AgreementState;

/// The name that stays where a person was erased.
pub const FORMER: &str = "a former contact";

/// One version of an agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgreementVersion {
    pub id: Uuid,
    /// Whom it is with.
    pub partner_id: Uuid,
    /// Its number, from 1.
    pub version: i32,
    /// How often it was changed: a form that was opened before the last change is not kept over it.
    pub revision: i32,
    /// Where it is in its life.
    pub state: AgreementState,
    /// What it says.
    pub document: Agreement,
    /// When it was changed last.
    pub changed_at: Timestamp,
    /// When both sides had confirmed it.
    pub confirmed_at: Option<Timestamp>,
}

impl AgreementVersion {
    /// Whether it is being written, or waits for both sides to confirm it.
    pub fn is_unfinished(&self) -> bool {
        matches!(self.state, AgreementState::Draft | AgreementState::Sent)
    }

    /// Whether it was put aside for another draft: a later version counts, and both sides never confirmed this one.
    pub fn is_put_aside(&self) -> bool {
        self.state == AgreementState::Superseded && self.confirmed_at.is_none()
    }
}

/// Somebody who is asked to confirm an agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmation {
    /// Its id, which the link carries.
    pub id: Uuid,
    /// What is to be confirmed.
    pub agreement_id: Uuid,
    /// For whom.
    pub side: Side,
    /// Which contact it is; none after they were erased.
    pub contact_id: Option<Uuid>,
    pub name: String,
    /// Where they are written to.
    pub email: String,
    /// What they want changed; empty while they say nothing.
    pub objection: String,
    /// When they confirmed.
    pub confirmed_at: Option<Timestamp>,
}

from_row!(Confirmation: agreement_confirmation {
    id, agreement_id, side, contact_id, name, email, objection, confirmed_at
});

/// What became of a click on “Confirm”.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirmed {
    /// Both sides have confirmed now.
    ByBoth,
    /// The other side has not confirmed yet.
    ByOne,
    /// Nothing: it had been confirmed before, or it is not asked any more.
    Unchanged,
}

fn read(row: agreement::Model) -> Result<AgreementVersion> {
    let document = serde_json::from_value(row.document)
        .map_err(|error| StoreError::Damaged(format!("agreement {}: {error}", row.id)))?;
    Ok(AgreementVersion {
        id: row.id,
        partner_id: row.partner_id,
        version: row.version,
        revision: row.revision,
        state: row.state,
        document,
        changed_at: row.changed_at.time(),
        confirmed_at: row.confirmed_at.map(Instant::time),
    })
}

/// Every version with a partner, the latest first.
pub async fn of_partner(db: &Connection, partner: Uuid) -> Result<Vec<AgreementVersion>> {
    let rows = agreement::Entity::find()
        .filter(agreement::Column::PartnerId.eq(partner))
        .order_by_desc(agreement::Column::Version)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// Every version with the partners of a programme, the first of each first.
pub async fn of_programme(db: &Connection, programme: Uuid) -> Result<Vec<AgreementVersion>> {
    let rows = agreement::Entity::find()
        .join(JoinType::InnerJoin, partner_of_agreement())
        .filter(partner::Column::ProgrammeId.eq(programme))
        .order_by_asc(agreement::Column::Version)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// Who is asked to confirm these versions, the library first.
pub async fn confirmations_of_versions(db: &Connection, ids: &[Uuid]) -> Result<Vec<Confirmation>> {
    let mut all = Vec::new();
    for ids in ids.chunks(1_000) {
        let some = agreement_confirmation::Entity::find()
            .filter(agreement_confirmation::Column::AgreementId.is_in(ids.iter().copied()))
            .order_by_asc(agreement_confirmation::Column::Side)
            .into_model()
            .all(db)
            .await?;
        all.extend(some);
    }
    Ok(all)
}

/// The version of that id.
pub async fn find(db: &Connection, id: Uuid) -> Result<Option<AgreementVersion>> {
    agreement::Entity::find_by_id(id).one(db).await?.map(read).transpose()
}

/// Whom these versions are with, as they say it; nobody where a version cannot be read.
pub async fn partner_names(db: &Connection, ids: &[Uuid]) -> Result<HashMap<Uuid, String>> {
    let these = agreement::Entity::find().filter(agreement::Column::Id.is_in(ids.iter().copied()));
    let rows: Vec<(Uuid, serde_json::Value)> =
        columns_of(db, these, [agreement::Column::Id, agreement::Column::Document]).await?;
    let name = |(id, document)| Some((id, serde_json::from_value::<Agreement>(document).ok()?.partner));
    Ok(rows.into_iter().filter_map(name).collect())
}

/// The programme that a partner belongs to.
pub async fn programme_of(db: &Connection, partner: Uuid) -> Result<Option<Uuid>> {
    Ok(partner::Entity::find_by_id(partner).one(db).await?.map(|row| row.programme_id))
}

/// Who is asked to confirm a version, the library first.
pub async fn confirmations(db: &Connection, agreement: Uuid) -> Result<Vec<Confirmation>> {
    Ok(agreement_confirmation::Entity::find()
        .filter(agreement_confirmation::Column::AgreementId.eq(agreement))
        .order_by_asc(agreement_confirmation::Column::Side)
        .into_model()
        .all(db)
        .await?)
}

/// What these contacts are asked to confirm, or have.
pub async fn confirmations_of(db: &Connection, contacts: &[Uuid]) -> Result<Vec<Confirmation>> {
    Ok(agreement_confirmation::Entity::find()
        .filter(agreement_confirmation::Column::ContactId.is_in(contacts.iter().copied()))
        .into_model()
        .all(db)
        .await?)
}

/// The confirmation of that id.
pub async fn confirmation(db: &Connection, id: Uuid) -> Result<Option<Confirmation>> {
    Ok(agreement_confirmation::Entity::find_by_id(id).into_model().one(db).await?)
}

/// Adds a draft with the number `version`.
pub async fn add(
    tx: &Transaction,
    partner: Uuid,
    version: i32,
    document: &Agreement,
    now: Timestamp,
) -> Result<()> {
    let row = agreement::ActiveModel {
        id: Set(Uuid::new_v4()),
        partner_id: Set(partner),
        version: Set(version),
        revision: Set(1),
        state: Set(AgreementState::Draft),
        document: Set(as_json(document)?),
        review_on: Set(document.review_on.map(|date| date.to_string())),
        changed_at: Set(now.into()),
        confirmed_at: Set(None),
        reminded_at: Set(None),
    };
    insert(tx, row).await
}

/// Changes a draft; `false` if it is no draft, or was changed since `revision`.
pub async fn change(
    tx: &Transaction,
    id: Uuid,
    revision: i32,
    document: &Agreement,
    now: Timestamp,
) -> Result<bool> {
    let done = agreement::Entity::update_many()
        .col_expr(agreement::Column::Document, Expr::val(as_json(document)?))
        .col_expr(agreement::Column::ReviewOn, Expr::val(document.review_on.map(|date| date.to_string())))
        .col_expr(agreement::Column::Revision, Expr::val(revision.saturating_add(1)))
        .col_expr(agreement::Column::ChangedAt, Expr::val(Instant::from(now)))
        .filter(agreement::Column::Id.eq(id))
        .filter(agreement::Column::Revision.eq(revision))
        .filter(agreement::Column::State.eq(AgreementState::Draft))
        .exec(tx)
        .await?;
    Ok(done.rows_affected > 0)
}

fn as_json(document: &Agreement) -> Result<serde_json::Value> {
    serde_json::to_value(document).map_err(|error| StoreError::Damaged(error.to_string()))
}

/// Asks these people to confirm a draft; `false` if it is no draft any more.
pub async fn send(tx: &Transaction, id: Uuid, people: &[Confirmation], now: Timestamp) -> Result<bool> {
    let done = turn(tx, id, AgreementState::Draft, AgreementState::Sent, now).await?;
    if done {
        let rows = people.iter().map(|one| agreement_confirmation::ActiveModel {
            id: Set(one.id),
            agreement_id: Set(id),
            side: Set(one.side.into()),
            contact_id: Set(one.contact_id),
            name: Set(one.name.clone()),
            email: Set(one.email.clone()),
            objection: Set(String::new()),
            confirmed_at: Set(None),
        });
        agreement_confirmation::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(done)
}

/// Makes a version that was sent a draft again; its links end. `false` if it was not waiting.
pub async fn take_back(tx: &Transaction, id: Uuid, now: Timestamp) -> Result<bool> {
    let done = turn(tx, id, AgreementState::Sent, AgreementState::Draft, now).await?;
    if done {
        delete_where(tx, agreement_confirmation::Entity, agreement_confirmation::Column::AgreementId.eq(id))
            .await?;
    }
    Ok(done)
}

/// Notes that somebody confirmed. The last one makes the version hold, and ends the one before. Callers hold the
/// partners of the programme, so that two who confirm at once see each other.
pub async fn confirm(tx: &Transaction, one: &Confirmation, now: Timestamp) -> Result<Confirmed> {
    let Some(version) = agreement::Entity::find_by_id(one.agreement_id).one(tx).await? else {
        return Ok(Confirmed::Unchanged);
    };
    let done = agreement_confirmation::Entity::update_many()
        .col_expr(agreement_confirmation::Column::ConfirmedAt, Expr::val(Instant::from(now)))
        .col_expr(agreement_confirmation::Column::Objection, Expr::val(""))
        .filter(agreement_confirmation::Column::Id.eq(one.id))
        .filter(agreement_confirmation::Column::ConfirmedAt.is_null())
        .exec(tx)
        .await?;
    if version.state != AgreementState::Sent || done.rows_affected == 0 {
        return Ok(Confirmed::Unchanged);
    }
    let waiting = agreement_confirmation::Entity::find()
        .filter(agreement_confirmation::Column::AgreementId.eq(version.id))
        .filter(agreement_confirmation::Column::ConfirmedAt.is_null())
        .count(tx)
        .await?;
    if waiting > 0 {
        return Ok(Confirmed::ByOne);
    }
    let before = agreement::Column::PartnerId.eq(version.partner_id);
    let before = before.and(agreement::Column::State.eq(AgreementState::Confirmed));
    set_where(tx, agreement::Column::State, AgreementState::Superseded, before).await?;
    turn(tx, version.id, AgreementState::Sent, AgreementState::Confirmed, now).await?;
    Ok(Confirmed::ByBoth)
}

/// Keeps what somebody wants changed; `false` if the version does not count any more.
pub async fn object(tx: &Transaction, id: Uuid, text: &str) -> Result<bool> {
    let counting = column_where(
        agreement::Column::Id,
        agreement::Column::State.is_in([AgreementState::Sent, AgreementState::Confirmed]),
    );
    let this = agreement_confirmation::Column::Id.eq(id);
    let this = this.and(agreement_confirmation::Column::AgreementId.in_subquery(counting));
    Ok(set_where(tx, agreement_confirmation::Column::Objection, text, this).await? > 0)
}

async fn turn(
    tx: &Transaction,
    id: Uuid,
    from: AgreementState,
    to: AgreementState,
    now: Timestamp,
) -> Result<bool> {
    let confirmed = (to == AgreementState::Confirmed).then(|| Instant::from(now));
    let done = agreement::Entity::update_many()
        .col_expr(agreement::Column::State, Expr::val(to))
        .col_expr(agreement::Column::ChangedAt, Expr::val(Instant::from(now)))
        .col_expr(agreement::Column::ConfirmedAt, Expr::val(confirmed))
        .filter(agreement::Column::Id.eq(id))
        .filter(agreement::Column::State.eq(from))
        .exec(tx)
        .await?;
    Ok(done.rows_affected > 0)
}

fn partner_of_agreement() -> RelationDef {
    agreement::Entity::belongs_to(partner::Entity)
        .from(agreement::Column::PartnerId)
        .to(partner::Column::Id)
        .into()
}

/// The versions that hold and are to be looked at again by `day`, of which nobody was reminded, each with its programme.
pub async fn to_review(db: &Connection, day: Date) -> Result<Vec<(Uuid, Uuid)>> {
    // Dates are kept as text in which earlier ones come first.
    Ok(agreement::Entity::find()
        .select_only()
        .column(agreement::Column::Id)
        .column(partner::Column::ProgrammeId)
        .join(JoinType::InnerJoin, partner_of_agreement())
        .filter(agreement::Column::State.eq(AgreementState::Confirmed))
        .filter(agreement::Column::ReviewOn.lte(day.to_string()))
        .filter(agreement::Column::RemindedAt.is_null())
        .into_tuple()
        .all(db)
        .await?)
}

/// A partner whose agreement waits for the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its id.
    pub partner_id: Uuid,
    /// Its name.
    pub partner: String,
    /// Who asks for a change before they confirm; none where the review is overdue.
    pub objects: Option<String>,
}

/// The agreements of a programme in which somebody asks for a change, and those that were to be looked at again before
/// `today`, the longest ago first; at most so many of each. When a change was asked for is not kept: those come first whose
/// agreement has stood the longest as it is.
pub async fn waiting(db: &Connection, programme: Uuid, today: Date, most: u64) -> Result<Vec<Waiting>> {
    let with_partner = agreement::Entity::find()
        .select_only()
        .column(agreement::Column::PartnerId)
        .column(partner::Column::Name)
        .join(JoinType::InnerJoin, partner_of_agreement())
        .filter(partner::Column::ProgrammeId.eq(programme));
    let to_agreement = agreement_confirmation::Entity::belongs_to(agreement::Entity)
        .from(agreement_confirmation::Column::AgreementId)
        .to(agreement::Column::Id);
    let objections: Vec<(Uuid, String, String)> = with_partner
        .clone()
        .column(agreement_confirmation::Column::Name)
        .join_rev(JoinType::InnerJoin, to_agreement.into())
        .filter(agreement::Column::State.is_in([AgreementState::Sent, AgreementState::Confirmed]))
        .filter(agreement_confirmation::Column::Objection.ne(""))
        .order_by_asc(agreement::Column::ChangedAt)
        .order_by_asc(agreement_confirmation::Column::Id)
        .limit(most)
        .into_tuple()
        .all(db)
        .await?;
    let overdue: Vec<(Uuid, String)> = with_partner
        .filter(agreement::Column::State.eq(AgreementState::Confirmed))
        .filter(agreement::Column::ReviewOn.lt(today.to_string()))
        .order_by_asc(agreement::Column::ReviewOn)
        .order_by_asc(agreement::Column::Id)
        .limit(most)
        .into_tuple()
        .all(db)
        .await?;
    let objections = objections.into_iter().map(|(partner_id, partner, who)| Waiting {
        partner_id,
        partner,
        objects: Some(who),
    });
    let overdue =
        overdue.into_iter().map(|(partner_id, partner)| Waiting { partner_id, partner, objects: None });
    Ok(objections.chain(overdue).collect())
}

/// Notes that both sides are reminded of the review; `false` if they were.
pub async fn remind(tx: &Transaction, id: Uuid, now: Timestamp) -> Result<bool> {
    let this = agreement::Column::Id.eq(id).and(agreement::Column::State.eq(AgreementState::Confirmed));
    let this = this.and(agreement::Column::RemindedAt.is_null());
    Ok(set_where(tx, agreement::Column::RemindedAt, Instant::from(now), this).await? > 0)
}

/// The version with a partner that is being written or waits to be confirmed: the latest, where it is one.
pub async fn unfinished(db: &Connection, partner: Uuid) -> Result<Option<AgreementVersion>> {
    let latest = of_partner(db, partner).await?.into_iter().next();
    Ok(latest.filter(AgreementVersion::is_unfinished))
}

/// Moves the versions of a partner behind those of another. Where both have one that is not finished, that of `into` is put
/// aside if the other is kept, and else that of `from`. An unfinished one stays the latest.
pub(super) async fn move_to(tx: &Transaction, from: Uuid, into: Uuid, kept: Option<Uuid>) -> Result<()> {
    let (theirs, own) = (of_partner(tx, from).await?, of_partner(tx, into).await?);
    let unfinished = |versions: &[AgreementVersion]| {
        versions.first().filter(|latest| latest.is_unfinished()).map(|latest| (latest.id, latest.version))
    };
    let mut stays = unfinished(&own);
    if let (Some((theirs, _)), Some((own, _))) = (unfinished(&theirs), stays) {
        if kept == Some(theirs) {
            stays = None;
            put_aside(tx, own).await?;
        } else {
            put_aside(tx, theirs).await?;
        }
    }
    let mut last = own.first().map_or(0, |latest| latest.version);
    if let (Some((id, version)), Some(moves)) = (stays, theirs.first()) {
        let behind = version.saturating_add(moves.version);
        set_where(tx, agreement::Column::Version, behind, agreement::Column::Id.eq(id)).await?;
        last = version.saturating_sub(1);
    }
    agreement::Entity::update_many()
        .col_expr(agreement::Column::PartnerId, Expr::val(into))
        .col_expr(agreement::Column::Version, Expr::col(agreement::Column::Version).add(last))
        .filter(agreement::Column::PartnerId.eq(from))
        .exec(tx)
        .await?;
    Ok(())
}

/// Keeps a version that was not finished as an earlier draft, with the day of its last change; its links end.
async fn put_aside(tx: &Transaction, id: Uuid) -> Result<()> {
    let of_it = agreement_confirmation::Column::AgreementId.eq(id);
    delete_where(tx, agreement_confirmation::Entity, of_it).await?;
    set_where(tx, agreement::Column::State, AgreementState::Superseded, agreement::Column::Id.eq(id)).await?;
    Ok(())
}

/// Ends the links by which a contact who left confirms agreements. What they confirmed stays under their name; what still
/// waits for them waits for their successor, who is given.
pub(super) async fn hand_over(
    tx: &Transaction,
    former: Uuid,
    successor: &Contact,
) -> Result<Vec<Confirmation>> {
    let mut waiting = Vec::new();
    for mut one in confirmations_of(tx, &[former]).await? {
        let old = one.id;
        // Links carry the id.
        one.id = Uuid::new_v4();
        one.email.clear();
        if one.confirmed_at.is_none() {
            one.contact_id = Some(successor.id);
            one.name.clone_from(&successor.name);
            one.email.clone_from(&successor.email);
            one.objection.clear();
        }
        agreement_confirmation::Entity::update_many()
            .col_expr(agreement_confirmation::Column::Id, Expr::val(one.id))
            .col_expr(agreement_confirmation::Column::ContactId, Expr::val(one.contact_id))
            .col_expr(agreement_confirmation::Column::Name, Expr::val(one.name.clone()))
            .col_expr(agreement_confirmation::Column::Email, Expr::val(one.email.clone()))
            .col_expr(agreement_confirmation::Column::Objection, Expr::val(one.objection.clone()))
            .filter(agreement_confirmation::Column::Id.eq(old))
            .exec(tx)
            .await?;
        if one.confirmed_at.is_none() {
            waiting.push(one);
        }
    }
    Ok(waiting)
}

/// Takes a contact’s name and address out of what they confirmed. The agreement stays.
pub(super) async fn forget(tx: &Connection, contact: Uuid) -> Result<()> {
    agreement_confirmation::Entity::update_many()
        .col_expr(agreement_confirmation::Column::Name, Expr::val(FORMER))
        .col_expr(agreement_confirmation::Column::Email, Expr::val(""))
        .col_expr(agreement_confirmation::Column::Objection, Expr::val(""))
        .col_expr(agreement_confirmation::Column::ContactId, Expr::val(Option::<Uuid>::None))
        .filter(agreement_confirmation::Column::ContactId.eq(contact))
        .exec(tx)
        .await?;
    Ok(())
}
