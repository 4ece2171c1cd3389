//! When the people invited to a round are written to, and whether it was done.

use jiff::{Timestamp, tz::TimeZone};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, Set,
    sea_query::Query,
};
use uuid::Uuid;

use super::{
    Connection, Instant, Result, Round, StoreError,
    entity::{invitation, invitation_letter, mailing, round},
    exists_where, insert, programmes,
    rounds::{self, Named},
    same, set_where,
};
use crate::survey::{RoundState, Window, mailing as planning};

pub use super::entity::MailingState;
pub use crate::survey::mailing::{Hours, MailingKind};

/// One letter to everybody who is invited to a round and has not answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailing {
    pub id: Uuid,
    pub round: Uuid,
    /// What it is.
    pub kind: MailingKind,
    /// The first, second … of its kind.
    pub seq: i32,
    /// When.
    pub at: Timestamp,
    /// Where it is in its life.
    pub state: MailingState,
    /// When its letters were queued.
    pub done_at: Option<Timestamp>,
}

impl Mailing {
    /// When it leaves, if its round closes at `closes`: at its time or on the next working morning.
    pub fn leaves(&self, hours: &Hours, closes: Timestamp) -> Timestamp {
        hours.leaves_before(self.at, closes)
    }
}

impl From<mailing::Model> for Mailing {
    fn from(row: mailing::Model) -> Self {
        Self {
            id: row.id,
            kind: row.kind.0,
            state: row.state,
            round: row.round_id,
            seq: row.seq,
            at: row.at.time(),
            done_at: row.done_at.map(Instant::time),
        }
    }
}

from_row!(Mailing: mailing);

/// The days and hours at which a round's programme writes to people, by the clock of `zone`.
pub async fn hours(db: &Connection, programme: Uuid, zone: &TimeZone) -> Result<Hours> {
    Ok(programmes::get(db, programme).await?.settings.hours_in(zone.clone()))
}

/// Plans the invitation and the reminders of a round that is open from `opens` to `closes`, at hours of `zone`.
///
/// # Errors
/// A round planned before.
pub async fn plan(
    db: &Connection,
    round: Uuid,
    opens: Timestamp,
    closes: Timestamp,
    zone: &TimeZone,
) -> Result<Vec<Mailing>> {
    let of = rounds::find(db, round).await?;
    let programme = of.ok_or_else(|| StoreError::Damaged(format!("round {round} is missing")))?.programme;
    let letters = planning::plan(Window { opens, closes }, &hours(db, programme, zone).await?)
        .map_err(|error| StoreError::Damaged(format!("emails of round {round}: {error}")))?;
    let mut mailings = Vec::with_capacity(letters.len());
    for planning::Planned { kind, seq, at } in letters {
        let id = Uuid::new_v4();
        let mailing = Mailing { id, round, kind, seq, at, state: MailingState::Planned, done_at: None };
        add(db, &mailing).await?;
        mailings.push(mailing);
    }
    Ok(mailings)
}

/// Adds a mailing.
///
/// # Errors
/// A second one of the same kind and number in its round.
pub async fn add(db: &Connection, new: &Mailing) -> Result<()> {
    let row = mailing::ActiveModel {
        id: Set(new.id),
        round_id: Set(new.round),
        kind: Set(new.kind.into()),
        seq: Set(new.seq),
        at: Set(new.at.into()),
        state: Set(new.state),
        done_at: Set(new.done_at.map(Into::into)),
    };
    insert(db, row).await
}

/// The mailings of a round in the order of their times.
pub async fn of_round(db: &Connection, round: Uuid) -> Result<Vec<Mailing>> {
    of_rounds(db, &[round]).await
}

/// The mailings of rounds in the order of their times.
pub async fn of_rounds(db: &Connection, rounds: &[Uuid]) -> Result<Vec<Mailing>> {
    Ok(mailing::Entity::find()
        .filter(mailing::Column::RoundId.is_in(rounds.iter().copied()))
        .order_by_asc(mailing::Column::At)
        .order_by_asc(mailing::Column::Seq)
        .into_model()
        .all(db)
        .await?)
}

/// The earliest moment for the next reminder of a round with these mailings: some time after its last letters were queued.
pub fn earliest_reminder(of_round: &[Mailing]) -> Option<Timestamp> {
    of_round.iter().filter_map(|mailing| mailing.done_at).max().map(|last| last + planning::APART)
}

