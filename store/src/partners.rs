//! Partner organisations: finding, adding and changing them.

mod list;

use jiff::Timestamp;
use sea_orm::{
    ActiveValue::Unchanged,
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, Set,
    sea_query::{Expr, LockType, Query},
};
use uuid::Uuid;

use super::{
    Connection, Instant, Result, Transaction, column_where,
    entity::{contact, course, course_round, invitation, participant, partner, programme},
};

pub use list::{PartnerQuery, count, few, named, next_by_id, page, with_ids, with_names};

/// A partner organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partner {
    pub id: Uuid,
    /// The programme it belongs to.
    pub programme_id: Uuid,
    pub name: String,
    /// What kind of organisation it is, by the key of a [`Kind`](crate::survey::partner::BuiltInKind).
    pub kind: String,
}

from_row!(Partner: partner { id, programme_id, name, kind });

/// Holds the list of a programme's partners and contacts until the transaction ends, so that two people who add the
/// same at once do not both find that it is not there.
pub async fn lock(tx: &Transaction, programme: Uuid) -> Result<()> {
    let select = Query::select()
        .column(programme::Column::Id)
        .from(programme::Entity)
        .and_where(Expr::col(programme::Column::Id).eq(programme))
        .lock(LockType::Update)
        .take();
    tx.query_all(&select).await?;
    Ok(())
}

/// Every partner of a programme, by name as people sort names.
pub async fn all(db: &Connection, programme: Uuid) -> Result<Vec<Partner>> {
    let rows = partner::Entity::find()
        .filter(partner::Column::ProgrammeId.eq(programme))
        .into_model::<Partner>()
        .all(db)
        .await?;
    Ok(sorted(rows))
}

/// Databases differ in how they sort; what is read as a whole is short enough to do it here.
fn sorted(mut partners: Vec<Partner>) -> Vec<Partner> {
    partners.sort_by_cached_key(|partner| (partner.name.to_lowercase(), partner.id));
    partners
}

/// The partner with this id, if it belongs to the programme.
pub async fn find(db: &Connection, programme: Uuid, id: Uuid) -> Result<Option<Partner>> {
    Ok(partner::Entity::find_by_id(id)
        .filter(partner::Column::ProgrammeId.eq(programme))
        .into_model()
        .one(db)
        .await?)
}

/// Adds partners.
pub async fn add_all(tx: &Connection, partners: &[Partner]) -> Result<()> {
    for chunk in partners.chunks(1_000) {
        let rows = chunk.iter().map(|new| partner::ActiveModel {
            id: Set(new.id),
            programme_id: Set(new.programme_id),
            name: Set(new.name.clone()),
            kind: Set(new.kind.clone()),
        });
        partner::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Gives a partner another name and kind.
pub async fn change(tx: &Connection, id: Uuid, name: &str, kind: &str) -> Result<()> {
    let row = partner::ActiveModel {
        id: Unchanged(id),
        name: Set(name.to_owned()),
        kind: Set(kind.to_owned()),
        ..Default::default()
    };
    partner::Entity::update(row).exec(tx).await?;
    Ok(())
}

/// The title of the next course after `now` that has one of the partner's contacts on its list, or invites one to
/// one of its rounds.
pub async fn expected_at(db: &Connection, partner: Uuid, now: Timestamp) -> Result<Option<String>> {
    use sea_orm::QueryOrder;
    let contacts = || column_where(contact::Column::Id, contact::Column::PartnerId.eq(partner));
    let listed =
        column_where(participant::Column::CourseId, participant::Column::ContactId.in_subquery(contacts()));
    let rounds =
        column_where(invitation::Column::RoundId, invitation::Column::ContactId.in_subquery(contacts()));
    let invited =
        column_where(course_round::Column::CourseId, course_round::Column::RoundId.in_subquery(rounds));
    let course = course::Entity::find()
        .filter(course::Column::StartsAt.gt(Instant::from(now)))
        .filter(course::Column::Id.in_subquery(listed).or(course::Column::Id.in_subquery(invited)))
        .order_by_asc(course::Column::StartsAt)
        .one(db)
        .await?;
    Ok(course.map(|course| course.title))
}
