//! Where surveys are asked.

use std::collections::HashMap;

use jiff::Timestamp;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, Func, Query},
};
use uuid::Uuid;

use super::{
    Connection, Instant, Result, Round, column_where,
    entity::{round, survey_version},
    same, surveys,
};
use crate::survey::RoundState;

/// How often a survey is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SurveyUses {
    pub rounds: u64,
    /// Those of them that take answers.
    pub open: u64,
}

/// How often a programme asks each survey that it asks, by the key of the survey, as it stands at `now`.
pub async fn by_survey(
    db: &Connection,
    programme: Uuid,
    now: Timestamp,
) -> Result<HashMap<String, SurveyUses>> {
    let is_open = round::Column::State.eq(RoundState::Open.key());
    let is_open = is_open.and(round::Column::ClosesAt.gt(Instant::from(now)));
    let select = Query::select()
        .column((survey_version::Entity, survey_version::Column::Key))
        .expr(Expr::cust("COUNT(*)"))
        .expr(Func::sum(Expr::case(is_open, Expr::cust("1")).finally(Expr::cust("0"))))
        .from(round::Entity)
        .inner_join(survey_version::Entity, same(survey_version::Column::Id, round::Column::SurveyVersionId))
        .and_where(round::Column::ProgrammeId.eq(programme))
        .group_by_col((survey_version::Entity, survey_version::Column::Key))
        .take();
    let mut uses = HashMap::new();
    for row in db.query_all(&select).await? {
        let number = |at: usize| -> Result<u64> {
            Ok(u64::try_from(row.try_get_by_index::<i64>(at)?).unwrap_or_default())
        };
        let key: String = row.try_get_by_index(0)?;
        uses.insert(key, SurveyUses { rounds: number(1)?, open: number(2)? });
    }
    Ok(uses)
}

/// The rounds of a programme that ask a survey, with the number of the version that each asks: those that close last, at most
/// so many, the last of them last.
pub async fn latest(db: &Connection, programme: Uuid, key: &str, most: u64) -> Result<Vec<(Round, i32)>> {
    let versions = column_where(survey_version::Column::Id, survey_version::Column::Key.eq(key));
    let rows = round::Entity::find()
        .filter(round::Column::ProgrammeId.eq(programme))
        .filter(round::Column::SurveyVersionId.in_subquery(versions))
        .order_by_desc(round::Column::ClosesAt)
        .limit(most)
        .all(db)
        .await?;
    let mut rounds = rows.into_iter().map(TryInto::try_into).collect::<Result<Vec<Round>>>()?;
    rounds.reverse();
    let ids: Vec<Uuid> = rounds.iter().map(|round| round.survey_version).collect();
    let versions = surveys::versions(db, &ids).await?;
    let numbers: HashMap<Uuid, i32> =
        versions.into_iter().map(|version| (version.id, version.number)).collect();
    let numbered = |round: Round| {
        let number = *numbers.get(&round.survey_version)?;
        Some((round, number))
    };
    Ok(rounds.into_iter().filter_map(numbered).collect())
}
