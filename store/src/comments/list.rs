//! Comments as a list shows them: filtered, in order, a page at a time, and counted.

use std::collections::BTreeMap;

use common_ground_reports::summary::CommentThemes;
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, Order, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{CaseStatement, Expr, LikeExpr, SimpleExpr},
};
use uuid::Uuid;

use crate::{
    store::{
        Comment, Connection, Release, Result, Transaction, column_where, counts_by,
        entity::{comment, round},
        set_where,
    },
    survey::personal::Attention,
};

/// Which comments are meant.
#[derive(Clone, Debug, Default)]
pub struct CommentQuery {
    /// Of these rounds.
    pub rounds: Vec<Uuid>,
    /// With this decision; none for any.
    pub release: Option<Release>,
    /// In answer to the item with this key; none for any.
    pub item: Option<String>,
    /// With this theme; none for any.
    pub theme: Option<String>,
    /// Only those that a person must look at one by one.
    pub marked: bool,
}

impl CommentQuery {
    fn select(&self) -> Select<comment::Entity> {
        let mut select =
            comment::Entity::find().filter(comment::Column::RoundId.is_in(self.rounds.iter().copied()));
        if let Some(release) = self.release {
            select = select.filter(comment::Column::State.eq(release.key()));
        }
        if let Some(item) = &self.item {
            select = select.filter(comment::Column::Item.eq(item));
        }
        if let Some(theme) = &self.theme {
            select = select.filter(has_theme(theme));
        }
        if self.marked {
            select = select.filter(comment::Column::Attention.gte(Attention::Marked as i32));
        }
        select
    }
}

