//! Promises: what somebody said they would do, wherever it came from, how it stands, and what whoever asked for it thinks
//! of it. The actions of a course are its promises.

pub mod links;
mod list;
mod released;
pub mod since;

use std::collections::HashMap;

use jiff::{Timestamp, civil::Date};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, SimpleExpr},
};
use uuid::Uuid;

use super::{
    Connection, Instant, Result, StoreError, agreements::FORMER, columns_of, entity::promise, set_where,
};

pub use super::entity::{Asker, PromiseOrigin, PromiseState};
pub use list::{
    JudgementCounts, PromiseCounts, PromiseFilter, counts, courses_by_first_due, judgements, next_by_id,
    next_due, overdue_beside_courses, page,
};
pub use released::{count_released, first_released, released_page};

/// What whoever asked thinks of what came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// It is what they meant.
    Yes,
    /// A part of it is.
    Partly,
    /// It is not.
    No,
}

keys!(Judgement { Yes = "yes", Partly = "partly", No = "no" });

/// Who keeps a promise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PromiseOwner {
    /// Their name or role, as pages tell it; may be empty.
    pub name: String,
    /// Their account, if they are staff with one.
    pub person: Option<Uuid>,
    /// The contact of the partner that they are.
    pub contact: Option<Uuid>,
}

/// Something that was promised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    pub id: Uuid,
    /// The programme it belongs to.
    pub programme_id: Uuid,
    /// Where it came from.
    pub origin: PromiseOrigin,
    /// The key of the condition, theme or line that it came from; empty where there is none.
    pub about: String,
    /// What was asked, in words; may be empty.
    pub asked: String,
    /// The course it belongs to.
    pub course_id: Option<Uuid>,
    /// The partner it concerns.
    pub partner_id: Option<Uuid>,
    /// The round of health checks it replies to.
    pub health_round_id: Option<Uuid>,
    /// The card or group of a workshop that it came from.
    pub card_id: Option<Uuid>,
    /// What is to be done.
    pub what: String,
    /// Who does it.
    pub owner: PromiseOwner,
    /// By when: a day as ISO 8601, or words where somebody wrote words before there were days. May be empty.
    pub by: String,
    /// Who asked for it.
    pub asker: Asker,
    /// The contact who is asked whether it is what was meant.
    pub asker_contact_id: Option<Uuid>,
    /// How it stands.
    pub state: PromiseState,
    /// What was done, or why it is not possible, in a sentence; may be empty.
    pub outcome: String,
    /// The day on which it was said to be done, partly done or not possible.
    pub settled_on: Option<Date>,
    /// Whether the public page may show it.
    pub released: bool,
    /// What whoever asked thinks of it.
    pub judgement: Option<Judgement>,
    /// When they were asked what they think.
    pub asked_at: Option<Timestamp>,
    /// When they said it.
    pub judged_at: Option<Timestamp>,
}

impl Promise {
    /// The day by which it should be done, where it is known as a day.
    pub fn due(&self) -> Option<Date> {
        self.by.parse().ok()
    }

    /// By when in words: “30 June 2026”.
    pub fn by_in_words(&self) -> String {
        in_words(&self.by)
    }

    /// Whether it should have been done before `today`.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.state == PromiseState::Open && self.due().is_some_and(|due| due < today)
    }

    /// Whether it is the partner who keeps it.
    pub fn is_theirs(&self) -> bool {
        self.owner.contact.is_some()
    }
}

/// A day as people say it; what is no day, as it is.
pub(super) fn in_words(by: &str) -> String {
    let day: Option<Date> = by.parse().ok();
    day.map_or_else(|| by.to_owned(), |day| day.strftime("%-d %B %Y").to_string())
}

