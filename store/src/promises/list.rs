//! Promises as their list shows them: those that stand in one way, a page at a time, the first due first; and counted.

use jiff::civil::Date;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, Order, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, sea_query::Expr,
};
use uuid::Uuid;

use super::{Judgement, read};
use crate::store::{
    Connection, ListPage, Place, Promise, PromiseState, Result, column_where, columns_of, counts_by,
    entity::{course, promise},
    keyset::{KeyOrder, NextIds},
};

/// The day of a promise, written as in the index of promises by their day; what is no day comes after all days.
pub(super) const DUE: &str = "CASE WHEN by_when LIKE '2___-__-__' THEN by_when ELSE '9' END";

/// Promises that are read at once for a file.
const IN_FILE: usize = 500;

/// Which promises are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PromiseFilter {
    /// All of them.
    All,
    /// Those in this state.
    State(PromiseState),
    /// Those that should have been done before this day.
    Overdue(Date),
}

impl PromiseFilter {
    fn condition(self) -> Condition {
        let all = Condition::all();
        match self {
            Self::All => all,
            Self::State(state) => all.add(promise::Column::State.eq(state)),
            Self::Overdue(today) => {
                all.add(promise::Column::State.eq(PromiseState::Open)).add(Expr::cust(is_before(today)))
            }
        }
    }
}

/// Whether the day of a promise is over.
fn is_before(today: Date) -> String {
    format!("by_when LIKE '2___-__-__' AND by_when < '{today}'")
}

/// The same as [`DUE`] of a promise that was read.
pub(super) fn due(by: &str) -> String {
    let letters: Vec<char> = by.chars().collect();
    let is_day = matches!(letters.as_slice(), ['2', _, _, _, '-', _, _, '-', _, _]);
    if is_day { by.to_owned() } else { "9".to_owned() }
}

/// The first due first.
fn by_due() -> KeyOrder {
    KeyOrder {
        key: Expr::cust(DUE),
        id: Expr::col((promise::Entity, promise::Column::Id)),
        is_descending: false,
    }
}

/// One page of the promises of a programme that stand in one way, the first due first.
pub async fn page(
    db: &Connection,
    programme: Uuid,
    filter: PromiseFilter,
    place: Place,
) -> Result<ListPage<Promise>> {
    let here = match place.row() {
        Some(row) => super::find(db, programme, row).await?,
        None => None,
    };
    let mut select =
        promise::Entity::find().filter(promise::Column::ProgrammeId.eq(programme)).filter(filter.condition());
    let key = here.map(|here| Expr::val(due(&here.by)));
    let place = by_due().cut(QueryTrait::query(&mut select), place, key);
    let rows = select.all(db).await?.into_iter().map(read).collect::<Result<Vec<_>>>()?;
    Ok(ListPage::of(rows, place, |promise| promise.id))
}

/// The next promises of a programme for a file, the first due first: those behind the one that was written last, which may have
/// been deleted meanwhile; the first where none was. None come behind the last.
pub async fn next_due(db: &Connection, programme: Uuid, last: Option<&Promise>) -> Result<Vec<Promise>> {
    let place = last.map_or(Place::First, |last| Place::After(last.id));
    let key = last.map(|last| Expr::val(due(&last.by)));
    let mut select = promise::Entity::find().filter(promise::Column::ProgrammeId.eq(programme));
    by_due().cut_to(IN_FILE, QueryTrait::query(&mut select), place, key);
    select.all(db).await?.into_iter().map(read).collect()
}

/// The next promises of a programme in the order of their ids.
pub async fn next_by_id(db: &Connection, programme: Uuid, next: NextIds) -> Result<Vec<Promise>> {
    let all = promise::Entity::find().filter(promise::Column::ProgrammeId.eq(programme));
    next.of(all, promise::Column::Id).all(db).await?.into_iter().map(read).collect()
}

/// How many promises of a programme stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PromiseCounts {
    /// To be done.
    pub open: u64,
    /// Done.
    pub done: u64,
    /// Partly done.
    pub partly: u64,
    /// Not possible.
    pub not_possible: u64,
    /// Of those to be done, those whose day is over.
    pub overdue: u64,
    /// Those that the public page may show.
    pub released: u64,
}

impl PromiseCounts {
    /// All of them.
    pub fn all(self) -> u64 {
        self.open + self.done + self.partly + self.not_possible
    }
}

