//! What is told to webhooks: queued in the transaction of what happened, under a key that makes it one telling, and kept
//! for a while with what became of it.

use jiff::{Timestamp, tz::TimeZone};
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, Set,
    sea_query::{Expr, LockBehavior, LockType},
};
use uuid::Uuid;

use super::{
    Connection, Db, Instant, Result, Webhook, WebhookEvent, again, column_where, columns_of, delete_where,
    entity::{course, delivery, health_round, round, summary, webhook, webhook_delivery},
    insert_once, invitation_letters, set_where,
    webhooks::{self, WebhookState},
    write,
};

pub use super::entity::WebhookDeliveryState;

/// The last ones of a webhook that are kept.
const KEPT: u64 = 50;

/// What an event is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WebhookSubject {
    /// A round, by its code.
    Round(String),
    Course(Uuid),
    /// The programme alone.
    Programme,
}

impl WebhookSubject {
    fn text(&self) -> String {
        match self {
            Self::Round(code) => format!("round {code}"),
            Self::Course(id) => format!("course {id}"),
            Self::Programme => String::new(),
        }
    }

    fn read(text: &str) -> Self {
        match text.split_once(' ') {
            Some(("round", code)) => Self::Round(code.to_owned()),
            Some(("course", id)) => id.parse().map_or(Self::Programme, Self::Course),
            _ => Self::Programme,
        }
    }
}

/// Something that is told to a webhook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookDelivery {
    /// Its id, the same on every try.
    pub id: Uuid,
    /// To whom.
    pub webhook_id: Uuid,
    /// What happened.
    pub event: WebhookEvent,
    /// To what.
    pub subject: WebhookSubject,
    /// When.
    pub at: Timestamp,
    /// Where the telling is in its life.
    pub state: WebhookDeliveryState,
    /// How often it was tried.
    pub attempts: i32,
    /// When it is tried next.
    pub next_at: Timestamp,
    /// When it was tried last.
    pub tried_at: Option<Timestamp>,
    /// The status of the last answer; 0 where none came.
    pub status: i32,
    /// How long that took.
    pub milliseconds: i64,
    /// How the last answer began, or why none came.
    pub answer: String,
}

impl From<webhook_delivery::Model> for WebhookDelivery {
    fn from(row: webhook_delivery::Model) -> Self {
        Self {
            id: row.id,
            webhook_id: row.webhook_id,
            event: row.event,
            subject: WebhookSubject::read(&row.subject),
            at: row.at.time(),
            state: row.state,
            attempts: row.attempts,
            next_at: row.next_at.time(),
            tried_at: row.tried_at.map(Instant::time),
            status: row.status,
            milliseconds: row.milliseconds,
            answer: row.answer,
        }
    }
}

from_row!(WebhookDelivery: webhook_delivery);

/// Queues what happened for every webhook of a programme that is told of it. The same key queues it once.
pub async fn queue(
    tx: &Connection,
    programme: Uuid,
    (event, subject): (WebhookEvent, &WebhookSubject),
    key: &str,
    now: Timestamp,
) -> Result<()> {
    for webhook in listening(tx, programme, event).await? {
        add(tx, webhook, (event, subject), key, now).await?;
    }
    Ok(())
}

async fn listening(db: &Connection, programme: Uuid, event: WebhookEvent) -> Result<Vec<Uuid>> {
    let all = webhooks::of_programme(db, programme).await?.into_iter();
    let told = |one: &Webhook| one.state == WebhookState::On && one.events.contains(&event);
    Ok(all.filter(told).map(|one| one.id).collect())
}

/// Queues something for one webhook; gives its id.
pub async fn add(
    tx: &Connection,
    webhook: Uuid,
    (event, subject): (WebhookEvent, &WebhookSubject),
    key: &str,
    now: Timestamp,
) -> Result<Uuid> {
    let id = Uuid::new_v4();
    let row = webhook_delivery::ActiveModel {
        id: Set(id),
        webhook_id: Set(webhook),
        event: Set(event),
        subject: Set(subject.text()),
        unique_key: Set(key.to_owned()),
        at: Set(now.into()),
        state: Set(WebhookDeliveryState::Waiting),
        attempts: Set(0),
        next_at: Set(now.into()),
        tried_at: Set(None),
        status: Set(0),
        milliseconds: Set(0),
        answer: Set(String::new()),
    };
    insert_once(tx, row, [webhook_delivery::Column::WebhookId, webhook_delivery::Column::UniqueKey]).await?;
    Ok(id)
}