/// A promise to be kept, with no more than it needs: `NewPromise { partner, owner, ..NewPromise::new(…) }`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPromise {
    /// The programme it belongs to.
    pub programme: Uuid,
    /// Where it came from.
    pub origin: PromiseOrigin,
    /// The key of the condition, theme or line that it came from.
    pub about: String,
    /// What was asked, in words.
    pub asked: String,
    /// The course it belongs to.
    pub course: Option<Uuid>,
    /// The partner it concerns.
    pub partner: Option<Uuid>,
    /// The round of health checks it replies to.
    pub health_round: Option<Uuid>,
    /// The card or group of a workshop that it came from.
    pub card: Option<Uuid>,
    /// What is to be done.
    pub what: String,
    /// Who does it.
    pub owner: PromiseOwner,
    /// By when.
    pub due: Option<Date>,
    /// Who asked for it.
    pub asker: Asker,
    /// The contact who is asked whether it is what was meant.
    pub asker_contact: Option<Uuid>,
}

impl NewPromise {
    /// To do `what`; nobody in particular, at no time, for nobody in particular.
    pub fn new(programme: Uuid, origin: PromiseOrigin, what: impl Into<String>) -> Self {
        Self {
            programme,
            origin,
            about: String::new(),
            asked: String::new(),
            course: None,
            partner: None,
            health_round: None,
            card: None,
            what: what.into(),
            owner: PromiseOwner::default(),
            due: None,
            asker: Asker::Nobody,
            asker_contact: None,
        }
    }
}

/// Keeps a promise; gives its id.
pub async fn add(tx: &Connection, new: NewPromise) -> Result<Uuid> {
    let id = Uuid::new_v4();
    let place = match new.course {
        Some(course) => place_after(tx, course).await?,
        None => 0,
    };
    let row = promise::ActiveModel {
        id: Set(id),
        programme_id: Set(new.programme),
        origin: Set(new.origin),
        about: Set(new.about),
        asked: Set(new.asked),
        course_id: Set(new.course),
        partner_id: Set(new.partner),
        health_round_id: Set(new.health_round),
        card_id: Set(new.card),
        place: Set(place),
        what: Set(new.what),
        who: Set(new.owner.name),
        owner_person_id: Set(new.owner.person),
        owner_contact_id: Set(new.owner.contact),
        by_when: Set(new.due.map(|day| day.to_string()).unwrap_or_default()),
        asker: Set(new.asker),
        asker_contact_id: Set(new.asker_contact),
        state: Set(PromiseState::Open),
        outcome: Set(String::new()),
        settled_on: Set(None),
        released: Set(false),
        judgement: Set(None),
        asked_at: Set(None),
        judged_at: Set(None),
        reminders: Set(0),
    };
    promise::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(id)
}

/// The place behind the last action of a course.
async fn place_after(db: &Connection, course: Uuid) -> Result<i32> {
    let last: Option<i32> = promise::Entity::find()
        .select_only()
        .column(promise::Column::Place)
        .filter(promise::Column::CourseId.eq(course))
        .order_by_desc(promise::Column::Place)
        .limit(1)
        .into_tuple()
        .one(db)
        .await?;
    Ok(last.map_or(0, |last| last + 1))
}

fn read(row: promise::Model) -> Result<Promise> {
    let id = row.id;
    let day = |text: String| {
        text.parse().map_err(|_| StoreError::Damaged(format!("promise {id}: {text} is no day")))
    };
    Ok(Promise {
        id,
        programme_id: row.programme_id,
        origin: row.origin,
        about: row.about,
        asked: row.asked,
        course_id: row.course_id,
        partner_id: row.partner_id,
        health_round_id: row.health_round_id,
        card_id: row.card_id,
        what: row.what,
        owner: PromiseOwner { name: row.who, person: row.owner_person_id, contact: row.owner_contact_id },
        by: row.by_when,
        asker: row.asker,
        asker_contact_id: row.asker_contact_id,
        state: row.state,
        outcome: row.outcome,
        settled_on: row.settled_on.map(day).transpose()?,
        released: row.released,
        judgement: row.judgement.as_deref().and_then(Judgement::from_key),
        asked_at: row.asked_at.map(Instant::time),
        judged_at: row.judged_at.map(Instant::time),
    })
}

/// Those that fulfil a condition, the first due first; what has no day comes last.
async fn all(db: &Connection, which: SimpleExpr) -> Result<Vec<Promise>> {
    let rows = promise::Entity::find()
        .filter(which)
        .order_by_asc(promise::Column::Place)
        .order_by_asc(promise::Column::Id)
        .all(db)
        .await?;
    let mut promises = rows.into_iter().map(read).collect::<Result<Vec<_>>>()?;
    promises.sort_by_key(|promise| (promise.due().is_none(), promise.due()));
    Ok(promises)
}

