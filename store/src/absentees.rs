//! Those who were invited to a course and did not come.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, ConnectionTrait, ExprTrait,
    sea_query::{Expr, Query},
};
use uuid::Uuid;

use super::{
    Connection, Result, RoundPurpose, column_where,
    entity::{course_round, invitation, participant},
};

/// How many of those invited to each of these rounds are absent, as [`super::participants::absent`] says.
pub(crate) async fn counts(db: &Connection, rounds: &[Uuid]) -> Result<HashMap<Uuid, u64>> {
    let of_invitation = |column| (invitation::Entity, column);
    let of_part = |column| (course_round::Entity, column);
    let of_participant = |column| (participant::Entity, column);
    let noted = column_where(participant::Column::CourseId, participant::Column::Came.is_not_null());
    let came = Expr::col(of_participant(participant::Column::Came));
    let select = Query::select()
        .column(of_invitation(invitation::Column::RoundId))
        .expr(Expr::col(of_invitation(invitation::Column::Id)).count_distinct())
        .from(invitation::Entity)
        .inner_join(
            course_round::Entity,
            Expr::col(of_part(course_round::Column::RoundId))
                .equals(of_invitation(invitation::Column::RoundId)),
        )
        .inner_join(
            participant::Entity,
            Expr::col(of_participant(participant::Column::CourseId))
                .equals(of_part(course_round::Column::CourseId))
                .and(
                    Expr::col(of_participant(participant::Column::ContactId))
                        .equals(of_invitation(invitation::Column::ContactId)),
                ),
        )
        .and_where(Expr::col(of_invitation(invitation::Column::RoundId)).is_in(rounds.iter().copied()))
        .and_where(
            Expr::col(of_part(course_round::Column::Purpose))
                .is_in([RoundPurpose::Feedback, RoundPurpose::FollowUp]),
        )
        .and_where(Expr::col(of_participant(participant::Column::CourseId)).in_subquery(noted))
        .and_where(came.clone().is_null().or(came.eq(false)))
        .group_by_col(of_invitation(invitation::Column::RoundId))
        .take();
    let mut absent = HashMap::new();
    for row in db.query_all(&select).await? {
        let count: i64 = row.try_get_by_index(1)?;
        absent.insert(row.try_get_by_index(0)?, u64::try_from(count).unwrap_or_default());
    }
    Ok(absent)
}
