//! How all partnerships of a programme stand: agreements and health checks, page by page, and over all of them.

use std::collections::{BTreeMap, HashMap};

use common_ground_reports::partnerships::{Partnerships, told};
use jiff::civil::Date;
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, SelectStatement},
};
use uuid::Uuid;

use super::{
    AgreementState, Connection, Instant, KeyColumn, ListPage, Partner, Place, Result, column_where,
    entity::{agreement, health_check, health_person, partner},
    health,
    partners::{self, PartnerQuery},
};
use crate::survey::Side;

/// How far the agreement with a partner has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgreementStatus {
    /// None was written.
    Missing,
    /// One is being written or waits to be confirmed; none holds.
    Begun,
    /// One holds.
    Holds {
        /// When both sides look at it again.
        review_on: Option<Date>,
    },
}

impl AgreementStatus {
    /// Whether it was to be looked at before `today`.
    pub fn is_overdue(self, today: Date) -> bool {
        matches!(self, Self::Holds { review_on: Some(day) } if day < today)
    }

    fn of(rows: &[(AgreementState, Option<String>)]) -> Self {
        let holds = rows.iter().find(|(state, _)| *state == AgreementState::Confirmed);
        match holds {
            Some((_, day)) => Self::Holds { review_on: day.as_ref().and_then(|day| day.parse().ok()) },
            None if rows.is_empty() => Self::Missing,
            None => Self::Begun,
        }
    }
}

/// How the last health check of a partnership stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HealthStatus {
    /// There was none.
    Missing,
    /// The first one is being answered.
    Open,
    /// The last finished one was not answered by both sides.
    Unanswered,
    /// Both sides answered the last finished one.
    Answered,
}

/// One partnership.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedPartnership {
    /// The partner.
    pub partner_id: Uuid,
    pub name: String,
    pub agreement: AgreementStatus,
    /// Its health checks.
    pub health: HealthStatus,
}

/// How many partnerships of a programme are how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PartnershipCounts {
    /// All of them.
    pub partners: u64,
    /// Without an agreement that holds.
    pub without_agreement: u64,
    /// With one that is past its review date.
    pub overdue: u64,
}

fn of_programme(programme: Uuid) -> SelectStatement {
    column_where(partner::Column::Id, partner::Column::ProgrammeId.eq(programme))
}

/// The agreements of these partners: their state and review date.
async fn agreements(
    db: &Connection,
    partners: &[Uuid],
) -> Result<HashMap<Uuid, Vec<(AgreementState, Option<String>)>>> {
    let rows: Vec<(Uuid, AgreementState, Option<String>)> = agreement::Entity::find()
        .select_only()
        .column(agreement::Column::PartnerId)
        .column(agreement::Column::State)
        .column(agreement::Column::ReviewOn)
        .filter(agreement::Column::PartnerId.is_in(partners.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    let mut of: HashMap<Uuid, Vec<(AgreementState, Option<String>)>> = HashMap::new();
    for (partner, state, review) in rows {
        of.entry(partner).or_default().push((state, review));
    }
    Ok(of)
}

/// How many partnerships of a programme are how.
pub async fn counts(db: &Connection, programme: Uuid, today: Date) -> Result<PartnershipCounts> {
    let partners = partners::count(db, programme).await?;
    let is_held = agreement::Column::State.eq(AgreementState::Confirmed);
    // Dates are kept as text in which earlier ones come first.
    let is_overdue = agreement::Column::ReviewOn.lt(today.to_string());
    let holding = partners_with(db, programme, is_held.clone()).await?;
    Ok(PartnershipCounts {
        partners,
        without_agreement: partners.saturating_sub(holding),
        overdue: partners_with(db, programme, is_held.and(is_overdue)).await?,
    })
}

/// How many partners of a programme have an agreement for which a condition holds.
async fn partners_with(db: &Connection, programme: Uuid, which: Expr) -> Result<u64> {
    let counted: Option<i64> = agreement::Entity::find()
        .select_only()
        .column_as(Expr::col(agreement::Column::PartnerId.as_column_ref()).count_distinct(), "partners")
        .filter(agreement::Column::PartnerId.in_subquery(of_programme(programme)))
        .filter(which)
        .into_tuple()
        .one(db)
        .await?;
    Ok(counted.and_then(|count| u64::try_from(count).ok()).unwrap_or_default())
}

/// One page of the partnerships of a programme, by name.
pub async fn page(db: &Connection, programme: Uuid, place: Place) -> Result<ListPage<ListedPartnership>> {
    let page = partners::page(db, programme, &PartnerQuery::default(), place).await?;
    let ids: Vec<Uuid> = page.rows.iter().map(|partner| partner.id).collect();
    let agreements = agreements(db, &ids).await?;
    let health = health_statuses(db, &ids).await?;
    let row = |partner: Partner| ListedPartnership {
        agreement: AgreementStatus::of(agreements.get(&partner.id).map(Vec::as_slice).unwrap_or_default()),
        health: health.get(&partner.id).copied().unwrap_or(HealthStatus::Missing),
        partner_id: partner.id,
        name: partner.name,
    };
    let rows = page.rows.into_iter().map(row).collect();
    Ok(ListPage { rows, before: page.before, after: page.after })
}

/// How the last health checks of these partners stand.
async fn health_statuses(db: &Connection, partners: &[Uuid]) -> Result<HashMap<Uuid, HealthStatus>> {
    let checks: Vec<(Uuid, Uuid, Option<Instant>)> = health_check::Entity::find()
        .select_only()
        .column(health_check::Column::PartnerId)
        .column(health_check::Column::Id)
        .column(health_check::Column::UnsealedAt)
        .filter(health_check::Column::PartnerId.is_in(partners.iter().copied()))
        .order_by_asc(health_check::Column::OpensAt)
        .into_tuple()
        .all(db)
        .await?;
    // Of each the last that is finished; one that is open counts where there is no other.
    let mut last: BTreeMap<Uuid, Option<Uuid>> = BTreeMap::new();
    for (partner, check, unsealed) in checks {
        let known = last.entry(partner).or_default();
        if unsealed.is_some() {
            *known = Some(check);
        }
    }
    let answered: Vec<(Uuid, KeyColumn<Side>)> = health_person::Entity::find()
        .select_only()
        .column(health_person::Column::CheckId)
        .column(health_person::Column::Side)
        .distinct()
        .filter(health_person::Column::CheckId.is_in(last.values().flatten().copied()))
        .filter(health_person::Column::Answered.eq(true))
        .into_tuple()
        .all(db)
        .await?;
    let status = |check: Option<Uuid>| {
        let Some(check) = check else { return HealthStatus::Open };
        let both = Side::ALL.iter().all(|side| answered.contains(&(check, KeyColumn(*side))));
        if both { HealthStatus::Answered } else { HealthStatus::Unanswered }
    };
    Ok(last.into_iter().map(|(partner, check)| (partner, status(check))).collect())
}

/// The conditions over all partnerships of a programme.
pub async fn over_all(db: &Connection, programme: Uuid) -> Result<Partnerships> {
    let finished = health::finished(db, programme).await?;
    let told = told(finished.iter().map(|(partner, _)| *partner)).into_iter().map(|at| finished[at].1);
    let mut over_all = Partnerships::default();
    for checks in told.collect::<Vec<Uuid>>().chunks(1_000) {
        let mut figures = health::figures_of(db, checks).await?;
        checks.iter().filter_map(|check| figures.remove(check)).for_each(|figures| over_all.add(&figures));
    }
    Ok(over_all)
}
