//! Rounds.

use std::collections::HashMap;

use jiff::Timestamp;
use rand::RngExt;
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    Select, Set,
    sea_query::{Expr, Query, SelectStatement},
};
use uuid::Uuid;

use super::{
    Connection, Instant, ListPage, Place, Release, Result, RoundPurpose, StoreError, column_where,
    entity::{comment, contact, course_round, health_round, invitation, round},
    insert,
    keyset::{KeyOrder, NextIds},
    set_where,
};
use crate::survey::{Audience, PrivacyMode, RoundState, Side};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    pub id: Uuid,
    /// The programme it belongs to.
    pub programme: Uuid,
    /// The survey version it asks.
    pub survey_version: Uuid,
    /// The short code of its open link.
    pub code: String,
    /// Who answers.
    pub side: Side,
    /// Who can know who said what.
    pub privacy: PrivacyMode,
    /// Who may answer.
    pub audience: Audience,
    /// The aims the course picked; items of other aims are left out. Empty: all.
    pub aims: Vec<String>,
    /// Where it is in its life.
    pub state: RoundState,
    /// When it opens.
    pub opens_at: Timestamp,
    /// When it closes.
    pub closes_at: Timestamp,
}

impl Round {
    /// Whether an answer given at `now` is still in time. The scheduler may be half a minute behind the clock.
    pub fn takes_answers(&self, now: Timestamp) -> bool {
        self.state.takes_answers() && now < self.closes_at
    }

    /// Whether it takes no more answers at `now`.
    pub fn is_over(&self, now: Timestamp) -> bool {
        matches!(self.state, RoundState::Closed | RoundState::Cancelled) || now >= self.closes_at
    }
}

impl TryFrom<round::Model> for Round {
    type Error = StoreError;

    fn try_from(row: round::Model) -> Result<Self> {
        let damaged = |_| StoreError::Damaged(format!("round {}: aims cannot be read", row.code));
        Ok(Self {
            side: row.side.0,
            privacy: row.privacy.0,
            audience: row.audience.0,
            state: row.state.0,
            aims: serde_json::from_value(row.aims).map_err(damaged)?,
            id: row.id,
            programme: row.programme_id,
            survey_version: row.survey_version_id,
            code: row.code,
            opens_at: row.opens_at.time(),
            closes_at: row.closes_at.time(),
        })
    }
}

/// Characters of short codes: none that is mistaken for another when read aloud or from a wall.
const CODE_ALPHABET: &[u8] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
/// 31^6 codes: 887 million.
const CODE_LENGTH: usize = 6;

/// A new short code.
pub fn new_code() -> String {
    let mut rng = rand::rng();
    (0..CODE_LENGTH).map(|_| char::from(CODE_ALPHABET[rng.random_range(0..CODE_ALPHABET.len())])).collect()
}

