//! Health checks of partnerships. What both sides answered is sealed until every round of a check has closed; then it is
//! counted once, and kept with the partnership.

mod due;

use std::collections::{BTreeMap, HashMap, HashSet};

use common_ground_reports::{
    counts::Counts,
    health::{ConditionInput, HealthCheck},
    scale::Missing,
};
use jiff::{Timestamp, civil::Date};
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationDef, Select,
    Set,
    sea_query::{Expr, SelectStatement},
};
use uuid::Uuid;

use super::{
    Connection, Contact, Instant, KeyColumn, Partner, Result, Round, StoreError, Transaction,
    agreements::FORMER,
    check, column_where, contacts, delete_where,
    entity::{
        health_check, health_person, health_plan, health_reply, health_round, invitation, partner, round,
    },
    insert_or_set, round_removal, set_where, surveys, values_where,
};
use crate::survey::{ENGLISH, RoundState, Side, health};

pub use super::entity::ReplyKind;
pub use due::{all_answered, due_to_begin, to_unseal, uncounted};

/// How often the health of a partnership is checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HealthPlan {
    /// Months from one check to the next; none while it is off.
    pub every_months: Option<i32>,
    /// When the next one begins.
    pub next_on: Option<Date>,
    /// Who of the library answers, among its contacts.
    pub library_people: Vec<Uuid>,
}

/// One health check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    pub id: Uuid,
    /// The partner that it is about.
    pub partner_id: Uuid,
    /// When its first survey opens.
    pub opens_at: Timestamp,
    /// When its surveys close at the latest.
    pub closes_at: Timestamp,
    /// When both sides could see the answers; none while they are sealed.
    pub unsealed_at: Option<Timestamp>,
    /// What both sides answered; nothing while it is sealed.
    pub figures: Vec<ConditionInput>,
}

/// Somebody who is asked in a health check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HealthPerson {
    /// The check.
    pub check_id: Uuid,
    /// For whom they answer.
    pub side: Side,
    /// Which contact it is; none after they were erased.
    pub contact_id: Option<Uuid>,
    pub name: String,
    /// Whether they answered any of it; known once it is unsealed.
    pub answered: bool,
    /// Whether they answered for the first time, after others had.
    pub is_new: bool,
}

from_row!(HealthPerson: health_person { check_id, side, contact_id, name, answered, is_new });

/// What the library replied to one condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HealthReply {
    /// The check.
    pub check_id: Uuid,
    /// The key of the condition.
    pub item: String,
    /// Which reply it is.
    pub kind: ReplyKind,
    /// What the library will do, why it cannot, or what else there is to say; may be empty.
    pub words: String,
    /// The day to talk about it.
    pub talk_on: Option<Date>,
    /// The promise that it became.
    pub promise_id: Option<Uuid>,
    /// Who replied.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

impl From<health_reply::Model> for HealthReply {
    fn from(row: health_reply::Model) -> Self {
        Self {
            check_id: row.check_id,
            item: row.item,
            kind: row.kind,
            words: row.words,
            talk_on: row.talk_on.and_then(|day| day.parse().ok()),
            promise_id: row.promise_id,
            by: row.by,
            at: row.at.time(),
        }
    }
}

from_row!(HealthReply: health_reply);

/// A partnership whose library owes replies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingConditions {
    /// The partner.
    pub partner_id: Uuid,
    /// Its name.
    pub partner: String,
    /// How many conditions wait for a reply.
    pub conditions: u64,
}

/// How far one side of a check that is open has come: how many forms it was given, and how many it sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HealthProgress {
    /// Forms that its people were given.
    pub given: u64,
    /// Forms that they sent.
    pub sent: u64,
}

impl HealthProgress {
    /// Whether everybody of the side has answered everything.
    pub fn is_complete(self) -> bool {
        self.given > 0 && self.sent == self.given
    }
}

fn damaged(what: &str, error: &serde_json::Error) -> StoreError {
    StoreError::Damaged(format!("{what}: {error}"))
}

fn read(row: health_check::Model) -> Result<Health> {
    let figures = serde_json::from_value(row.figures)
        .map_err(|error| damaged(&format!("health check {}", row.id), &error))?;
    Ok(Health {
        id: row.id,
        partner_id: row.partner_id,
        opens_at: row.opens_at.time(),
        closes_at: row.closes_at.time(),
        unsealed_at: row.unsealed_at.map(Instant::time),
        figures,
    })
}

