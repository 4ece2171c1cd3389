//! Which letters of the outbox ask whom to answer what.

use std::collections::HashMap;

use jiff::Timestamp;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, Set,
    sea_query::{Expr, Func, Query, SelectStatement},
};
use uuid::Uuid;

use super::{
    Connection, EmailState, Instant, KeyColumn, MailingKind, Result, column_where,
    entity::{course, delivery, invitation, invitation_letter, outbox, results_wish, round, summary},
    invitations::Invitation,
    results_wishes, same,
};

/// What is noted of a letter that had not left when its round closed.
pub const CLOSED_FIRST: &str = "the survey closed first";

/// What is known about one letter that asks somebody to answer; not its words.
#[derive(Clone, Debug)]
pub struct EmailRecord {
    /// The letter.
    pub id: Uuid,
    /// What it is.
    pub kind: MailingKind,
    /// The first, second … of its kind.
    pub seq: i32,
    /// Where it is in its life.
    pub state: EmailState,
    /// When it is tried next.
    pub next_at: Timestamp,
    /// When it left.
    pub sent_at: Option<Timestamp>,
    /// What came of the last try, in words.
    pub result: String,
}

impl EmailRecord {
    /// Whether it did not leave because the round had closed.
    pub fn closed_first(&self) -> bool {
        self.state == EmailState::Cancelled && self.result == CLOSED_FIRST
    }
}

