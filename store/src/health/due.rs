//! Health checks that time has something to do for. Each of these asks only for those, so that looking at the clock costs the
//! same however many partnerships are checked.

use jiff::{Timestamp, civil::Date};
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Expr, Query, SelectStatement},
};
use uuid::Uuid;

use super::of_partner_of_check;
use crate::{
    store::{
        Connection, Instant, Result,
        entity::{health_check, health_plan, health_round, invitation, partner, round},
        same,
    },
    survey::RoundState,
};

/// The partners whose next health check begins by `day`, with their programmes.
pub async fn due_to_begin(db: &Connection, day: Date) -> Result<Vec<(Uuid, Uuid)>> {
    let to_partner = health_plan::Entity::belongs_to(partner::Entity)
        .from(health_plan::Column::PartnerId)
        .to(partner::Column::Id);
    // Days are kept as text in which earlier ones come first.
    Ok(health_plan::Entity::find()
        .select_only()
        .column(health_plan::Column::PartnerId)
        .column(partner::Column::ProgrammeId)
        .join(JoinType::InnerJoin, to_partner.into())
        .filter(health_plan::Column::EveryMonths.gt(0))
        .filter(health_plan::Column::NextOn.lte(day.to_string()))
        .into_tuple()
        .all(db)
        .await?)
}

/// The checks that are sealed and whose every link was used, with their programmes.
pub async fn all_answered(db: &Connection) -> Result<Vec<(Uuid, Uuid)>> {
    let unused = of_check()
        .inner_join(invitation::Entity, same(invitation::Column::RoundId, health_round::Column::RoundId))
        .and_where(Expr::col((invitation::Entity, invitation::Column::Used)).eq(false))
        .take();
    let answered = sealed().filter(Expr::exists(unused).not());
    Ok(answered.into_tuple().all(db).await?)
}

/// The checks that are sealed and whose rounds have all closed, with their programmes.
pub async fn to_unseal(db: &Connection) -> Result<Vec<(Uuid, Uuid)>> {
    let not_closed = of_check()
        .inner_join(round::Entity, same(round::Column::Id, health_round::Column::RoundId))
        .and_where(Expr::col((round::Entity, round::Column::State)).ne(RoundState::Closed.key()))
        .take();
    let closed = sealed().filter(Expr::exists(not_closed).not());
    Ok(closed.into_tuple().all(db).await?)
}

/// The checks that were unsealed since a moment and whose replies that wait nobody counted, with their programmes.
pub async fn uncounted(db: &Connection, since: Timestamp) -> Result<Vec<(Uuid, Uuid)>> {
    let lately = named()
        .filter(health_check::Column::UnsealedAt.gte(Instant::from(since)))
        .filter(health_check::Column::Waiting.is_null());
    Ok(lately.into_tuple().all(db).await?)
}

/// The checks that are sealed, with their programmes, the earliest first.
fn sealed() -> Select<health_check::Entity> {
    named().filter(health_check::Column::UnsealedAt.is_null())
}

/// Checks with their programmes, the earliest first.
fn named() -> Select<health_check::Entity> {
    health_check::Entity::find()
        .select_only()
        .column(health_check::Column::Id)
        .column(partner::Column::ProgrammeId)
        .join(JoinType::InnerJoin, of_partner_of_check())
        .order_by_asc(health_check::Column::OpensAt)
}

/// The rounds of the check that is looked at.
fn of_check() -> SelectStatement {
    Query::select()
        .expr(Expr::val(1))
        .from(health_round::Entity)
        .and_where(same(health_round::Column::CheckId, health_check::Column::Id))
        .take()
}
