//! What belongs to a programme: the ids of each noun, as subqueries.

use sea_orm::{ColumnTrait, sea_query::SelectStatement};
use uuid::Uuid;

use crate::store::{
    column_where,
    entity::{
        agreement, board, board_prompt, contact, course, health_check, invitation, membership, own_survey,
        partner, round, summary,
    },
};

pub(super) fn partners(programme: Uuid) -> SelectStatement {
    column_where(partner::Column::Id, partner::Column::ProgrammeId.eq(programme))
}

pub(super) fn contacts(programme: Uuid) -> SelectStatement {
    column_where(contact::Column::Id, contact::Column::ProgrammeId.eq(programme))
}

/// The accounts of its members.
pub(super) fn members(programme: Uuid) -> SelectStatement {
    column_where(membership::Column::PersonId, membership::Column::ProgrammeId.eq(programme))
}

pub(super) fn courses(programme: Uuid) -> SelectStatement {
    column_where(course::Column::Id, course::Column::ProgrammeId.eq(programme))
}

pub(super) fn rounds(programme: Uuid) -> SelectStatement {
    column_where(round::Column::Id, round::Column::ProgrammeId.eq(programme))
}

/// The versions of surveys that its rounds ask.
pub(super) fn asked_versions(programme: Uuid) -> SelectStatement {
    column_where(round::Column::SurveyVersionId, round::Column::ProgrammeId.eq(programme))
}

/// The surveys that it wrote.
pub(super) fn custom_surveys(programme: Uuid) -> SelectStatement {
    column_where(own_survey::Column::Id, own_survey::Column::ProgrammeId.eq(programme))
}

/// The keys of the surveys that it wrote.
pub(super) fn own_keys(programme: Uuid) -> SelectStatement {
    column_where(own_survey::Column::Key, own_survey::Column::ProgrammeId.eq(programme))
}

/// The invitations to its rounds.
pub(super) fn invitations(programme: Uuid) -> SelectStatement {
    column_where(invitation::Column::Id, invitation::Column::RoundId.in_subquery(rounds(programme)))
}

/// The summaries of its courses.
pub(super) fn summaries(programme: Uuid) -> SelectStatement {
    column_where(summary::Column::Id, summary::Column::CourseId.in_subquery(courses(programme)))
}

/// The boards of its courses.
pub(super) fn boards(programme: Uuid) -> SelectStatement {
    column_where(board::Column::Id, board::Column::CourseId.in_subquery(courses(programme)))
}

/// The prompts of its boards.
pub(super) fn prompts(programme: Uuid) -> SelectStatement {
    column_where(board_prompt::Column::Id, board_prompt::Column::BoardId.in_subquery(boards(programme)))
}

/// The agreements with its partners.
pub(super) fn agreements(programme: Uuid) -> SelectStatement {
    column_where(agreement::Column::Id, agreement::Column::PartnerId.in_subquery(partners(programme)))
}

/// The health checks of its partnerships.
pub(super) fn health_checks(programme: Uuid) -> SelectStatement {
    column_where(health_check::Column::Id, health_check::Column::PartnerId.in_subquery(partners(programme)))
}
