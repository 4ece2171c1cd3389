//! What belongs to a programme: the ids of each noun, as subqueries.

use sea_orm::{
    ExprTrait,
    sea_query::{Expr, Iden, IntoColumnRef, IntoTableRef, Query, SelectStatement},
};
use uuid::Uuid;

use crate::store::entity::{
    agreement, board, board_prompt, contact, course, health_check, invitation, membership, own_survey,
    partner, round, summary,
};

/// Ids from a table by a column that names the programme.
fn of_programme<C: Iden + IntoColumnRef>(
    table: impl IntoTableRef,
    id: C,
    column: C,
    programme: Uuid,
) -> SelectStatement {
    Query::select().column(id).from(table).and_where(Expr::col(column).eq(programme)).take()
}

/// Ids from a table by a column that names one of others.
fn among<C: Iden + IntoColumnRef>(
    table: impl IntoTableRef,
    id: C,
    column: C,
    others: SelectStatement,
) -> SelectStatement {
    Query::select().column(id).from(table).and_where(Expr::col(column).in_subquery(others)).take()
}

/// Its partners.
pub(super) fn partners(programme: Uuid) -> SelectStatement {
    of_programme(partner::Entity, partner::Column::Id, partner::Column::ProgrammeId, programme)
}

/// Its contacts.
pub(super) fn contacts(programme: Uuid) -> SelectStatement {
    of_programme(contact::Entity, contact::Column::Id, contact::Column::ProgrammeId, programme)
}

/// The accounts of its members.
pub(super) fn members(programme: Uuid) -> SelectStatement {
    of_programme(membership::Entity, membership::Column::PersonId, membership::Column::ProgrammeId, programme)
}

/// Its courses.
pub(super) fn courses(programme: Uuid) -> SelectStatement {
    of_programme(course::Entity, course::Column::Id, course::Column::ProgrammeId, programme)
}

/// Its rounds.
pub(super) fn rounds(programme: Uuid) -> SelectStatement {
    of_programme(round::Entity, round::Column::Id, round::Column::ProgrammeId, programme)
}

/// The versions of surveys that its rounds ask.
pub(super) fn asked_versions(programme: Uuid) -> SelectStatement {
    of_programme(round::Entity, round::Column::SurveyVersionId, round::Column::ProgrammeId, programme)
}

/// The surveys that it wrote.
pub(super) fn own_surveys(programme: Uuid) -> SelectStatement {
    of_programme(own_survey::Entity, own_survey::Column::Id, own_survey::Column::ProgrammeId, programme)
}

/// The keys of the surveys that it wrote.
pub(super) fn own_keys(programme: Uuid) -> SelectStatement {
    of_programme(own_survey::Entity, own_survey::Column::Key, own_survey::Column::ProgrammeId, programme)
}

/// The invitations to its rounds.
pub(super) fn invitations(programme: Uuid) -> SelectStatement {
    among(invitation::Entity, invitation::Column::Id, invitation::Column::RoundId, rounds(programme))
}

/// The summaries of its courses.
pub(super) fn summaries(programme: Uuid) -> SelectStatement {
    among(summary::Entity, summary::Column::Id, summary::Column::CourseId, courses(programme))
}

/// The boards of its courses.
pub(super) fn boards(programme: Uuid) -> SelectStatement {
    among(board::Entity, board::Column::Id, board::Column::CourseId, courses(programme))
}

/// The prompts of its boards.
pub(super) fn prompts(programme: Uuid) -> SelectStatement {
    among(board_prompt::Entity, board_prompt::Column::Id, board_prompt::Column::BoardId, boards(programme))
}

/// The agreements with its partners.
pub(super) fn agreements(programme: Uuid) -> SelectStatement {
    among(agreement::Entity, agreement::Column::Id, agreement::Column::PartnerId, partners(programme))
}

/// The health checks of its partnerships.
pub(super) fn health_checks(programme: Uuid) -> SelectStatement {
    among(
        health_check::Entity,
        health_check::Column::Id,
        health_check::Column::PartnerId,
        partners(programme),
    )
}