/// Counts the promises of a programme.
pub async fn counts(db: &Connection, programme: Uuid, today: Date) -> Result<PromiseCounts> {
    let among = |which: &str| Expr::cust(format!("SUM(CASE WHEN {which} THEN 1 ELSE 0 END)"));
    let rows: Vec<(PromiseState, i64, i64, i64)> = promise::Entity::find()
        .select_only()
        .column(promise::Column::State)
        .column_as(Expr::cust("COUNT(*)"), "promises")
        .column_as(among(&is_before(today)), "late")
        .column_as(among("released"), "told")
        .filter(promise::Column::ProgrammeId.eq(programme))
        .group_by(promise::Column::State)
        .into_tuple()
        .all(db)
        .await?;
    let number = |count: i64| u64::try_from(count).unwrap_or_default();
    let mut counts = PromiseCounts::default();
    for (state, promises, late, told) in rows {
        counts.released += number(told);
        let promises = number(promises);
        match state {
            PromiseState::Open => (counts.open, counts.overdue) = (promises, number(late)),
            PromiseState::Done => counts.done = promises,
            PromiseState::Partly => counts.partly = promises,
            PromiseState::NotPossible => counts.not_possible = promises,
        }
    }
    Ok(counts)
}

/// The promises of a programme that are overdue and belong to no course: how many, and the first; none where there are none.
pub async fn overdue_beside_courses(
    db: &Connection,
    programme: Uuid,
    today: Date,
) -> Result<Option<(u64, Promise)>> {
    let overdue = || {
        promise::Entity::find()
            .filter(promise::Column::ProgrammeId.eq(programme))
            .filter(promise::Column::CourseId.is_null())
            .filter(PromiseFilter::Overdue(today).condition())
    };
    let first = overdue().order_by(Expr::cust(DUE), Order::Asc).order_by_asc(promise::Column::Id);
    let Some(first) = first.one(db).await? else { return Ok(None) };
    Ok(Some((overdue().count(db).await?, read(first)?)))
}

/// What those who asked for something said of what came of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JudgementCounts {
    /// How often somebody was asked.
    pub asked: u64,
    /// It was what they meant.
    pub yes: u64,
    /// A part of it was.
    pub partly: u64,
    /// It was not.
    pub no: u64,
}

/// Counts what those who asked for promises of a programme said of what came of them.
pub async fn judgements(db: &Connection, programme: Uuid) -> Result<JudgementCounts> {
    let was_asked = Condition::any()
        .add(promise::Column::AskedAt.is_not_null())
        .add(promise::Column::Judgement.is_not_null());
    let asked = promise::Entity::find().filter(promise::Column::ProgrammeId.eq(programme)).filter(was_asked);
    let rows: Vec<(Option<String>, i64)> = counts_by(db, asked, promise::Column::Judgement).await?;
    let mut counts = JudgementCounts::default();
    for (judgement, promises) in rows {
        let promises = u64::try_from(promises).unwrap_or_default();
        counts.asked += promises;
        match judgement.as_deref().and_then(Judgement::from_key) {
            Some(Judgement::Yes) => counts.yes += promises,
            Some(Judgement::Partly) => counts.partly += promises,
            Some(Judgement::No) => counts.no += promises,
            None => {}
        }
    }
    Ok(counts)
}

/// The courses of a programme with a summary and something left to do, by the day of the first; so many.
pub async fn courses_by_first_due(db: &Connection, programme: Uuid, most: u64) -> Result<Vec<Uuid>> {
    let frozen = column_where(course::Column::Id, course::Column::FrozenAt.is_not_null());
    let open = promise::Entity::find()
        .filter(promise::Column::ProgrammeId.eq(programme))
        .filter(promise::Column::State.eq(PromiseState::Open))
        .filter(promise::Column::CourseId.in_subquery(frozen))
        .group_by(promise::Column::CourseId)
        .order_by(Expr::cust(format!("MIN({DUE})")), Order::Asc)
        .order_by_asc(promise::Column::CourseId)
        .limit(most);
    columns_of(db, open, [promise::Column::CourseId]).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_day_comes_after_all_days() {
        assert_eq!(due("2026-06-30"), "2026-06-30");
        for words in ["", "30 June", "soon", "2 to-3 we-", "1999-01-01"] {
            assert_eq!(due(words), "9", "{words}");
        }
        assert!("9" > "2999-12-31");
    }
}