/// Notes that a letter of the outbox asks the person of an invitation. Call it in the transaction that queues it.
pub async fn note(
    tx: &Connection,
    letter: Uuid,
    invitation: Uuid,
    kind: MailingKind,
    seq: i32,
) -> Result<()> {
    let row = invitation_letter::ActiveModel {
        outbox_id: Set(letter),
        invitation_id: Set(invitation),
        kind: Set(kind.into()),
        seq: Set(seq),
    };
    invitation_letter::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The letters about a round by invitation, first first.
pub async fn of_round(db: &Connection, round: Uuid) -> Result<HashMap<Uuid, Vec<EmailRecord>>> {
    let invitation = Expr::col((invitation_letter::Entity, invitation_letter::Column::InvitationId));
    letters(db, invitation.in_subquery(invitations_of(&[round]))).await
}

/// The letters about some invitations, by invitation, first first.
pub(super) async fn of_invitations(
    db: &Connection,
    invitations: &[Uuid],
) -> Result<HashMap<Uuid, Vec<EmailRecord>>> {
    let invitation = Expr::col((invitation_letter::Entity, invitation_letter::Column::InvitationId));
    letters(db, invitation.is_in(invitations.iter().copied())).await
}

async fn letters(db: &Connection, which: Expr) -> Result<HashMap<Uuid, Vec<EmailRecord>>> {
    let query = Query::select()
        .columns([
            (outbox::Entity, outbox::Column::Id),
            (outbox::Entity, outbox::Column::State),
            (outbox::Entity, outbox::Column::NextAt),
            (outbox::Entity, outbox::Column::SentAt),
            (outbox::Entity, outbox::Column::Result),
        ])
        .columns([
            (invitation_letter::Entity, invitation_letter::Column::InvitationId),
            (invitation_letter::Entity, invitation_letter::Column::Kind),
            (invitation_letter::Entity, invitation_letter::Column::Seq),
        ])
        .from(invitation_letter::Entity)
        .inner_join(outbox::Entity, same(outbox::Column::Id, invitation_letter::Column::OutboxId))
        .and_where(which)
        .order_by((outbox::Entity, outbox::Column::QueuedAt), sea_orm::Order::Asc)
        .order_by((outbox::Entity, outbox::Column::Id), sea_orm::Order::Asc)
        .take();
    let rows = db.query_all(&query).await?;
    let mut letters: HashMap<Uuid, Vec<EmailRecord>> = HashMap::new();
    for row in rows {
        let (id, state, next, sent, result, invitation, KeyColumn(kind), seq) =
            row.try_get_many_by_index()?;
        let (next_at, sent_at) = (Instant::time(next), Option::map(sent, Instant::time));
        let about = EmailRecord { id, kind, seq, state, next_at, sent_at, result };
        letters.entry(invitation).or_default().push(about);
    }
    Ok(letters)
}

fn invitations_of(rounds: &[Uuid]) -> SelectStatement {
    column_where(invitation::Column::Id, invitation::Column::RoundId.is_in(rounds.iter().copied()))
}

/// The invitation behind a letter that asks, or that tells of the results, if it is there still.
pub async fn behind(db: &Connection, letter: Uuid) -> Result<Option<Invitation>> {
    let asking = invitation_letter::Entity::find_by_id(letter).one(db).await?;
    let mut invitation = asking.map(|row| row.invitation_id);
    if invitation.is_none() {
        let telling = results_wish::Entity::find().filter(results_wish::Column::OutboxId.eq(letter));
        invitation = telling.one(db).await?.map(|row| row.invitation_id);
    }
    let Some(invitation) = invitation else { return Ok(None) };
    Ok(invitation::Entity::find_by_id(invitation).into_model().one(db).await?)
}

/// The programme that a letter was written for; `None` for letters about an account.
pub async fn programme(db: &Connection, letter: Uuid) -> Result<Option<Uuid>> {
    if let Some(invitation) = behind(db, letter).await? {
        let round = round::Entity::find_by_id(invitation.round_id).one(db).await?;
        return Ok(round.map(|round| round.programme_id));
    }
    let delivery = delivery::Entity::find().filter(delivery::Column::OutboxId.eq(letter)).one(db).await?;
    let Some(delivery) = delivery else { return Ok(None) };
    let Some(summary) = summary::Entity::find_by_id(delivery.summary_id).one(db).await? else {
        return Ok(None);
    };
    Ok(course::Entity::find_by_id(summary.course_id).one(db).await?.map(|course| course.programme_id))
}

/// Calls off every letter of a programme to an address, however it is written, that has not left yet. Returns how many.
pub async fn cancel_to(tx: &Connection, programme: Uuid, address: &str, why: &str) -> Result<u64> {
    let rounds = column_where(round::Column::Id, round::Column::ProgrammeId.eq(programme));
    let invitations = column_where(invitation::Column::Id, invitation::Column::RoundId.in_subquery(rounds));
    let courses = column_where(course::Column::Id, course::Column::ProgrammeId.eq(programme));
    let summaries = column_where(summary::Column::Id, summary::Column::CourseId.in_subquery(courses));
    let telling =
        column_where(delivery::Column::OutboxId, delivery::Column::SummaryId.in_subquery(summaries));
    let to: Expr = Func::lower(Expr::col(outbox::Column::Address)).into();
    let done = outbox::Entity::update_many()
        .col_expr(outbox::Column::State, EmailState::Cancelled.into())
        .col_expr(outbox::Column::Result, why.into())
        .filter(to.eq(address.to_lowercase()))
        .filter(outbox::Column::State.is_in([EmailState::Queued, EmailState::Deferred]))
        .filter(
            Condition::any()
                .add(outbox::Column::Id.in_subquery(letters_of(invitations.clone())))
                .add(outbox::Column::Id.in_subquery(results_wishes::letters_of(invitations)))
                .add(outbox::Column::Id.in_subquery(telling)),
        )
        .exec(tx)
        .await?;
    Ok(done.rows_affected)
}

/// Deletes the letters about these rounds, with the addresses that they hold.
pub(super) async fn delete(tx: &Connection, rounds: &[Uuid]) -> Result<u64> {
    let asking = letters_of(invitations_of(rounds));
    let telling = results_wishes::letters_of(invitations_of(rounds));
    let letters = Condition::any()
        .add(outbox::Column::Id.in_subquery(asking))
        .add(outbox::Column::Id.in_subquery(telling));
    Ok(outbox::Entity::delete_many().filter(letters).exec(tx).await?.rows_affected)
}

/// The letters that ask the people of these invitations.
pub(super) fn letters_of(invitations: SelectStatement) -> SelectStatement {
    column_where(
        invitation_letter::Column::OutboxId,
        invitation_letter::Column::InvitationId.in_subquery(invitations),
    )
}