/// Queues that a round opened or closed. Rounds of health checks are sealed, and nobody is told of them.
pub async fn of_round(tx: &Connection, id: Uuid, event: WebhookEvent, now: Option<Timestamp>) -> Result<()> {
    let Some(round) = round::Entity::find_by_id(id).one(tx).await? else { return Ok(()) };
    if listening(tx, round.programme_id, event).await?.is_empty() || is_of_check(tx, id).await? {
        return Ok(());
    }
    // A round that was opened again closes at another time.
    let key = format!("{} {} {}", event.key(), round.code, round.closes_at.0);
    let at = now.unwrap_or_else(|| round.closes_at.time());
    queue(tx, round.programme_id, (event, &WebhookSubject::Round(round.code)), &key, at).await
}

async fn is_of_check(db: &Connection, round: Uuid) -> Result<bool> {
    let found = health_round::Entity::find().filter(health_round::Column::RoundId.eq(round));
    Ok(found.one(db).await?.is_some())
}

/// Queues that the summary of a course was sent.
pub(super) async fn of_summary(tx: &Connection, id: Uuid, revision: i32, now: Timestamp) -> Result<()> {
    let Some(course) = course::Entity::find_by_id(id).one(tx).await? else { return Ok(()) };
    let key = format!("summary.sent {id} {revision}");
    queue(tx, course.programme_id, (WebhookEvent::SummarySent, &WebhookSubject::Course(id)), &key, now).await
}

/// Queues that an email was given up, once a day for each round and course, and without whose it was.
pub(super) async fn of_email(tx: &Connection, email: Uuid, now: Timestamp) -> Result<()> {
    let (programme, subject) = if let Some(invitation) = invitation_letters::behind(tx, email).await? {
        let found = round::Entity::find_by_id(invitation.round_id).one(tx).await?;
        let Some(round) = found else { return Ok(()) };
        if is_of_check(tx, round.id).await? {
            return Ok(());
        }
        (round.programme_id, WebhookSubject::Round(round.code))
    } else {
        let found = delivery::Entity::find().filter(delivery::Column::OutboxId.eq(email)).one(tx).await?;
        let Some(sent) = found else { return Ok(()) };
        let Some(summary) = summary::Entity::find_by_id(sent.summary_id).one(tx).await? else {
            return Ok(());
        };
        let found = course::Entity::find_by_id(summary.course_id).one(tx).await?;
        let Some(course) = found else { return Ok(()) };
        (course.programme_id, WebhookSubject::Course(course.id))
    };
    let day = now.to_zoned_datetime(TimeZone::UTC).date();
    let key = format!("delivery.failed {} {day}", subject.text());
    queue(tx, programme, (WebhookEvent::DeliveryFailed, &subject), &key, now).await
}

/// One of them.
pub async fn find(db: &Connection, webhook: Uuid, id: Uuid) -> Result<Option<WebhookDelivery>> {
    let theirs = webhook_delivery::Column::WebhookId.eq(webhook);
    Ok(webhook_delivery::Entity::find_by_id(id).filter(theirs).into_model().one(db).await?)
}

/// The last ones of a webhook, the latest first.
pub async fn latest(db: &Connection, webhook: Uuid) -> Result<Vec<WebhookDelivery>> {
    Ok(webhook_delivery::Entity::find()
        .filter(webhook_delivery::Column::WebhookId.eq(webhook))
        .order_by_desc(webhook_delivery::Column::At)
        .order_by_asc(webhook_delivery::Column::Id)
        .limit(KEPT)
        .into_model()
        .all(db)
        .await?)
}

/// Claims some that are due until `until`, and lets nobody else have them before.
pub async fn claim(db: &Db, now: Timestamp, until: Timestamp, most: u64) -> Result<Vec<WebhookDelivery>> {
    again(|| take(db, now, until, most)).await
}

