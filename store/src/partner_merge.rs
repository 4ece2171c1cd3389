//! Two partners that are one: what belongs to the first moves to the second.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::store::{
    AgreementVersion, Connection, Partner, Result, Transaction, agreements, busy_times, contacts, courses,
    entity::{contact, contact_note, invitation},
    handovers, health, promises, removal, set_where,
};

/// What moves in a merge.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own that the page tells")]
pub struct Merged {
    /// Contacts that move. None of them is there already: an address stands for one contact of the programme.
    pub moved: Vec<String>,
    /// Invitations of the contacts.
    pub invitations: u64,
    /// Notes of contact.
    pub notes: u64,
    /// What the partnership has come to.
    pub record: PartnershipRecord,
    /// Whether both have versions of an agreement.
    pub both_agree: bool,
    /// Its version of the agreement that is not finished, and that of the other, where both have one: one can be kept.
    pub drafts: Option<[AgreementVersion; 2]>,
    /// Whether the other alone has a version that is not finished.
    pub only_theirs_unfinished: bool,
    /// Whether a health check with each of the two is open: they cannot be merged now.
    pub both_checked_now: bool,
    /// Whether its health is checked regularly.
    pub is_checked: bool,
    /// Whether that ends, since the health of the other is checked regularly as well.
    pub plan_ends: bool,
}

impl Merged {
    /// What a merge would do; changes nothing.
    pub async fn preview(db: &Connection, from: &Partner, into: &Partner) -> Result<Self> {
        use sea_orm::PaginatorTrait;
        let own = contacts::of_partner(db, from.programme_id, Some(from.id)).await?;
        let mut merged =
            Self { moved: own.iter().map(|contact| contact.name.clone()).collect(), ..Self::default() };
        let ids: Vec<Uuid> = own.iter().map(|contact| contact.id).collect();
        merged.invitations =
            invitation::Entity::find().filter(invitation::Column::ContactId.is_in(ids)).count(db).await?;
        merged.notes = contact_note::Entity::find()
            .filter(contact_note::Column::PartnerId.eq(from.id))
            .count(db)
            .await?;
        merged.record = PartnershipRecord::of(db, from.id).await?;
        merged.both_agree =
            merged.record.agreements > 0 && !agreements::of_partner(db, into.id).await?.is_empty();
        let (own, theirs) =
            (agreements::unfinished(db, from.id).await?, agreements::unfinished(db, into.id).await?);
        merged.only_theirs_unfinished = own.is_none() && theirs.is_some();
        merged.drafts = own.zip(theirs).map(<[AgreementVersion; 2]>::from);
        merged.both_checked_now =
            health::open(db, from.id).await?.is_some() && health::open(db, into.id).await?.is_some();
        merged.is_checked = health::plan(db, from.id).await?.every_months.is_some();
        merged.plan_ends = merged.is_checked && health::plan(db, into.id).await?.every_months.is_some();
        Ok(merged)
    }
}

/// Moves all that belongs to `from` to `into`, and deletes `from`. Of two drafts of an agreement the one with the id `kept`
/// goes on, or that of `into`.
pub async fn merge(tx: &Transaction, from: &Partner, into: &Partner, kept: Option<Uuid>) -> Result<()> {
    set_where(tx, contact::Column::PartnerId, into.id, contact::Column::PartnerId.eq(from.id)).await?;
    set_where(tx, contact_note::Column::PartnerId, into.id, contact_note::Column::PartnerId.eq(from.id))
        .await?;
    courses::move_partner(tx, from.id, into.id).await?;
    agreements::move_to(tx, from.id, into.id, kept).await?;
    handovers::move_to(tx, from.id, into.id).await?;
    busy_times::move_to(tx, from.id, into.id).await?;
    health::move_to(tx, from.id, into.id).await?;
    promises::move_to(tx, from.id, into.id).await?;
    removal::partner(tx, from.id).await
}

/// How much of a partnership is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PartnershipRecord {
    /// Versions of the agreement.
    pub agreements: u64,
    /// Promises that are no actions of courses.
    pub promises: u64,
    /// Those of them that the public page may show.
    pub released: u64,
    /// Actions of courses.
    pub actions: u64,
    /// Health checks.
    pub checks: u64,
}

impl PartnershipRecord {
    /// Counts what is kept of the partnership with a partner.
    pub async fn of(db: &Connection, partner: Uuid) -> Result<Self> {
        let agreements = agreements::of_partner(db, partner).await?.len() as u64;
        let checks = health::of_partner(db, partner).await?.len() as u64;
        let mut record = Self { agreements, checks, ..Self::default() };
        for promise in promises::of_partner(db, partner).await? {
            if promise.course_id.is_some() {
                record.actions += 1;
            } else {
                record.promises += 1;
                record.released += u64::from(promise.released);
            }
        }
        Ok(record)
    }
}