/// The promise of that id, if it belongs to the programme.
pub async fn find(db: &Connection, programme: Uuid, id: Uuid) -> Result<Option<Promise>> {
    let one =
        promise::Entity::find_by_id(id).filter(promise::Column::ProgrammeId.eq(programme)).one(db).await?;
    one.map(read).transpose()
}

/// The same, and nobody else changes it until the transaction ends.
pub async fn held(tx: &Connection, programme: Uuid, id: Uuid) -> Result<Option<Promise>> {
    let here = promise::Column::ProgrammeId.eq(programme);
    let one = promise::Entity::find_by_id(id).filter(here).lock_exclusive().one(tx).await?;
    one.map(read).transpose()
}

/// What was promised in each of these promises that belong to the programme.
pub async fn words(db: &Connection, programme: Uuid, ids: &[Uuid]) -> Result<HashMap<Uuid, String>> {
    let these = promise::Entity::find()
        .filter(promise::Column::ProgrammeId.eq(programme))
        .filter(promise::Column::Id.is_in(ids.iter().copied()));
    let words: Vec<(Uuid, String)> =
        columns_of(db, these, [promise::Column::Id, promise::Column::What]).await?;
    Ok(words.into_iter().collect())
}

/// The promises that concern a partner, in both directions, the first due first.
pub async fn of_partner(db: &Connection, partner: Uuid) -> Result<Vec<Promise>> {
    all(db, promise::Column::PartnerId.eq(partner)).await
}

/// The promises that a person is named in who asks what is held about them.
pub(super) async fn of_contacts(db: &Connection, contacts: &[Uuid]) -> Result<Vec<Promise>> {
    let owns = promise::Column::OwnerContactId.is_in(contacts.iter().copied());
    all(db, owns.or(promise::Column::AskerContactId.is_in(contacts.iter().copied()))).await
}

/// What a trainer changes of a promise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// What was asked, in words.
    pub asked: String,
    /// What is to be done.
    pub what: String,
    /// Who does it.
    pub owner: PromiseOwner,
    /// By when; as [`Promise::by`].
    pub by: String,
    /// The partner it concerns.
    pub partner: Option<Uuid>,
    /// Who asked for it.
    pub asker: Asker,
    /// The contact who is asked whether it is what was meant.
    pub asker_contact: Option<Uuid>,
}

/// Changes a promise. Another owner or another day means that its links end and its owner is reminded anew.
pub async fn change(tx: &Connection, old: &Promise, new: Changed) -> Result<()> {
    let mut row = promise::Entity::update_many();
    if old.owner != new.owner || old.by != new.by {
        links::end(tx, old.id, links::LinkAsks::Owner).await?;
        row = row.col_expr(promise::Column::Reminders, Expr::val(0));
    }
    if old.asker_contact_id != new.asker_contact {
        links::end(tx, old.id, links::LinkAsks::Asker).await?;
        row = row.col_expr(promise::Column::AskedAt, Expr::val(Option::<Instant>::None));
        row = unjudged(row);
    }
    if old.what != new.what || old.asked != new.asked {
        // These words were released by nobody.
        row = row.col_expr(promise::Column::Released, Expr::val(false));
    }
    row.col_expr(promise::Column::Asked, Expr::val(new.asked))
        .col_expr(promise::Column::What, Expr::val(new.what))
        .col_expr(promise::Column::Who, Expr::val(new.owner.name))
        .col_expr(promise::Column::OwnerPersonId, Expr::val(new.owner.person))
        .col_expr(promise::Column::OwnerContactId, Expr::val(new.owner.contact))
        .col_expr(promise::Column::ByWhen, Expr::val(new.by))
        .col_expr(promise::Column::PartnerId, Expr::val(new.partner))
        .col_expr(promise::Column::Asker, Expr::val(new.asker))
        .col_expr(promise::Column::AskerContactId, Expr::val(new.asker_contact))
        .filter(promise::Column::Id.eq(old.id))
        .exec(tx)
        .await?;
    Ok(())
}