fn of_partner_of_check() -> RelationDef {
    health_check::Entity::belongs_to(partner::Entity)
        .from(health_check::Column::PartnerId)
        .to(partner::Column::Id)
        .into()
}

/// How often the health of a partnership is checked.
pub async fn plan(db: &Connection, partner: Uuid) -> Result<HealthPlan> {
    let Some(row) = health_plan::Entity::find_by_id(partner).one(db).await? else {
        return Ok(HealthPlan::default());
    };
    Ok(HealthPlan {
        every_months: Some(row.every_months).filter(|months| *months > 0),
        next_on: row.next_on.and_then(|day| day.parse().ok()),
        library_people: serde_json::from_value(row.library_people)
            .map_err(|error| damaged("people of a health check", &error))?,
    })
}

/// Keeps how often the health of a partnership is checked.
pub async fn keep_plan(tx: &Transaction, partner: Uuid, plan: &HealthPlan) -> Result<()> {
    let people = serde_json::to_value(&plan.library_people)
        .map_err(|error| damaged("people of a health check", &error))?;
    let row = health_plan::ActiveModel {
        partner_id: Set(partner),
        every_months: Set(plan.every_months.unwrap_or_default()),
        next_on: Set(plan.next_on.map(|day| day.to_string())),
        library_people: Set(people),
    };
    let columns =
        [health_plan::Column::EveryMonths, health_plan::Column::NextOn, health_plan::Column::LibraryPeople];
    insert_or_set(tx, row, [health_plan::Column::PartnerId], columns).await
}

/// Who is asked for the library and for the partner: the library people that the plan names, and the contacts of the
/// partner, as far as they have an address.
pub async fn to_ask(db: &Connection, partner: &Partner, plan: &HealthPlan) -> Result<[Vec<Contact>; 2]> {
    let mut library = contacts::among_staff(db, partner.programme_id, &plan.library_people).await?;
    library.retain(|one| !one.email.is_empty());
    let mut theirs = contacts::of_partner(db, partner.programme_id, Some(partner.id)).await?;
    theirs.retain(|one| !one.email.is_empty());
    Ok([library, theirs])
}

