//! Who wants to be told when the results of a round are out. Only rounds that know who answered have any.

use std::collections::HashSet;

use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect, Set,
    sea_query::{OnConflict, SelectStatement},
};
use uuid::Uuid;

use super::{
    Connection, Contact, CourseState, Result, column_where, delete_where,
    entity::{contact, course, course_round, invitation, results_wish, round},
    keyset::NextIds,
    set_where, values_where,
};
use crate::survey::RoundState;

/// What became of somebody's wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResultsWish {
    /// The results are not out yet.
    Waiting,
    /// They were told.
    Told,
}

/// The wish of whoever has this invitation; none where they have none.
pub async fn find(db: &Connection, invitation: Uuid) -> Result<Option<ResultsWish>> {
    let row = results_wish::Entity::find_by_id(invitation).one(db).await?;
    Ok(row.map(|row| row.outbox_id.map_or(ResultsWish::Waiting, |_| ResultsWish::Told)))
}

/// Keeps the wish of whoever has this invitation. Wishing twice is wishing once.
pub async fn keep(db: &Connection, invitation: Uuid) -> Result<()> {
    let row = results_wish::ActiveModel { invitation_id: Set(invitation), outbox_id: Set(None) };
    let once = OnConflict::column(results_wish::Column::InvitationId).do_nothing().to_owned();
    results_wish::Entity::insert(row).on_conflict(once).try_insert().exec_without_returning(db).await?;
    Ok(())
}

/// Forgets a wish that waits.
pub async fn forget(db: &Connection, invitation: Uuid) -> Result<()> {
    let waits =
        results_wish::Column::InvitationId.eq(invitation).and(results_wish::Column::OutboxId.is_null());
    delete_where(db, results_wish::Entity, waits).await?;
    Ok(())
}

/// The rounds whose results are out and of which somebody waits to be told, with their programmes: the round has closed,
/// and no summary of its course is still to come.
pub async fn due(db: &Connection) -> Result<Vec<(Uuid, Uuid)>> {
    let asked = column_where(invitation::Column::RoundId, invitation::Column::Id.in_subquery(waiting()));
    let summary_to_come = column_where(course::Column::Id, course::Column::State.eq(CourseState::Planned));
    let before_the_summary = column_where(
        course_round::Column::RoundId,
        course_round::Column::CourseId.in_subquery(summary_to_come),
    );
    Ok(round::Entity::find()
        .select_only()
        .columns([round::Column::Id, round::Column::ProgrammeId])
        .filter(round::Column::State.eq(RoundState::Closed.key()))
        .filter(round::Column::Id.in_subquery(asked))
        .filter(round::Column::Id.not_in_subquery(before_the_summary))
        .into_tuple()
        .all(db)
        .await?)
}

/// The next who wait to be told of the results of a round, by their invitations.
pub async fn next_of_round(db: &Connection, round: Uuid, next: NextIds) -> Result<Vec<(Uuid, Contact)>> {
    let invited = invitation::Entity::find()
        .filter(invitation::Column::RoundId.eq(round))
        .filter(invitation::Column::Id.in_subquery(waiting()));
    let invited = next.of(invited, invitation::Column::Id).all(db).await?;
    let theirs = contact::Column::Id.is_in(invited.iter().map(|row| row.contact_id));
    let contacts: Vec<Contact> = contact::Entity::find().filter(theirs).into_model().all(db).await?;
    let of = |id| contacts.iter().find(|contact| contact.id == id).cloned();
    Ok(invited.into_iter().filter_map(|row| Some((row.id, of(row.contact_id)?))).collect())
}

/// Those of these invitations whose people still wait.
pub async fn still_waiting(db: &Connection, invitations: &[Uuid]) -> Result<HashSet<Uuid>> {
    let these = results_wish::Column::InvitationId.is_in(invitations.iter().copied());
    let waiting = these.and(results_wish::Column::OutboxId.is_null());
    let waiting: Vec<Uuid> = values_where(db, results_wish::Column::InvitationId, waiting).await?;
    Ok(waiting.into_iter().collect())
}

/// Notes that whoever has this invitation is told by the email `letter`. Call it in the transaction that queues it.
pub async fn told(tx: &Connection, invitation: Uuid, letter: Uuid) -> Result<()> {
    set_where(tx, results_wish::Column::OutboxId, letter, results_wish::Column::InvitationId.eq(invitation))
        .await?;
    Ok(())
}

/// Those of these invitations whose people want to be told, or were.
pub(super) async fn among(db: &Connection, invitations: &[Uuid]) -> Result<Vec<Uuid>> {
    let rows = results_wish::Entity::find()
        .filter(results_wish::Column::InvitationId.is_in(invitations.iter().copied()))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.invitation_id).collect())
}

/// The emails that tell the people of these invitations.
pub(super) fn letters_of(invitations: SelectStatement) -> SelectStatement {
    column_where(
        results_wish::Column::OutboxId,
        results_wish::Column::OutboxId
            .is_not_null()
            .and(results_wish::Column::InvitationId.in_subquery(invitations)),
    )
}

/// The invitations whose people wait.
fn waiting() -> SelectStatement {
    column_where(results_wish::Column::InvitationId, results_wish::Column::OutboxId.is_null())
}