/// A theme is a line of its own.
fn has_theme(theme: &str) -> SimpleExpr {
    let mut escaped = String::new();
    for letter in theme.chars() {
        if matches!(letter, '\\' | '%' | '_') {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    let like = |pattern: String| comment::Column::Themes.like(LikeExpr::new(pattern).escape('\\'));
    like(escaped.clone())
        .or(like(format!("{escaped}\n%")))
        .or(like(format!("%\n{escaped}")))
        .or(like(format!("%\n{escaped}\n%")))
}

/// Some of the comments meant, after the first `skip`: those that wait and may mean harm to a child first, then harm to
/// anybody, then the others; each in the order of these questions.
///
/// They are skipped by number, not told by the row before them as in other lists ([`crate::store::keyset`]): a comment moves as soon as
/// somebody decides about it, so that the last one of a page would lead elsewhere once it was decided about. No index leads to
/// this order either, and a course has a few hundred comments, not a country.
pub async fn page(
    db: &Connection,
    filter: &CommentQuery,
    questions: &[(Uuid, String)],
    skip: u64,
    size: u64,
) -> Result<Vec<Comment>> {
    let is_urgent = comment::Column::State
        .eq(Release::Waiting.key())
        .and(comment::Column::Attention.gte(Attention::Harm as i32));
    let urgency = CaseStatement::new().case(is_urgent, Expr::col(comment::Column::Attention)).finally(0);
    let mut place = CaseStatement::new();
    for (number, (round, item)) in (0_i32..).zip(questions) {
        let asked = comment::Column::RoundId.eq(*round).and(comment::Column::Item.eq(item));
        place = place.case(asked, number);
    }
    let mut select = filter.select().order_by(SimpleExpr::Case(Box::new(urgency)), Order::Desc);
    if !questions.is_empty() {
        select = select.order_by(SimpleExpr::Case(Box::new(place.finally(i32::MAX))), Order::Asc);
    }
    Ok(select.order_by_asc(comment::Column::Id).offset(skip).limit(size).into_model().all(db).await?)
}

/// How many are meant.
pub async fn count(db: &Connection, filter: &CommentQuery) -> Result<u64> {
    Ok(filter.select().count(db).await?)
}

async fn counted(
    db: &Connection,
    comments: Select<comment::Entity>,
    by: comment::Column,
) -> Result<Vec<(String, u64)>> {
    let rows: Vec<(String, i64)> = counts_by(db, comments, by).await?;
    Ok(rows.into_iter().map(|(of, n)| (of, u64::try_from(n).unwrap_or_default())).collect())
}

/// How many there are of each decision; those without any are left out.
pub async fn by_release(db: &Connection, filter: &CommentQuery) -> Result<Vec<(Release, u64)>> {
    let rows = counted(db, filter.select(), comment::Column::State).await?;
    Ok(rows.into_iter().filter_map(|(state, n)| Some((Release::from_key(&state)?, n))).collect())
}

/// How many there are in answer to each item.
pub async fn by_item(db: &Connection, filter: &CommentQuery) -> Result<Vec<(String, u64)>> {
    counted(db, filter.select(), comment::Column::Item).await
}

/// How many comments have each theme, the most first; one comment may have several.
pub async fn themes(db: &Connection, rounds: &[Uuid]) -> Result<Vec<(String, u64)>> {
    let all = CommentQuery { rounds: rounds.to_vec(), ..CommentQuery::default() };
    by_theme(db, all.select()).await
}

/// The themes that comments of a programme have, those of the most comments first.
pub async fn themes_of_programme(db: &Connection, programme: Uuid) -> Result<Vec<String>> {
    let rounds = column_where(round::Column::Id, round::Column::ProgrammeId.eq(programme));
    let all = comment::Entity::find().filter(comment::Column::RoundId.in_subquery(rounds));
    Ok(by_theme(db, all).await?.into_iter().map(|(theme, _)| theme).collect())
}

async fn by_theme(db: &Connection, comments: Select<comment::Entity>) -> Result<Vec<(String, u64)>> {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for (themes, n) in counted(db, comments, comment::Column::Themes).await? {
        for theme in themes.lines() {
            *counts.entry(theme.to_owned()).or_default() += n;
        }
    }
    let mut themes: Vec<(String, u64)> = counts.into_iter().collect();
    themes.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    Ok(themes)
}

/// How many comments of these rounds have each theme, whatever was decided about them: not for managers, who read only
/// what was released.
pub async fn all_themes(db: &Connection, rounds: Vec<Uuid>) -> Result<CommentThemes> {
    let all = CommentQuery { rounds, ..CommentQuery::default() };
    let comments = count(db, &all).await?;
    Ok(CommentThemes { themes: themes(db, &all.rounds).await?, comments })
}

/// Comments of these rounds with these ids.
pub async fn with_ids(db: &Connection, rounds: &[Uuid], ids: &[Uuid]) -> Result<Vec<Comment>> {
    let of = CommentQuery { rounds: rounds.to_vec(), ..CommentQuery::default() };
    Ok(of.select().filter(comment::Column::Id.is_in(ids.iter().copied())).into_model().all(db).await?)
}

/// Comments of these rounds whose words nobody has looked for marks in since they last changed.
pub async fn unassessed(db: &Connection, rounds: &[Uuid]) -> Result<Vec<Comment>> {
    let of = CommentQuery { rounds: rounds.to_vec(), ..CommentQuery::default() };
    Ok(of.select().filter(comment::Column::Attention.is_null()).into_model().all(db).await?)
}

/// Keeps how much each comment must be looked at. Called with what the same transaction read.
pub async fn assess(tx: &Transaction, found: &[(&Comment, Attention)]) -> Result<()> {
    for attention in Attention::ALL {
        let ids: Vec<Uuid> =
            found.iter().filter(|(_, is)| *is == attention).map(|(comment, _)| comment.id).collect();
        // SQLite binds at most 32,766 values in a statement.
        for ids in ids.chunks(30_000) {
            let these = comment::Column::Id.is_in(ids.iter().copied());
            let these = these.and(comment::Column::Attention.is_null());
            set_where(tx, comment::Column::Attention, attention as i32, these).await?;
        }
    }
    Ok(())
}
