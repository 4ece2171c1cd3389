//! What must be over before a programme can be moved, and how much there is to move.

use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder,
    sea_query::{Query, SelectStatement},
};
use uuid::Uuid;

use crate::{
    store::{
        BoardState, Connection, Course, CourseState, Partner, Result, Round, column_where,
        entity::{board, contact, course, health_check, health_round, membership, partner, round},
    },
    survey::RoundState,
};

/// What must be over first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InTheWay {
    /// Surveys that take answers.
    pub rounds: Vec<Round>,
    /// Partners with a health check under way, whose answers are sealed.
    pub checks: Vec<Partner>,
    /// Courses whose workshop board is open.
    pub boards: Vec<Course>,
}

impl InTheWay {
    /// Whether nothing is in the way.
    pub fn is_nothing(&self) -> bool {
        self.rounds.is_empty() && self.checks.is_empty() && self.boards.is_empty()
    }
}

/// What must be over before a programme can be moved. Answers that come after an archive was made would stay behind; two
/// archives of an open anonymous round would show what was answered between them; and what one side of a health check answered is
/// told to nobody before it is over.
pub async fn in_the_way(db: &Connection, programme: Uuid) -> Result<InTheWay> {
    let of_checks = Query::select().column(health_round::Column::RoundId).from(health_round::Entity).take();
    let rounds = round::Entity::find()
        .filter(round::Column::ProgrammeId.eq(programme))
        .filter(round::Column::State.eq(RoundState::Open.key()))
        .filter(round::Column::Id.not_in_subquery(of_checks))
        .order_by_asc(round::Column::ClosesAt)
        .order_by_asc(round::Column::Id)
        .all(db)
        .await?;
    let open = column_where(board::Column::CourseId, board::Column::State.eq(BoardState::Open));
    let boards = course::Entity::find()
        .filter(course::Column::ProgrammeId.eq(programme))
        .filter(course::Column::Id.in_subquery(open))
        .order_by_asc(course::Column::StartsAt)
        .order_by_asc(course::Column::Id)
        .all(db)
        .await?;
    let checks = partner::Entity::find()
        .filter(partner::Column::ProgrammeId.eq(programme))
        .filter(partner::Column::Id.in_subquery(checked()))
        .order_by_asc(partner::Column::Name)
        .order_by_asc(partner::Column::Id)
        .into_model::<Partner>()
        .all(db)
        .await?;
    let rounds = rounds.into_iter().map(TryInto::try_into).collect::<Result<Vec<Round>>>()?;
    let boards = boards.into_iter().map(TryInto::try_into).collect::<Result<Vec<Course>>>()?;
    Ok(InTheWay { rounds, checks, boards })
}

/// Partners with a sealed health check that somebody can have answered.
fn checked() -> SelectStatement {
    let begun = [RoundState::Open.key(), RoundState::Closed.key()];
    let begun = column_where(round::Column::Id, round::Column::State.is_in(begun));
    let of_begun =
        column_where(health_round::Column::CheckId, health_round::Column::RoundId.in_subquery(begun));
    column_where(
        health_check::Column::PartnerId,
        health_check::Column::UnsealedAt.is_null().and(health_check::Column::Id.in_subquery(of_begun)),
    )
}

/// How much a programme holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProgrammeHoldings {
    /// People with a role in it.
    pub people: u64,
    /// Partners.
    pub partners: u64,
    /// Contacts, staff of the library among them.
    pub contacts: u64,
    /// Courses.
    pub courses: u64,
    /// Surveys that were or will be put to people.
    pub rounds: u64,
    /// Those of them that are still to open.
    pub planned: u64,
    /// Courses whose summary is still to come.
    pub to_come: u64,
}

/// How much a programme holds.
pub async fn holdings(db: &Connection, programme: Uuid) -> Result<ProgrammeHoldings> {
    let courses = course::Entity::find().filter(course::Column::ProgrammeId.eq(programme));
    let rounds = round::Entity::find().filter(round::Column::ProgrammeId.eq(programme));
    let people = membership::Entity::find().filter(membership::Column::ProgrammeId.eq(programme));
    Ok(ProgrammeHoldings {
        people: people.count(db).await?,
        partners: partner::Entity::find()
            .filter(partner::Column::ProgrammeId.eq(programme))
            .count(db)
            .await?,
        contacts: contact::Entity::find()
            .filter(contact::Column::ProgrammeId.eq(programme))
            .count(db)
            .await?,
        planned: rounds.clone().filter(round::Column::State.eq(RoundState::Planned.key())).count(db).await?,
        rounds: rounds.count(db).await?,
        to_come: courses.clone().filter(course::Column::State.eq(CourseState::Planned)).count(db).await?,
        courses: courses.count(db).await?,
    })
}