/// The rounds with planned mailings whose time has come, and the open ones whose invitation went out and that have
/// people on their list whom no email was written to; each with its programme.
pub async fn rounds_due(db: &Connection, now: Timestamp) -> Result<Vec<Named>> {
    let mailings = |state: MailingState| {
        let mut of = Query::select();
        of.column(mailing::Column::RoundId).from(mailing::Entity).and_where(mailing::Column::State.eq(state));
        of
    };
    let due = mailings(MailingState::Planned).and_where(mailing::Column::At.lte(Instant::from(now))).take();
    let invited = mailings(MailingState::Done)
        .and_where(mailing::Column::Kind.eq(MailingKind::Invitation.key()))
        .take();
    let written = same(invitation_letter::Column::InvitationId, invitation::Column::Id);
    // Of each open round by itself: the lists of all that have closed are many times as long.
    let added = same(invitation::Column::RoundId, round::Column::Id)
        .and(invitation::Column::Used.eq(false))
        .and(exists_where(invitation_letter::Entity, written).not());
    let late = Condition::all()
        .add(round::Column::State.eq(RoundState::Open.key()))
        .add(round::Column::ClosesAt.gt(Instant::from(now)))
        .add(round::Column::Id.in_subquery(invited))
        .add(exists_where(invitation::Entity, added));
    Ok(round::Entity::find()
        .select_only()
        .columns([round::Column::Id, round::Column::ProgrammeId])
        .filter(Condition::any().add(round::Column::Id.in_subquery(due)).add(late))
        .order_by_asc(round::Column::Id)
        .into_tuple()
        .all(db)
        .await?)
}

/// Moves a planned mailing to another time. Returns false when it is no longer planned.
pub async fn move_to(db: &Connection, id: Uuid, at: Timestamp) -> Result<bool> {
    let planned = mailing::Column::Id.eq(id).and(mailing::Column::State.eq(MailingState::Planned));
    Ok(set_where(db, mailing::Column::At, at.as_millisecond(), planned).await? > 0)
}

/// Plans a mailing again that was left out. Returns false when it was not.
pub async fn plan_again(db: &Connection, id: Uuid, at: Timestamp) -> Result<bool> {
    let done = mailing::Entity::update_many()
        .col_expr(mailing::Column::At, Instant::from(at).0.into())
        .col_expr(mailing::Column::State, MailingState::Planned.key().into())
        .filter(mailing::Column::Id.eq(id))
        .filter(mailing::Column::State.eq(MailingState::Skipped.key()))
        .exec(db)
        .await?;
    Ok(done.rows_affected > 0)
}

/// Sees to it that people who were invited just now are written to: with everybody else if the round is still to be
/// written to, or else at the next hour at which emails leave. Returns when.
pub async fn plan_for_new_people(
    tx: &Connection,
    round: &Round,
    now: Timestamp,
    zone: &TimeZone,
) -> Result<Option<Timestamp>> {
    let hours = hours(tx, round.programme, zone).await?;
    let mut planned = of_round(tx, round.id).await?;
    if planned.is_empty() {
        planned = plan(tx, round.id, round.opens_at.max(now), round.closes_at, zone).await?;
    }
    let invitations = || planned.iter().filter(|mailing| mailing.kind == MailingKind::Invitation);
    if let Some(next) = invitations().find(|mailing| mailing.state == MailingState::Planned) {
        return Ok(Some(next.leaves(&hours, round.closes_at)));
    }
    let hour = hours.next(now);
    let at = if hour < round.closes_at { hour } else { now };
    if invitations().any(|mailing| mailing.state == MailingState::Done) {
        // Who comes late to it gets it then, without a further one being planned.
        return Ok(Some(at));
    }
    let seq = invitations().map(|mailing| mailing.seq).max().unwrap_or(0) + 1;
    let (id, kind, state) = (Uuid::new_v4(), MailingKind::Invitation, MailingState::Planned);
    add(tx, &Mailing { id, round: round.id, kind, seq, at, state, done_at: None }).await?;
    Ok(Some(at))
}

/// Leaves a planned mailing out. Returns false when it is no longer planned.
pub async fn skip(db: &Connection, id: Uuid) -> Result<bool> {
    leave(db, id, MailingState::Skipped, None).await
}

/// Marks a planned mailing as done, in the transaction that queues the last of its letters. Returns false when
/// somebody else did it first.
pub async fn mark_done(tx: &Connection, id: Uuid, now: Timestamp) -> Result<bool> {
    leave(tx, id, MailingState::Done, Some(now)).await
}

async fn leave(db: &Connection, id: Uuid, state: MailingState, at: Option<Timestamp>) -> Result<bool> {
    let done = mailing::Entity::update_many()
        .col_expr(mailing::Column::State, state.into())
        .col_expr(mailing::Column::DoneAt, at.map(Timestamp::as_millisecond).into())
        .filter(mailing::Column::Id.eq(id))
        .filter(mailing::Column::State.eq(MailingState::Planned))
        .exec(db)
        .await?;
    Ok(done.rows_affected > 0)
}