/// The health checks of a partnership, the earliest first.
pub async fn of_partner(db: &Connection, partner: Uuid) -> Result<Vec<Health>> {
    let rows = health_check::Entity::find()
        .filter(health_check::Column::PartnerId.eq(partner))
        .order_by_asc(health_check::Column::OpensAt)
        .order_by_asc(health_check::Column::Id)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// The health check of a partnership that is sealed; none where both sides can see every one.
pub async fn open(db: &Connection, partner: Uuid) -> Result<Option<Health>> {
    Ok(of_partner(db, partner).await?.into_iter().find(|check| check.unsealed_at.is_none()))
}

/// The health checks of a programme, the earliest first.
pub async fn of_programme(db: &Connection, programme: Uuid) -> Result<Vec<Health>> {
    rows_of_programme(programme).all(db).await?.into_iter().map(read).collect()
}

/// The health checks of a programme that both sides can see, each by its partner and its own id, the first finished first.
pub(super) async fn finished(db: &Connection, programme: Uuid) -> Result<Vec<(Uuid, Uuid)>> {
    Ok(health_check::Entity::find()
        .select_only()
        .columns([health_check::Column::PartnerId, health_check::Column::Id])
        .join(JoinType::InnerJoin, of_partner_of_check())
        .filter(partner::Column::ProgrammeId.eq(programme))
        .filter(health_check::Column::UnsealedAt.is_not_null())
        .order_by_asc(health_check::Column::UnsealedAt)
        .order_by_asc(health_check::Column::Id)
        .into_tuple()
        .all(db)
        .await?)
}

/// What both sides answered in these health checks.
pub(super) async fn figures_of(
    db: &Connection,
    checks: &[Uuid],
) -> Result<HashMap<Uuid, Vec<ConditionInput>>> {
    // As text, of which a tree of values would take many times the memory.
    let rows: Vec<(Uuid, String)> = health_check::Entity::find()
        .select_only()
        .column(health_check::Column::Id)
        .column_as(Expr::cust("CAST(figures AS TEXT)"), "figures")
        .filter(health_check::Column::Id.is_in(checks.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    let read = |(id, figures): (Uuid, String)| -> Result<(Uuid, Vec<ConditionInput>)> {
        let figures = serde_json::from_str(&figures);
        Ok((id, figures.map_err(|error| damaged(&format!("health check {id}"), &error))?))
    };
    rows.into_iter().map(read).collect()
}

fn rows_of_programme(programme: Uuid) -> Select<health_check::Entity> {
    health_check::Entity::find()
        .join(JoinType::InnerJoin, of_partner_of_check())
        .filter(partner::Column::ProgrammeId.eq(programme))
        .order_by_asc(health_check::Column::OpensAt)
        .order_by_asc(health_check::Column::Id)
}

/// Adds a health check with its rounds, which are there already, and the people asked.
pub async fn add(tx: &Transaction, new: &Health, rounds: &[Uuid], people: &[HealthPerson]) -> Result<()> {
    let row = health_check::ActiveModel {
        id: Set(new.id),
        partner_id: Set(new.partner_id),
        opens_at: Set(new.opens_at.into()),
        closes_at: Set(new.closes_at.into()),
        unsealed_at: Set(new.unsealed_at.map(Into::into)),
        figures: Set(as_json(&new.figures)?),
        waiting: Set(new.unsealed_at.map(|_| waiting(&new.figures, &[]))),
    };
    health_check::Entity::insert(row).exec_without_returning(tx).await?;
    let links =
        rounds.iter().map(|round| health_round::ActiveModel { round_id: Set(*round), check_id: Set(new.id) });
    if !rounds.is_empty() {
        health_round::Entity::insert_many(links).exec_without_returning(tx).await?;
    }
    let rows = people.iter().map(|one| health_person::ActiveModel {
        id: Set(Uuid::new_v4()),
        check_id: Set(new.id),
        side: Set(one.side.into()),
        contact_id: Set(one.contact_id),
        name: Set(one.name.clone()),
        answered: Set(one.answered),
        is_new: Set(one.is_new),
    });
    if !people.is_empty() {
        health_person::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

fn rounds_of(check: Uuid) -> SelectStatement {
    column_where(health_round::Column::RoundId, health_round::Column::CheckId.eq(check))
}

/// The rounds of a health check.
pub async fn rounds(db: &Connection, check: Uuid) -> Result<Vec<Round>> {
    let rows = round::Entity::find()
        .filter(round::Column::Id.in_subquery(rounds_of(check)))
        .order_by_asc(round::Column::OpensAt)
        .order_by_asc(round::Column::Side)
        .all(db)
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// The partner whose health a round asks about; none for other rounds.
pub async fn partner_of_round(db: &Connection, round: Uuid) -> Result<Option<Uuid>> {
    let check = column_where(health_round::Column::CheckId, health_round::Column::RoundId.eq(round));
    Ok(health_check::Entity::find()
        .select_only()
        .column(health_check::Column::PartnerId)
        .filter(health_check::Column::Id.in_subquery(check))
        .into_tuple()
        .one(db)
        .await?)
}

/// Which of these rounds belong to health checks that are sealed: nothing that was answered in them is told to anybody.
pub async fn sealed(db: &Connection, rounds: &[Uuid]) -> Result<HashSet<Uuid>> {
    let sealed = column_where(health_check::Column::Id, health_check::Column::UnsealedAt.is_null());
    let these = health_round::Column::RoundId.is_in(rounds.iter().copied());
    let these = these.and(health_round::Column::CheckId.in_subquery(sealed));
    let ids: Vec<Uuid> = values_where(db, health_round::Column::RoundId, these).await?;
    Ok(ids.into_iter().collect())
}

/// The people asked in each of these checks, by name.
pub async fn people(db: &Connection, checks: &[Uuid]) -> Result<HashMap<Uuid, Vec<HealthPerson>>> {
    let mut people: HashMap<Uuid, Vec<HealthPerson>> = HashMap::new();
    let rows = health_person::Entity::find()
        .filter(health_person::Column::CheckId.is_in(checks.iter().copied()))
        .order_by_asc(health_person::Column::Name)
        .order_by_asc(health_person::Column::Id)
        .into_model::<HealthPerson>()
        .all(db)
        .await?;
    for person in rows {
        people.entry(person.check_id).or_default().push(person);
    }
    Ok(people)
}

/// The links to the rounds of a check: the side, whom each belongs to, and whether it was used.
async fn links(db: &Connection, check: Uuid) -> Result<Vec<(Side, Uuid, bool)>> {
    let to_round =
        invitation::Entity::belongs_to(round::Entity).from(invitation::Column::RoundId).to(round::Column::Id);
    let links: Vec<(KeyColumn<Side>, Uuid, bool)> = invitation::Entity::find()
        .select_only()
        .column(round::Column::Side)
        .column(invitation::Column::ContactId)
        .column(invitation::Column::Used)
        .join(JoinType::InnerJoin, to_round.into())
        .filter(invitation::Column::RoundId.in_subquery(rounds_of(check)))
        .into_tuple()
        .all(db)
        .await?;
    Ok(links.into_iter().map(|(side, who, used)| (side.0, who, used)).collect())
}

/// How far the library and the partner have come in a check, in this order. It tells who has answered, and nothing of what.
pub async fn progress(db: &Connection, check: Uuid) -> Result<[HealthProgress; 2]> {
    let links = links(db, check).await?;
    Ok([Side::Library, Side::Partner].map(|side| {
        let own = || links.iter().filter(|(of, ..)| *of == side);
        HealthProgress { given: own().count() as u64, sent: own().filter(|(.., used)| *used).count() as u64 }
    }))
}

/// Unseals a check if every one of its rounds has closed: counts what both sides answered, and notes who did. `false` while
/// one is open, and when it was done before.
pub async fn unseal(tx: &Transaction, id: Uuid, now: Timestamp) -> Result<bool> {
    let rounds = rounds(tx, id).await?;
    if rounds.iter().any(|round| round.state != RoundState::Closed) {
        return Ok(false);
    }
    let figures = figures(tx, &rounds).await?;
    let done = health_check::Entity::update_many()
        .col_expr(health_check::Column::UnsealedAt, Expr::val(Instant::from(now)))
        .col_expr(health_check::Column::Figures, Expr::val(as_json(&figures)?))
        .filter(health_check::Column::Id.eq(id))
        .filter(health_check::Column::UnsealedAt.is_null())
        .exec(tx)
        .await?;
    if done.rows_affected == 0 {
        return Ok(false);
    }
    count_waiting(tx, id).await?;
    note_who_answered(tx, id).await?;
    Ok(true)
}

/// Notes who of those asked answered, and who of them for the first time after others of their side had. The list of links
/// is deleted after a time; this stays with the partnership.
async fn note_who_answered(tx: &Transaction, id: Uuid) -> Result<()> {
    let Some(check) = health_check::Entity::find_by_id(id).one(tx).await? else { return Ok(()) };
    let earlier = column_where(
        health_check::Column::Id,
        health_check::Column::PartnerId
            .eq(check.partner_id)
            .and(health_check::Column::OpensAt.lt(check.opens_at)),
    );
    let before: Vec<HealthPerson> = health_person::Entity::find()
        .filter(health_person::Column::CheckId.in_subquery(earlier))
        .filter(health_person::Column::Answered.eq(true))
        .into_model()
        .all(tx)
        .await?;
    let answered: HashSet<(Side, Uuid)> = links(tx, id)
        .await?
        .into_iter()
        .filter(|(.., used)| *used)
        .map(|(side, who, _)| (side, who))
        .collect();
    for side in [Side::Library, Side::Partner] {
        let known: HashSet<Uuid> =
            before.iter().filter(|one| one.side == side).filter_map(|one| one.contact_id).collect();
        let had_others = before.iter().any(|one| one.side == side);
        let own: Vec<Uuid> = answered.iter().filter(|(of, _)| *of == side).map(|(_, who)| *who).collect();
        let new: Vec<Uuid> = own.iter().copied().filter(|who| had_others && !known.contains(who)).collect();
        for (column, who) in [(health_person::Column::Answered, own), (health_person::Column::IsNew, new)] {
            let of_side =
                health_person::Column::CheckId.eq(id).and(health_person::Column::Side.eq(side.key()));
            let theirs = of_side.and(health_person::Column::ContactId.is_in(who));
            set_where(tx, column, true, theirs).await?;
        }
    }
    Ok(())
}

/// What both sides answered about each condition.
async fn figures(db: &Connection, rounds: &[Round]) -> Result<Vec<ConditionInput>> {
    let mut sides: BTreeMap<(String, Side), Counts> = BTreeMap::new();
    let mut conditions: Vec<ConditionInput> = Vec::new();
    for round in rounds {
        let survey = surveys::asked(db, round).await?;
        let cells = check::recount(db, round.id, |answers| check::counted(&survey, answers), |_| {}).await?;
        for ((item, _, value), people) in cells {
            let (counts, people) =
                (sides.entry((item, round.side)).or_default(), u64::try_from(people).unwrap_or_default());
            match (value.parse::<u8>(), Missing::from_key(&value)) {
                (Ok(point), _) => counts.add_value(point, people),
                (_, Some(missing)) => counts.add_missing(missing, people),
                _ => {}
            }
        }
        for item in health::conditions(&survey) {
            if conditions.iter().all(|condition| condition.key != item.key) {
                conditions.push(ConditionInput {
                    key: item.key.clone(),
                    label: item.label.in_language(ENGLISH).to_owned(),
                    library: Counts::default(),
                    partner: Counts::default(),
                });
            }
        }
    }
    for condition in &mut conditions {
        let of = |side| sides.get(&(condition.key.clone(), side)).copied().unwrap_or_default();
        (condition.library, condition.partner) = (of(Side::Library), of(Side::Partner));
    }
    Ok(conditions)
}

fn as_json(figures: &[ConditionInput]) -> Result<serde_json::Value> {
    serde_json::to_value(figures).map_err(|error| damaged("figures of a health check", &error))
}

/// Counts a check anew of which a round has lost an answer: with one to three people a side, figures that stayed would be
/// the answers of whoever was erased.
pub(super) async fn count_again(tx: &Transaction, round: Uuid) -> Result<()> {
    let Some(link) = health_round::Entity::find_by_id(round).one(tx).await? else { return Ok(()) };
    let figures = figures(tx, &rounds(tx, link.check_id).await?).await?;
    let this = health_check::Column::Id.eq(link.check_id).and(health_check::Column::UnsealedAt.is_not_null());
    set_where(tx, health_check::Column::Figures, as_json(&figures)?, this).await?;
    count_waiting(tx, link.check_id).await
}

/// Of the finished checks that are selected, the last of each partner.
const IS_LAST: &str = "NOT EXISTS (SELECT 1 FROM health_check AS later \
    WHERE later.partner_id = health_check.partner_id AND later.unsealed_at IS NOT NULL \
    AND (later.opens_at, later.id) > (health_check.opens_at, health_check.id))";

/// Partnerships of a programme whose last finished check has conditions that wait for a reply; so many at most.
pub async fn waiting_for_reply(
    db: &Connection,
    programme: Uuid,
    most: u64,
) -> Result<Vec<WaitingConditions>> {
    let rows: Vec<(Uuid, String, i32)> = health_check::Entity::find()
        .select_only()
        .column(health_check::Column::PartnerId)
        .column(partner::Column::Name)
        .column(health_check::Column::Waiting)
        .join(JoinType::InnerJoin, of_partner_of_check())
        .filter(partner::Column::ProgrammeId.eq(programme))
        .filter(health_check::Column::Waiting.gt(0))
        .filter(Expr::cust(IS_LAST))
        .order_by_asc(health_check::Column::PartnerId)
        .limit(most)
        .into_tuple()
        .all(db)
        .await?;
    let waiting = |(partner_id, partner, conditions): (Uuid, String, i32)| WaitingConditions {
        partner_id,
        partner,
        conditions: u64::try_from(conditions).unwrap_or_default(),
    };
    Ok(rows.into_iter().map(waiting).collect())
}

/// How many conditions that are low on both sides or seen differently nobody has replied to.
fn waiting(figures: &[ConditionInput], replies: &[HealthReply]) -> i32 {
    let found = HealthCheck::new(figures);
    let is_replied = |key: &str| replies.iter().any(|reply| reply.item == key);
    let count = found.needing_reply().filter(|factor| !is_replied(&factor.key)).count();
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// Notes how many conditions of a check wait for a reply: whenever its figures or the replies are others.
pub async fn count_waiting(tx: &Connection, id: Uuid) -> Result<()> {
    let Some(row) = health_check::Entity::find_by_id(id).one(tx).await? else { return Ok(()) };
    let (check, replies) = (read(row)?, replies(tx, &[id]).await?);
    let count = check.unsealed_at.map(|_| waiting(&check.figures, &replies));
    set_where(tx, health_check::Column::Waiting, Expr::val(count), health_check::Column::Id.eq(id)).await?;
    Ok(())
}

/// Notes it of the checks of a programme that came from elsewhere.
pub(super) async fn count_all_waiting(tx: &Connection, programme: Uuid) -> Result<()> {
    for checks in finished(tx, programme).await?.chunks(1_000) {
        let ids: Vec<Uuid> = checks.iter().map(|(_, check)| *check).collect();
        let mut replied: HashMap<Uuid, Vec<HealthReply>> = HashMap::new();
        for reply in replies(tx, &ids).await? {
            replied.entry(reply.check_id).or_default().push(reply);
        }
        let mut by_count: BTreeMap<i32, Vec<Uuid>> = BTreeMap::new();
        for (check, figures) in figures_of(tx, &ids).await? {
            let replies = replied.get(&check).map(Vec::as_slice).unwrap_or_default();
            by_count.entry(waiting(&figures, replies)).or_default().push(check);
        }
        for (count, ids) in by_count {
            let these = health_check::Column::Id.is_in(ids);
            set_where(tx, health_check::Column::Waiting, Expr::val(Some(count)), these).await?;
        }
    }
    Ok(())
}

/// Deletes the rounds of every check of a partner, with everything that was answered in them: without its partner nobody
/// could tell any more that they belong together.
pub(super) async fn remove_rounds(tx: &Connection, partner: Uuid) -> Result<()> {
    let checks = column_where(health_check::Column::Id, health_check::Column::PartnerId.eq(partner));
    let theirs = health_round::Column::CheckId.in_subquery(checks);
    let ids: Vec<Uuid> = values_where(tx, health_round::Column::RoundId, theirs).await?;
    round_removal::delete(tx, &ids).await
}

/// The checks in which these contacts were asked.
pub(super) async fn of_contacts(db: &Connection, contacts: &[Uuid]) -> Result<Vec<HealthPerson>> {
    Ok(health_person::Entity::find()
        .filter(health_person::Column::ContactId.is_in(contacts.iter().copied()))
        .into_model()
        .all(db)
        .await?)
}

/// Deletes a check that is sealed, with its rounds and everything that was answered in them; `false` if it is not.
pub async fn remove_sealed(tx: &Transaction, id: Uuid) -> Result<bool> {
    let rounds: Vec<Uuid> = rounds(tx, id).await?.iter().map(|round| round.id).collect();
    let this = health_check::Column::Id.eq(id).and(health_check::Column::UnsealedAt.is_null());
    let is_gone = delete_where(tx, health_check::Entity, this).await? > 0;
    if is_gone {
        round_removal::delete(tx, &rounds).await?;
    }
    Ok(is_gone)
}

/// What the library replied in these checks.
pub async fn replies(db: &Connection, checks: &[Uuid]) -> Result<Vec<HealthReply>> {
    Ok(health_reply::Entity::find()
        .filter(health_reply::Column::CheckId.is_in(checks.iter().copied()))
        .order_by_asc(health_reply::Column::At)
        .order_by_asc(health_reply::Column::Item)
        .into_model()
        .all(db)
        .await?)
}

/// Keeps a reply; one given before to the same condition gives way.
pub async fn reply(tx: &Transaction, new: &HealthReply) -> Result<()> {
    use health_reply::Column;
    let row = health_reply::ActiveModel {
        check_id: Set(new.check_id),
        item: Set(new.item.clone()),
        kind: Set(new.kind),
        words: Set(new.words.clone()),
        talk_on: Set(new.talk_on.map(|day| day.to_string())),
        promise_id: Set(new.promise_id),
        by: Set(new.by.clone()),
        at: Set(new.at.into()),
    };
    let columns = [Column::Kind, Column::Words, Column::TalkOn, Column::PromiseId, Column::By, Column::At];
    insert_or_set(tx, row, [Column::CheckId, Column::Item], columns).await?;
    count_waiting(tx, new.check_id).await
}

/// Moves the checks of a partner to another, and its plan unless the health of the other is checked regularly.
pub(super) async fn move_to(tx: &Transaction, from: Uuid, into: Uuid) -> Result<()> {
    set_where(tx, health_check::Column::PartnerId, into, health_check::Column::PartnerId.eq(from)).await?;
    let old = plan(tx, from).await?;
    if old.every_months.is_some() && plan(tx, into).await?.every_months.is_none() {
        keep_plan(tx, into, &old).await?;
    }
    Ok(())
}

/// Takes a contact’s name out of the checks in which they were asked.
pub(super) async fn forget(tx: &Connection, contact: Uuid) -> Result<()> {
    health_person::Entity::update_many()
        .col_expr(health_person::Column::Name, Expr::val(FORMER))
        .col_expr(health_person::Column::ContactId, Expr::val(Option::<Uuid>::None))
        .filter(health_person::Column::ContactId.eq(contact))
        .exec(tx)
        .await?;
    Ok(())
}