async fn take(db: &Db, now: Timestamp, until: Timestamp, most: u64) -> Result<Vec<WebhookDelivery>> {
    let due = || {
        let on = column_where(webhook::Column::Id, webhook::Column::State.eq(WebhookState::On));
        webhook_delivery::Entity::find()
            .filter(webhook_delivery::Column::State.eq(WebhookDeliveryState::Waiting))
            .filter(webhook_delivery::Column::NextAt.lte(Instant::from(now)))
            .filter(webhook_delivery::Column::WebhookId.in_subquery(on))
    };
    // Nearly always there is none, and then nobody who writes has to wait.
    if due().one(db.read()).await?.is_none() {
        return Ok(Vec::new());
    }
    let tx = write(db).await?;
    let claimed = due()
        .order_by_asc(webhook_delivery::Column::NextAt)
        .limit(most)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .into_model::<WebhookDelivery>()
        .all(&tx)
        .await?;
    let these = webhook_delivery::Column::Id.is_in(claimed.iter().map(|one| one.id));
    set_where(&tx, webhook_delivery::Column::NextAt, until.as_millisecond(), these).await?;
    tx.commit().await?;
    Ok(claimed)
}

/// What a try came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WebhookTried {
    /// It was taken.
    Taken,
    /// It is tried again then.
    Again(Timestamp),
    /// It is given up.
    GivenUp,
    /// The webhook is gone for good.
    Gone,
}

/// What was answered, and after how long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookReply {
    /// The status; 0 where no answer came.
    pub status: u16,
    /// How long it took.
    pub milliseconds: i64,
    /// How the answer began, or why none came.
    pub answer: String,
}

/// Records what a try came to.
pub async fn record(
    db: &Db,
    tried: &WebhookDelivery,
    (reply, came): (&WebhookReply, WebhookTried),
    now: Timestamp,
) -> Result<()> {
    again(|| keep(db, tried, (reply, came), now)).await
}

async fn keep(
    db: &Db,
    tried: &WebhookDelivery,
    (reply, came): (&WebhookReply, WebhookTried),
    now: Timestamp,
) -> Result<()> {
    let tx = write(db).await?;
    let state = match came {
        WebhookTried::Taken => WebhookDeliveryState::Taken,
        WebhookTried::Again(_) => WebhookDeliveryState::Waiting,
        WebhookTried::GivenUp | WebhookTried::Gone => WebhookDeliveryState::Failed,
    };
    let mut update = webhook_delivery::Entity::update_many()
        .col_expr(webhook_delivery::Column::State, state.into())
        .col_expr(webhook_delivery::Column::Attempts, Expr::col(webhook_delivery::Column::Attempts).add(1))
        .col_expr(webhook_delivery::Column::TriedAt, Some(now.as_millisecond()).into())
        .col_expr(webhook_delivery::Column::Status, i32::from(reply.status).into())
        .col_expr(webhook_delivery::Column::Milliseconds, reply.milliseconds.into())
        .col_expr(webhook_delivery::Column::Answer, reply.answer.clone().into())
        .filter(webhook_delivery::Column::Id.eq(tried.id));
    if let WebhookTried::Again(next) = came {
        update = update.col_expr(webhook_delivery::Column::NextAt, next.as_millisecond().into());
    }
    update.exec(&tx).await?;
    match came {
        WebhookTried::Taken => webhooks::took(&tx, tried.webhook_id).await?,
        WebhookTried::Again(_) | WebhookTried::GivenUp => {
            webhooks::refused(&tx, tried.webhook_id, now).await?;
        }
        WebhookTried::Gone => webhooks::set_state(&tx, tried.webhook_id, WebhookState::Gone).await?,
    }
    let old = webhook_delivery::Entity::find()
        .filter(webhook_delivery::Column::WebhookId.eq(tried.webhook_id))
        .order_by_desc(webhook_delivery::Column::At)
        .order_by_asc(webhook_delivery::Column::Id)
        .offset(KEPT)
        .limit(KEPT);
    let old: Vec<Uuid> = columns_of(&tx, old, [webhook_delivery::Column::Id]).await?;
    let done = webhook_delivery::Column::State.ne(WebhookDeliveryState::Waiting);
    delete_where(&tx, webhook_delivery::Entity, webhook_delivery::Column::Id.is_in(old).and(done)).await?;
    tx.commit().await?;
    Ok(())
}

/// Forgets what happened before `before`.
pub(super) async fn tidy(tx: &Connection, before: Instant) -> Result<()> {
    delete_where(tx, webhook_delivery::Entity, webhook_delivery::Column::At.lt(before)).await?;
    Ok(())
}

/// Whether [`tidy`] would delete anything.
pub(super) async fn are_untidy(db: &Connection, before: Instant) -> Result<bool> {
    let old = webhook_delivery::Entity::find().filter(webhook_delivery::Column::At.lt(before));
    Ok(old.one(db).await?.is_some())
}
