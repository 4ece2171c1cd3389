//! Statements of which there are many alike: a column of the rows for which a condition holds, read, set, or looked up by
//! others; such rows counted or deleted; a row inserted, once, or in the place of another; tables joined.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityName, EntityTrait, ExprTrait, QueryFilter,
    QuerySelect, Select, TryGetable, TryGetableMany, TryInsertResult,
    sea_query::{Expr, IntoCondition, IntoIden, OnConflict, Query, SelectStatement},
};

use super::{Connection, Result};

/// A column of the rows of its table for which a condition holds.
pub(super) fn column_where<C: ColumnTrait>(column: C, condition: impl IntoCondition) -> SelectStatement {
    let table = C::EntityName::default().table_ref();
    Query::select().column(column.as_column_ref()).from(table).cond_where(condition).take()
}

/// Whether there is a row of a table for which a condition holds.
pub(super) fn exists_where(table: impl EntityName, condition: impl IntoCondition) -> Expr {
    let rows = Query::select().expr(Expr::val(1)).from(table.table_ref()).cond_where(condition).take();
    Expr::exists(rows)
}

/// Whether two columns hold the same, for tables that are joined by them.
pub(super) fn same(left: impl ColumnTrait, right: impl ColumnTrait) -> Expr {
    Expr::col(left.as_column_ref()).equals(right.as_column_ref())
}

/// What a column holds in the rows of its table for which a condition holds.
pub(super) async fn values_where<V: TryGetable>(
    db: &Connection,
    column: impl ColumnTrait,
    condition: impl IntoCondition,
) -> Result<Vec<V>> {
    let rows = db.query_all(&column_where(column, condition)).await?;
    rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}

/// What columns hold in the rows that are selected, in their order.
pub(super) async fn columns_of<E: EntityTrait, V: TryGetableMany>(
    db: &Connection,
    rows: Select<E>,
    columns: impl IntoIterator<Item = E::Column>,
) -> Result<Vec<V>> {
    Ok(rows.select_only().columns(columns).into_tuple().all(db).await?)
}

/// How many of the rows that are selected hold each value of a column; values that none holds are left out.
pub(super) async fn counts_by<E: EntityTrait, V: TryGetable>(
    db: &Connection,
    rows: Select<E>,
    column: E::Column,
) -> Result<Vec<(V, i64)>> {
    let counted = rows.select_only().column(column).column_as(Expr::cust("COUNT(*)"), "n").group_by(column);
    Ok(counted.into_tuple().all(db).await?)
}

/// Inserts a row.
pub(super) async fn insert<A: ActiveModelTrait>(db: &Connection, row: A) -> Result<()> {
    A::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Inserts a row; where there is one that holds the same in the columns of a key, sets others in that to what this one holds.
pub(super) async fn insert_or_set<A, C>(
    db: &Connection,
    row: A,
    key: impl IntoIterator<Item = C>,
    set: impl IntoIterator<Item = C>,
) -> Result<()>
where
    A: ActiveModelTrait,
    C: IntoIden,
{
    let over = OnConflict::columns(key).update_columns(set).to_owned();
    A::Entity::insert(row).on_conflict(over).exec_without_returning(db).await?;
    Ok(())
}

/// Inserts a row unless there is one that holds the same in the columns of a key; returns whether there was none.
pub(super) async fn insert_once<A, C>(
    db: &Connection,
    row: A,
    key: impl IntoIterator<Item = C>,
) -> Result<bool>
where
    A: ActiveModelTrait,
    C: IntoIden,
{
    let once = OnConflict::columns(key).do_nothing().to_owned();
    let done = A::Entity::insert(row).on_conflict(once).try_insert().exec_without_returning(db).await?;
    Ok(matches!(done, TryInsertResult::Inserted(1..)))
}

/// Sets a column in the rows of its table for which a condition holds; returns in how many.
pub(super) async fn set_where<C>(
    db: &Connection,
    column: C,
    value: impl Into<Expr>,
    condition: impl IntoCondition,
) -> Result<u64>
where
    C: ColumnTrait,
    C::EntityName: EntityTrait,
{
    let set = C::EntityName::update_many().col_expr(column, value.into()).filter(condition);
    Ok(set.exec(db).await?.rows_affected)
}

/// Deletes the rows of a table for which a condition holds; returns how many there were.
pub(super) async fn delete_where<E: EntityTrait>(
    db: &Connection,
    _: E,
    condition: impl IntoCondition,
) -> Result<u64> {
    Ok(E::delete_many().filter(condition).exec(db).await?.rows_affected)
}
