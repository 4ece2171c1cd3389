//! Links by which a contact opens their partner's own page, and wishes for one.

use jiff::Timestamp;
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, Set,
    sea_query::{Expr, Func},
};
use uuid::Uuid;

use super::{
    Connection, Contact, Instant, Result, column_where, delete_where,
    entity::{contact, invitation, partner_link, partner_link_request, round},
    insert,
};
use crate::survey::RoundState;

/// A wish for a link, from the form until its email is queued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkRequest {
    pub id: Uuid,
    /// The address that was typed.
    pub email: String,
    /// When it was made.
    pub at: Timestamp,
}

from_row!(LinkRequest: partner_link_request { id, email, at });

/// Keeps a wish for a link, whoever has this address, if anybody does.
pub async fn keep_request(tx: &Connection, email: &str, now: Timestamp) -> Result<()> {
    let row = partner_link_request::ActiveModel {
        id: Set(Uuid::new_v4()),
        email: Set(email.to_owned()),
        at: Set(now.into()),
    };
    insert(tx, row).await
}

/// The wishes that wait, the oldest first; at most `most`.
pub async fn requests(db: &Connection, most: u64) -> Result<Vec<LinkRequest>> {
    let waiting = partner_link_request::Entity::find().order_by_asc(partner_link_request::Column::At);
    let waiting = waiting.order_by_asc(partner_link_request::Column::Id).limit(most);
    Ok(waiting.into_model().all(db).await?)
}

/// Takes a wish, to be answered in the same transaction; `false` when somebody else took it.
pub async fn take_request(tx: &Connection, id: Uuid) -> Result<bool> {
    Ok(partner_link_request::Entity::delete_by_id(id).exec(tx).await?.rows_affected > 0)
}

/// The contacts of partners, in all programmes, who have this address.
pub async fn contacts_with(db: &Connection, email: &str) -> Result<Vec<Contact>> {
    Ok(contact::Entity::find()
        .filter(Expr::expr(Func::lower(Expr::col(contact::Column::Email))).eq(email.to_lowercase()))
        .filter(contact::Column::PartnerId.is_not_null())
        .filter(contact::Column::LeftAt.is_null())
        .into_model()
        .all(db)
        .await?)
}

/// Makes a link for a contact; of its token only the hash is kept.
pub async fn add(
    tx: &Connection,
    contact: Uuid,
    token_hash: &str,
    now: Timestamp,
    until: Timestamp,
) -> Result<()> {
    let row = partner_link::ActiveModel {
        id: Set(Uuid::new_v4()),
        contact_id: Set(contact),
        token_hash: Set(token_hash.to_owned()),
        made_at: Set(now.into()),
        expires_at: Set(until.into()),
    };
    insert(tx, row).await
}

/// Whose page a link opens, while it works.
pub async fn find(db: &Connection, token_hash: &str, now: Timestamp) -> Result<Option<Contact>> {
    let link = column_where(
        partner_link::Column::ContactId,
        partner_link::Column::TokenHash
            .eq(token_hash)
            .and(partner_link::Column::ExpiresAt.gt(Instant::from(now))),
    );
    Ok(contact::Entity::find()
        .filter(contact::Column::Id.in_subquery(link))
        .filter(contact::Column::PartnerId.is_not_null())
        .filter(contact::Column::LeftAt.is_null())
        .into_model()
        .one(db)
        .await?)
}

/// Until when each contact of a partner has a link that works.
pub async fn of_partner(db: &Connection, partner: Uuid, now: Timestamp) -> Result<Vec<(Uuid, Timestamp)>> {
    let rows: Vec<(Uuid, Option<i64>)> = partner_link::Entity::find()
        .select_only()
        .column(partner_link::Column::ContactId)
        .expr(Expr::col(partner_link::Column::ExpiresAt).max())
        .filter(partner_link::Column::ContactId.in_subquery(of(partner)))
        .filter(partner_link::Column::ExpiresAt.gt(Instant::from(now)))
        .group_by(partner_link::Column::ContactId)
        .into_tuple()
        .all(db)
        .await?;
    let until = |at: i64| Timestamp::from_millisecond(at).ok();
    Ok(rows.into_iter().filter_map(|(contact, at)| Some((contact, until(at?)?))).collect())
}

/// Ends every link of a partner; gives how many worked.
pub async fn end(tx: &Connection, partner: Uuid) -> Result<u64> {
    delete_where(tx, partner_link::Entity, partner_link::Column::ContactId.in_subquery(of(partner))).await
}

/// Ends every link of one contact.
pub(super) async fn end_of(tx: &Connection, contact: Uuid) -> Result<()> {
    partner_link::Entity::delete_many().filter(partner_link::Column::ContactId.eq(contact)).exec(tx).await?;
    Ok(())
}

/// Deletes links that have run out, and wishes that nobody waits for any more.
pub async fn tidy(db: &Connection, now: Timestamp, too_old: Timestamp) -> Result<()> {
    delete_where(db, partner_link::Entity, partner_link::Column::ExpiresAt.lte(Instant::from(now))).await?;
    let forgotten = partner_link_request::Column::At.lt(Instant::from(too_old));
    delete_where(db, partner_link_request::Entity, forgotten).await?;
    Ok(())
}

fn of(partner: Uuid) -> sea_orm::sea_query::SelectStatement {
    column_where(contact::Column::Id, contact::Column::PartnerId.eq(partner))
}

/// The personal links of a contact that were not used and lead to a survey that takes answers: the link’s id, the round’s,
/// and when it closes.
pub async fn surveys_waiting(db: &Connection, contact: Uuid, now: Timestamp) -> Result<Vec<(Uuid, Uuid)>> {
    let open = column_where(
        round::Column::Id,
        round::Column::State.eq(RoundState::Open.key()).and(round::Column::ClosesAt.gt(Instant::from(now))),
    );
    Ok(invitation::Entity::find()
        .select_only()
        .column(invitation::Column::Id)
        .column(invitation::Column::RoundId)
        .filter(invitation::Column::ContactId.eq(contact))
        .filter(invitation::Column::Used.eq(false))
        .filter(invitation::Column::RoundId.in_subquery(open))
        .into_tuple()
        .all(db)
        .await?)
}
