//! The deliveries of a summary as pages tell of them: some at a time, and counted.

use std::collections::{HashMap, HashSet};

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter,
    sea_query::{Expr, Func, Query, SelectStatement},
};
use uuid::Uuid;

use super::{Sending, SummaryDelivery, with_emails};
use crate::store::{
    Connection, EmailState, ListPage, Place, Result,
    entity::{delivery, outbox},
    keyset::KeyOrder,
    same, values_where,
};

/// Where the emails of a summary are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EmailCounts {
    /// Those that left.
    pub sent: u64,
    /// Those that only became files.
    pub saved: u64,
    /// Those that wait.
    pub waiting: u64,
    /// Those that were given up.
    pub failed: u64,
    /// Those to readers without an account, wherever they are.
    pub to_readers: u64,
}

/// Counts the emails of these summaries, by summary. What is noted of an email that became a file begins with `saved`.
pub async fn counts(db: &Connection, summaries: &[Uuid], saved: &str) -> Result<HashMap<Uuid, EmailCounts>> {
    let is_saved = Expr::cust(format!("outbox.result LIKE '{saved}%'"));
    let select = Query::select()
        .column((delivery::Entity, delivery::Column::SummaryId))
        .column((outbox::Entity, outbox::Column::State))
        .expr(Expr::cust("COUNT(*)"))
        .expr(Expr::col((delivery::Entity, delivery::Column::ReaderId)).count())
        .expr(Func::sum(Expr::case(is_saved, Expr::cust("1")).finally(Expr::cust("0"))))
        .from(delivery::Entity)
        .inner_join(outbox::Entity, same(outbox::Column::Id, delivery::Column::OutboxId))
        .and_where(delivery::Column::SummaryId.is_in(summaries.iter().copied()))
        .group_by_col((delivery::Entity, delivery::Column::SummaryId))
        .group_by_col((outbox::Entity, outbox::Column::State))
        .take();
    let mut counts: HashMap<Uuid, EmailCounts> = HashMap::new();
    for row in db.query_all(&select).await? {
        let number = |at: usize| -> Result<u64> {
            Ok(u64::try_from(row.try_get_by_index::<i64>(at)?).unwrap_or_default())
        };
        let [all, to_readers, saved] = [number(2)?, number(3)?, number(4)?];
        let summary: Uuid = row.try_get_by_index(0)?;
        let state: EmailState = row.try_get_by_index(1)?;
        let counts = counts.entry(summary).or_default();
        counts.to_readers += to_readers;
        match state {
            EmailState::Sent => {
                counts.sent += all.saturating_sub(saved);
                counts.saved += saved;
            }
            EmailState::Failed => counts.failed += all,
            EmailState::Cancelled => {}
            EmailState::Queued | EmailState::Sending | EmailState::Deferred => counts.waiting += all,
        }
    }
    Ok(counts)
}

fn of_summary(summary: Uuid) -> SelectStatement {
    Query::select()
        .from(delivery::Entity)
        .inner_join(outbox::Entity, same(outbox::Column::Id, delivery::Column::OutboxId))
        .and_where(delivery::Column::SummaryId.eq(summary))
        .take()
}

/// What they are ordered by: those that failed come first, and all by address.
fn key() -> Expr {
    let failed = EmailState::Failed.key();
    Expr::cust(format!("CASE WHEN outbox.state = '{failed}' THEN '0' ELSE '1' END || lower(outbox.address)"))
}

/// The key of one of them.
async fn key_of(db: &Connection, summary: Uuid, id: Uuid) -> Result<Option<String>> {
    let select = of_summary(summary)
        .expr(key())
        .and_where(Expr::col((delivery::Entity, delivery::Column::Id)).eq(id))
        .take();
    let rows = db.query_all(&select).await?;
    Ok(rows.first().map(|row| row.try_get_by_index(0)).transpose()?)
}

/// One page of the deliveries of a summary, with what became of their emails.
pub async fn page(
    db: &Connection,
    summary: Uuid,
    place: Place,
) -> Result<ListPage<(SummaryDelivery, Sending)>> {
    let here = match place.row() {
        Some(row) => key_of(db, summary, row).await?,
        None => None,
    };
    let id = Expr::col((delivery::Entity, delivery::Column::Id));
    let order = KeyOrder { key: key(), id, is_descending: false };
    let mut select = of_summary(summary).column((delivery::Entity, delivery::Column::Id)).take();
    let place = order.cut(&mut select, place, here.map(Expr::val));
    let rows = db.query_all(&select).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?;
    let page = ListPage::of(ids, place, |id| *id);
    let deliveries = delivery::Entity::find()
        .filter(delivery::Column::Id.is_in(page.rows.iter().copied()))
        .into_model::<SummaryDelivery>()
        .all(db)
        .await?;
    let with_emails = with_emails(db, deliveries).await?;
    let mut by_id: HashMap<Uuid, (SummaryDelivery, Sending)> =
        with_emails.into_iter().map(|one| (one.0.id, one)).collect();
    let rows = page.rows.iter().filter_map(|id| by_id.remove(id)).collect();
    Ok(ListPage { rows, before: page.before, after: page.after })
}

/// Those of these people to whom a summary went.
pub async fn people_with(db: &Connection, summary: Uuid, people: &[Uuid]) -> Result<HashSet<Uuid>> {
    let theirs = delivery::Column::PersonId.is_in(people.iter().copied());
    let theirs = delivery::Column::SummaryId.eq(summary).and(theirs);
    let had: Vec<Uuid> = values_where(db, delivery::Column::PersonId, theirs).await?;
    Ok(had.into_iter().collect())
}