fn unjudged(row: sea_orm::UpdateMany<promise::Entity>) -> sea_orm::UpdateMany<promise::Entity> {
    row.col_expr(promise::Column::Judgement, Expr::val(Option::<String>::None))
        .col_expr(promise::Column::JudgedAt, Expr::val(Option::<Instant>::None))
}

/// Says how a promise stands, with what was done or why it is not possible. Whoever asked is asked anew where it changed:
/// what they thought was of something else.
pub async fn settle(
    tx: &Connection,
    old: &Promise,
    (state, outcome): (PromiseState, &str),
    day: Option<Date>,
) -> Result<()> {
    let mut row = promise::Entity::update_many();
    if old.state != state {
        row = unjudged(row).col_expr(promise::Column::AskedAt, Expr::val(Option::<Instant>::None));
        links::end(tx, old.id, links::LinkAsks::Asker).await?;
    }
    if (old.state, &*old.outcome) != (state, outcome) {
        // These words were released by nobody.
        row = row.col_expr(promise::Column::Released, Expr::val(false));
    }
    row.col_expr(promise::Column::State, Expr::val(state))
        .col_expr(promise::Column::Outcome, Expr::val(outcome))
        .col_expr(promise::Column::SettledOn, Expr::val(day.map(|day| day.to_string())))
        .filter(promise::Column::Id.eq(old.id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Lets the public page show a promise, with these words of what was asked and what was done.
pub async fn release(tx: &Connection, id: Uuid, asked: &str, outcome: &str) -> Result<()> {
    promise::Entity::update_many()
        .col_expr(promise::Column::Released, Expr::val(true))
        .col_expr(promise::Column::Asked, Expr::val(asked))
        .col_expr(promise::Column::Outcome, Expr::val(outcome))
        .filter(promise::Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Takes a promise off the public page.
pub async fn withdraw(tx: &Connection, id: Uuid) -> Result<()> {
    set_where(tx, promise::Column::Released, false, promise::Column::Id.eq(id)).await?;
    Ok(())
}

/// Keeps what whoever asked thinks of what came of it.
pub async fn judge(tx: &Connection, id: Uuid, judgement: Judgement, now: Timestamp) -> Result<bool> {
    let done = promise::Entity::update_many()
        .col_expr(promise::Column::Judgement, Expr::val(judgement.key()))
        .col_expr(promise::Column::JudgedAt, Expr::val(Instant::from(now)))
        .filter(promise::Column::Id.eq(id))
        .filter(promise::Column::State.ne(PromiseState::Open))
        .exec(tx)
        .await?;
    Ok(done.rows_affected > 0)
}

/// Deletes a promise.
pub async fn remove(tx: &Connection, id: Uuid) -> Result<()> {
    promise::Entity::delete_by_id(id).exec(tx).await?;
    Ok(())
}

/// Moves the promises of a partner to another.
pub(super) async fn move_to(tx: &Connection, from: Uuid, into: Uuid) -> Result<()> {
    set_where(tx, promise::Column::PartnerId, into, promise::Column::PartnerId.eq(from)).await?;
    Ok(())
}

/// Cuts the actions of courses loose from a partner that is deleted; other promises to it go with it.
pub(super) async fn let_go(tx: &Connection, partner: Uuid) -> Result<()> {
    let of_course = promise::Column::PartnerId.eq(partner).and(promise::Column::CourseId.is_not_null());
    let of_contacts = of_course.clone().and(promise::Column::OwnerContactId.is_not_null());
    set_where(tx, promise::Column::Who, FORMER, of_contacts).await?;
    set_where(tx, promise::Column::PartnerId, Option::<Uuid>::None, of_course).await?;
    Ok(())
}

/// Takes a contact’s name out of what they promised. The promise stays.
pub(super) async fn forget(tx: &Connection, contact: Uuid) -> Result<()> {
    set_where(tx, promise::Column::Who, FORMER, promise::Column::OwnerContactId.eq(contact)).await?;
    Ok(())
}