fn read(rows: Vec<round::Model>) -> Result<Vec<Round>> {
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Adds a round.
///
/// # Errors
/// A code that is taken.
pub async fn add(db: &Connection, new: &Round) -> Result<()> {
    let row = round::ActiveModel {
        id: Set(new.id),
        programme_id: Set(new.programme),
        survey_version_id: Set(new.survey_version),
        code: Set(new.code.clone()),
        side: Set(new.side.into()),
        privacy: Set(new.privacy.into()),
        audience: Set(new.audience.into()),
        aims: Set(serde_json::Value::from(new.aims.clone())),
        state: Set(new.state.into()),
        opens_at: Set(new.opens_at.into()),
        closes_at: Set(new.closes_at.into()),
    };
    insert(db, row).await
}

/// Lets others answer a round than before.
pub async fn let_answer(db: &Connection, round: Uuid, audience: Audience) -> Result<()> {
    set_where(db, round::Column::Audience, audience.key(), round::Column::Id.eq(round)).await?;
    Ok(())
}

/// Gives a round that is not open yet other aims.
pub async fn aim(tx: &Connection, round: Uuid, aims: &[String]) -> Result<()> {
    let row = round::ActiveModel { aims: Set(serde_json::Value::from(aims.to_vec())), ..Default::default() };
    round::Entity::update_many()
        .set(row)
        .filter(round::Column::Id.eq(round))
        .filter(round::Column::State.eq(RoundState::Planned.key()))
        .exec(tx)
        .await?;
    Ok(())
}

/// The round with this short code, however it is typed and whatever its programme.
pub async fn by_code(db: &Connection, code: &str) -> Result<Option<Round>> {
    let code = code.trim().to_uppercase();
    let row = round::Entity::find().filter(round::Column::Code.eq(code)).one(db).await?;
    row.map(TryInto::try_into).transpose()
}

/// The round with this short code, however it is typed, if it belongs to the programme.
pub async fn in_programme(db: &Connection, programme: Uuid, code: &str) -> Result<Option<Round>> {
    Ok(by_code(db, code).await?.filter(|round| round.programme == programme))
}

/// The round with this id.
pub async fn find(db: &Connection, id: Uuid) -> Result<Option<Round>> {
    round::Entity::find_by_id(id).one(db).await?.map(TryInto::try_into).transpose()
}

/// The round with this id; nobody else changes it until the transaction ends.
pub async fn held(tx: &Connection, id: Uuid) -> Result<Option<Round>> {
    round::Entity::find_by_id(id).lock_exclusive().one(tx).await?.map(TryInto::try_into).transpose()
}

/// The rounds with these ids.
pub(super) async fn with_ids(
    db: &Connection,
    ids: impl Iterator<Item = Uuid>,
) -> Result<HashMap<Uuid, Round>> {
    let rows = round::Entity::find().filter(round::Column::Id.is_in(ids)).all(db).await?;
    Ok(read(rows)?.into_iter().map(|round| (round.id, round)).collect())
}

/// Those of the rounds with these ids that can be read.
pub async fn readable(db: &Connection, ids: &[Uuid]) -> Result<Vec<Round>> {
    let rows = round::Entity::find().filter(round::Column::Id.is_in(ids.iter().copied())).all(db).await?;
    Ok(rows.into_iter().filter_map(|row| Round::try_from(row).ok()).collect())
}

/// The rounds of a programme that take answers at a moment; so many of them, those among `first` before all others, and of
/// each the first to close first.
pub(super) async fn open_with_first(
    db: &Connection,
    programme: Uuid,
    now: Timestamp,
    first: SelectStatement,
    most: u64,
) -> Result<Vec<Round>> {
    let open = round::Entity::find()
        .filter(round::Column::ProgrammeId.eq(programme))
        .filter(is_open(now))
        .order_by_desc(round::Column::Id.in_subquery(first));
    by_close(db, open, most).await
}

/// Those that ask about no course and belong to no health check, the first to close first; so many, and how many there are.
pub async fn first_to_close_beside_courses(
    db: &Connection,
    programme: Uuid,
    now: Timestamp,
    most: u64,
) -> Result<(Vec<Round>, u64)> {
    let open =
        beside_health(programme).filter(is_open(now)).filter(round::Column::Id.not_in_subquery(of_courses()));
    let all = open.clone().count(db).await?;
    Ok((by_close(db, open, most).await?, all))
}

fn is_open(now: Timestamp) -> Expr {
    let is_open = round::Column::State.eq(RoundState::Open.key());
    is_open.and(round::Column::ClosesAt.gt(Instant::from(now)))
}

/// The closed rounds of a programme that belong to no course and have comments that wait; so many, the first closed first.
pub async fn with_comments_beside_courses(db: &Connection, programme: Uuid, most: u64) -> Result<Vec<Round>> {
    let waiting = column_where(comment::Column::RoundId, comment::Column::State.eq(Release::Waiting));
    let of_any = Query::select().column(course_round::Column::RoundId).from(course_round::Entity).take();
    let closed = round::Entity::find()
        .filter(round::Column::ProgrammeId.eq(programme))
        .filter(round::Column::State.eq(RoundState::Closed.key()))
        .filter(round::Column::Id.in_subquery(waiting))
        .filter(round::Column::Id.not_in_subquery(of_any));
    by_close(db, closed, most).await
}

async fn by_close(db: &Connection, which: Select<round::Entity>, most: u64) -> Result<Vec<Round>> {
    let first = which.order_by_asc(round::Column::ClosesAt).order_by_asc(round::Column::Id).limit(most);
    read(first.all(db).await?)
}

/// One page of the closed rounds of a programme that belong to no health check, the last closed first.
pub async fn closed_page(db: &Connection, programme: Uuid, place: Place) -> Result<ListPage<Round>> {
    let here = match place.row() {
        Some(row) => find(db, row).await?,
        None => None,
    };
    let key = here.filter(|here| here.programme == programme);
    let key = key.map(|here| Expr::val(Instant::from(here.closes_at)));
    let order = KeyOrder {
        key: Expr::col((round::Entity, round::Column::ClosesAt)),
        id: Expr::col((round::Entity, round::Column::Id)),
        is_descending: true,
    };
    let mut select = closed(programme);
    let place = order.cut(QueryTrait::query(&mut select), place, key);
    Ok(ListPage::of(read(select.all(db).await?)?, place, |round| round.id))
}

/// The next rounds of a programme that belong to no health check, or of those that have closed, in the order of their ids.
pub async fn next_by_id(
    db: &Connection,
    programme: Uuid,
    only_closed: bool,
    next: NextIds,
) -> Result<Vec<Round>> {
    let mut all = beside_health(programme);
    if only_closed {
        all = all.filter(round::Column::State.eq(RoundState::Closed.key()));
    }
    read(next.of(all, round::Column::Id).all(db).await?)
}

/// The latest closed rounds of a programme that ask about no course and belong to no health check: those that are set
/// against each other.
pub async fn latest_of_sides(db: &Connection, programme: Uuid, most: u64) -> Result<Vec<Round>> {
    first_closed_first(db, of_ledger(programme).filter(round::Column::Id.not_in_subquery(of_courses())), most)
        .await
}

/// The latest closed rounds of a programme that ask about the ledger; the first closed first.
pub async fn latest_of_ledger(db: &Connection, programme: Uuid, most: u64) -> Result<Vec<Round>> {
    first_closed_first(db, of_ledger(programme), most).await
}

/// The closed rounds that ask about the ledger and closed nearest to one of them, so many before it and so many after it; the
/// first closed first.
pub async fn near_of_ledger(db: &Connection, round: &Round, most: u64) -> Result<Vec<Round>> {
    let at = Instant::from(round.closes_at);
    let before = of_ledger(round.programme).filter(round::Column::ClosesAt.lte(at));
    let mut near = first_closed_first(db, before, most).await?;
    let after = of_ledger(round.programme).filter(round::Column::ClosesAt.gt(at));
    near.extend(read(after.order_by_asc(round::Column::ClosesAt).limit(most).all(db).await?)?);
    Ok(near)
}

async fn first_closed_first(db: &Connection, which: Select<round::Entity>, most: u64) -> Result<Vec<Round>> {
    let mut rows = which.order_by_desc(round::Column::ClosesAt).limit(most).all(db).await?;
    rows.reverse();
    read(rows)
}

/// Whether the survey of a version has items of the ledger. Within a text of a definition the quotes would have a backslash
/// before them.
const HAS_LEDGER: &str = "(SELECT CAST(survey_version.definition AS TEXT) LIKE '%\"ledger\":%' \
    FROM survey_version WHERE survey_version.id = asked.survey_version_id)";

/// The closed rounds whose survey has items of the ledger. Each definition that the programme has asked is read once, and no
/// other of the site.
fn of_ledger(programme: Uuid) -> Select<round::Entity> {
    let asked = Query::select()
        .distinct()
        .column(round::Column::SurveyVersionId)
        .from(round::Entity)
        .and_where(Expr::col(round::Column::ProgrammeId).eq(programme))
        .and_where(Expr::col(round::Column::State).eq(RoundState::Closed.key()))
        .take();
    let of_ledger = Query::select()
        .column(("asked", round::Column::SurveyVersionId))
        .from_subquery(asked, "asked")
        .and_where(Expr::cust(HAS_LEDGER))
        .take();
    closed(programme).filter(round::Column::SurveyVersionId.in_subquery(of_ledger))
}

/// The rounds of a programme that ask about no course, the last to close first.
pub async fn latest_beside_courses(db: &Connection, programme: Uuid, most: u64) -> Result<Vec<Round>> {
    let rows = round::Entity::find()
        .filter(round::Column::ProgrammeId.eq(programme))
        .filter(round::Column::Id.not_in_subquery(of_courses()))
        .order_by_desc(round::Column::ClosesAt)
        .limit(most)
        .all(db)
        .await?;
    read(rows)
}

/// The latest rounds of a programme that nobody but the people on their list could answer and that closed before a moment.
pub async fn of_lists_before(
    db: &Connection,
    programme: Uuid,
    moment: Timestamp,
    most: u64,
) -> Result<Vec<Round>> {
    of_lists(db, programme, round::Column::ClosesAt.lte(Instant::from(moment)), most).await
}

/// The latest of them that opened after a moment and have closed.
pub async fn of_lists_after(
    db: &Connection,
    programme: Uuid,
    moment: Timestamp,
    most: u64,
) -> Result<Vec<Round>> {
    of_lists(db, programme, round::Column::OpensAt.gte(Instant::from(moment)), most).await
}

async fn of_lists(db: &Connection, programme: Uuid, when: Expr, most: u64) -> Result<Vec<Round>> {
    let rows = round::Entity::find()
        .filter(round::Column::ProgrammeId.eq(programme))
        .filter(round::Column::State.eq(RoundState::Closed.key()))
        .filter(round::Column::Audience.eq(Audience::Invited.key()))
        .filter(when)
        .order_by_desc(round::Column::ClosesAt)
        .order_by_desc(round::Column::Id)
        .limit(most)
        .all(db)
        .await?;
    read(rows)
}

/// The rounds that ask about a course itself.
fn of_courses() -> SelectStatement {
    let own = [RoundPurpose::Before, RoundPurpose::Feedback, RoundPurpose::FollowUp];
    column_where(course_round::Column::RoundId, course_round::Column::Purpose.is_in(own))
}

fn closed(programme: Uuid) -> Select<round::Entity> {
    beside_health(programme).filter(round::Column::State.eq(RoundState::Closed.key()))
}

fn beside_health(programme: Uuid) -> Select<round::Entity> {
    let of_checks = Query::select().column(health_round::Column::RoundId).from(health_round::Entity).take();
    round::Entity::find()
        .filter(round::Column::ProgrammeId.eq(programme))
        .filter(round::Column::Id.not_in_subquery(of_checks))
}

/// The rounds that contacts of a partner were invited to, the latest first, but for those of health checks.
pub async fn asking_partner(db: &Connection, partner: Uuid) -> Result<Vec<Round>> {
    let contacts = column_where(contact::Column::Id, contact::Column::PartnerId.eq(partner));
    let invited =
        column_where(invitation::Column::RoundId, invitation::Column::ContactId.in_subquery(contacts));
    let of_checks = Query::select().column(health_round::Column::RoundId).from(health_round::Entity).take();
    let rows = round::Entity::find()
        .filter(round::Column::Id.in_subquery(invited))
        .filter(round::Column::Id.not_in_subquery(of_checks))
        .order_by_desc(round::Column::OpensAt)
        .order_by_asc(round::Column::Id)
        .all(db)
        .await?;
    read(rows)
}

/// Every round there is.
pub async fn all(db: &Connection) -> Result<Vec<Round>> {
    read(round::Entity::find().order_by_asc(round::Column::Code).all(db).await?)
}

/// A round by its id, with the id of its programme: for work that one round that cannot be read must not stop.
pub type Named = (Uuid, Uuid);

/// The open rounds whose time is over.
pub async fn due_to_close(db: &Connection, now: Timestamp) -> Result<Vec<Named>> {
    let over = round::Column::ClosesAt.lte(Instant::from(now));
    Ok(named().filter(over).order_by_asc(round::Column::ClosesAt).into_tuple().all(db).await?)
}

/// The open rounds whose time is not over.
pub async fn open(db: &Connection, now: Timestamp) -> Result<Vec<Named>> {
    let goes_on = round::Column::ClosesAt.gt(Instant::from(now));
    Ok(named().filter(goes_on).order_by_asc(round::Column::ClosesAt).into_tuple().all(db).await?)
}

fn named() -> Select<round::Entity> {
    round::Entity::find()
        .select_only()
        .columns([round::Column::Id, round::Column::ProgrammeId])
        .filter(round::Column::State.eq(RoundState::Open.key()))
}
