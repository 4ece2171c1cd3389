//! What a partnership has come to: it moves with a partner that is merged, and is lost with one that is deleted.

use uuid::Uuid;

use crate::store::{Connection, Result, agreements, health, promises};

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
