//! Those invited whom an email may not have reached.

use jiff::Timestamp;
use sea_orm::{
    ColumnTrait, ConnectionTrait, ExprTrait, QueryResult,
    sea_query::{Expr, Query, SelectStatement, UnionType},
};
use uuid::Uuid;

use super::list::{in_states, later_invitation, saved_as_files};
use crate::store::{
    Connection, EmailState, MailingKind, Result, Round, column_where,
    entity::{bounce, contact, invitation, invitation_letter, outbox, results_wish},
    exists_where, rounds, same,
};

/// Somebody invited, as far as it is asked whether an email reaches them.
pub(super) struct Reached {
    pub round: Uuid,
    pub invitation: Uuid,
    /// Their address.
    pub email: String,
    /// Where the last invitation to them is; none where that is not asked.
    pub state: Option<EmailState>,
}

/// Those invited to rounds whose last invitation failed, or became a file: what is noted of it begins with `saved`.
pub(super) async fn failed(db: &Connection, rounds: &[Uuid], saved: &str) -> Result<Vec<Reached>> {
    let outbox_id = (invitation_letter::Entity, invitation_letter::Column::OutboxId);
    let select = reached(rounds)
        .column((outbox::Entity, outbox::Column::State))
        .inner_join(
            invitation_letter::Entity,
            same(invitation_letter::Column::InvitationId, invitation::Column::Id),
        )
        .inner_join(outbox::Entity, Expr::col((outbox::Entity, outbox::Column::Id)).equals(outbox_id))
        .and_where(
            Expr::col((invitation_letter::Entity, invitation_letter::Column::Kind))
                .eq(MailingKind::Invitation.key()),
        )
        .and_where(Expr::col(outbox_id).in_subquery(undelivered(saved)))
        .and_where(Expr::exists(later_invitation()).not())
        .take();
    let rows = db.query_all(&select).await?;
    let read = |row: &QueryResult| -> Result<Reached> {
        Ok(Reached { state: Some(row.try_get_by_index(3)?), ..Reached::read(row)? })
    };
    rows.iter().map(read).collect()
}

/// Those invited to rounds to whose addresses emails may come back: whom nothing was written to, as nobody writes to an address
/// from which they do, and contacts to whom any email came back.
pub(super) async fn perhaps_blocked(
    db: &Connection,
    programme: Uuid,
    rounds: &[Uuid],
) -> Result<Vec<Reached>> {
    let written = same(invitation_letter::Column::InvitationId, invitation::Column::Id);
    let is_theirs = invitation::Column::ContactId.in_subquery(bounced(programme));
    let select = reached(rounds)
        .and_where(exists_where(invitation_letter::Entity, written).not().or(is_theirs))
        .take();
    let rows = db.query_all(&select).await?;
    rows.iter().map(Reached::read).collect()
}

/// The rounds of a programme that take answers at `now`; so many of them. Those come first to whose people an invitation failed
/// or became a file or any email came back, then those that close first.
pub async fn perhaps_unreached(
    db: &Connection,
    programme: Uuid,
    now: Timestamp,
    saved: &str,
    most: u64,
) -> Result<Vec<Round>> {
    let letters = column_where(
        invitation_letter::Column::InvitationId,
        invitation_letter::Column::OutboxId.in_subquery(undelivered(saved)),
    );
    let back = column_where(
        invitation::Column::RoundId,
        invitation::Column::ContactId.in_subquery(bounced(programme)),
    );
    let first = column_where(invitation::Column::RoundId, invitation::Column::Id.in_subquery(letters))
        .union(UnionType::Distinct, back)
        .take();
    rounds::open_with_first(db, programme, now, first, most).await
}

/// The emails that failed or became files.
fn undelivered(saved: &str) -> SelectStatement {
    in_states(&[EmailState::Failed]).union(UnionType::Distinct, saved_as_files(saved)).take()
}

/// The contacts to whom an email of a programme came back.
fn bounced(programme: Uuid) -> SelectStatement {
    let bounced = column_where(bounce::Column::OutboxId, bounce::Column::ProgrammeId.eq(programme));
    let told = column_where(
        results_wish::Column::InvitationId,
        results_wish::Column::OutboxId.in_subquery(bounced.clone()),
    );
    let asked = Query::select()
        .column(invitation_letter::Column::InvitationId)
        .from(invitation_letter::Entity)
        .and_where(Expr::col(invitation_letter::Column::OutboxId).in_subquery(bounced))
        .union(UnionType::Distinct, told)
        .take();
    column_where(invitation::Column::ContactId, invitation::Column::Id.in_subquery(asked))
}

impl Reached {
    fn read(row: &QueryResult) -> Result<Self> {
        Ok(Self {
            round: row.try_get_by_index(0)?,
            invitation: row.try_get_by_index(1)?,
            email: row.try_get_by_index(2)?,
            state: None,
        })
    }
}

/// Those invited to rounds who have an address.
fn reached(rounds: &[Uuid]) -> SelectStatement {
    Query::select()
        .column((invitation::Entity, invitation::Column::RoundId))
        .column((invitation::Entity, invitation::Column::Id))
        .column((contact::Entity, contact::Column::Email))
        .from(invitation::Entity)
        .inner_join(contact::Entity, same(contact::Column::Id, invitation::Column::ContactId))
        .and_where(Expr::col((invitation::Entity, invitation::Column::RoundId)).is_in(rounds.iter().copied()))
        .and_where(Expr::col((contact::Entity, contact::Column::Email)).ne(""))
        .take()
}
