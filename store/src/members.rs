//! Who belongs to a programme, in which role and since when.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    Select, Set,
    sea_query::{Expr, Func, Query},
};
use uuid::Uuid;

use super::{
    Connection, ListPage, Person, PersonRole, Place, Result, api_tokens,
    entity::{identity, membership, person, programme, second_factor},
    keyset::KeyOrder,
    people,
};

#[derive(Clone, Debug)]
pub struct ProgrammeMember {
    /// Who.
    pub person: Person,
    /// In which role.
    pub role: PersonRole,
    /// Since when.
    pub since: Timestamp,
    /// Whether they sign in with a code as well.
    pub second_factor: bool,
    /// Whether they are known at the identity provider.
    pub has_identity: bool,
}

impl ProgrammeMember {
    /// Whether they can sign in: let in, and with a password or the account of the identity provider.
    pub fn is_in(&self) -> bool {
        !self.person.disabled && (self.person.password_hash.is_some() || self.has_identity)
    }
}

/// Everybody in a programme, by name.
pub async fn of_programme(db: &Connection, programme: Uuid) -> Result<Vec<ProgrammeMember>> {
    of_people(db, programme, people_in(programme, None)).await
}

/// Everybody who administers a programme, by name.
pub async fn admins(db: &Connection, programme: Uuid) -> Result<Vec<ProgrammeMember>> {
    of_people(db, programme, people_in(programme, Some(PersonRole::Admin))).await
}

/// One page of the members of a programme, by name.
pub async fn page(db: &Connection, programme: Uuid, place: Place) -> Result<ListPage<ProgrammeMember>> {
    let here = match place.row() {
        Some(row) => people_in(programme, None).filter(person::Column::Id.eq(row)).one(db).await?,
        None => None,
    };
    let order = KeyOrder {
        key: Func::lower(Expr::col((person::Entity, person::Column::Name))).into(),
        id: Expr::col((person::Entity, person::Column::Id)),
        is_descending: false,
    };
    let mut select = people_in(programme, None);
    let key = here.map(|here| Func::lower(Expr::val(here.name)).into());
    let place = order.cut(QueryTrait::query(&mut select), place, key);
    let rows = with_roles(db, programme, select.all(db).await?).await?;
    Ok(ListPage::of(rows, place, |member| member.person.id))
}

/// How many members a programme has.
pub async fn count(db: &Connection, programme: Uuid) -> Result<u64> {
    Ok(membership::Entity::find().filter(membership::Column::ProgrammeId.eq(programme)).count(db).await?)
}

/// The people with a role in a programme, or with this role.
pub(super) fn people_in(programme: Uuid, role: Option<PersonRole>) -> Select<person::Entity> {
    let mut members = Query::select();
    members
        .column(membership::Column::PersonId)
        .from(membership::Entity)
        .and_where(Expr::col(membership::Column::ProgrammeId).eq(programme));
    if let Some(role) = role {
        members.and_where(Expr::col(membership::Column::Role).eq(role.key()));
    }
    person::Entity::find().filter(person::Column::Id.in_subquery(members.take()))
}

async fn of_people(
    db: &Connection,
    programme: Uuid,
    people: Select<person::Entity>,
) -> Result<Vec<ProgrammeMember>> {
    let people =
        people.order_by_asc(person::Column::Name).order_by_asc(person::Column::Email).all(db).await?;
    with_roles(db, programme, people).await
}

/// People with the roles that they have in a programme, in their order.
async fn with_roles(
    db: &Connection,
    programme: Uuid,
    people: Vec<person::Model>,
) -> Result<Vec<ProgrammeMember>> {
    let ids: Vec<Uuid> = people.iter().map(|person| person.id).collect();
    let memberships = membership::Entity::find()
        .filter(membership::Column::ProgrammeId.eq(programme))
        .filter(membership::Column::PersonId.is_in(ids.iter().copied()))
        .all(db)
        .await?;
    let mut roles: HashMap<Uuid, membership::Model> =
        memberships.into_iter().map(|row| (row.person_id, row)).collect();
    let secured: HashSet<Uuid> = second_factor::Entity::find()
        .filter(second_factor::Column::PersonId.is_in(ids.iter().copied()))
        .filter(second_factor::Column::ConfirmedAt.is_not_null())
        .all(db)
        .await?
        .into_iter()
        .map(|row| row.person_id)
        .collect();
    let identified: HashSet<Uuid> = identity::Entity::find()
        .filter(identity::Column::PersonId.is_in(ids))
        .all(db)
        .await?
        .into_iter()
        .map(|row| row.person_id)
        .collect();
    let member = |person: person::Model| {
        let row = roles.remove(&person.id)?;
        Some(ProgrammeMember {
            role: PersonRole::from_key(&row.role)?,
            since: row.since.unwrap_or(person.created_at).time(),
            second_factor: secured.contains(&person.id),
            has_identity: identified.contains(&person.id),
            person: person.into(),
        })
    };
    Ok(people.into_iter().filter_map(member).collect())
}

/// One member of a programme.
pub async fn find(db: &Connection, programme: Uuid, person: Uuid) -> Result<Option<ProgrammeMember>> {
    let people = people_in(programme, None).filter(person::Column::Id.eq(person)).all(db).await?;
    Ok(with_roles(db, programme, people).await?.pop())
}

/// Gives a person a role in a programme from `now` on.
///
/// # Errors
/// A person who is a member already.
pub async fn add(
    tx: &Connection,
    programme: Uuid,
    person: Uuid,
    role: PersonRole,
    now: Timestamp,
) -> Result<()> {
    people::join(tx, person, programme, role).await?;
    let row = membership::ActiveModel {
        person_id: Set(person),
        programme_id: Set(programme),
        since: Set(Some(now.into())),
        ..Default::default()
    };
    membership::Entity::update(row).exec(tx).await?;
    Ok(())
}

/// Gives a member another role.
pub async fn set_role(tx: &Connection, programme: Uuid, person: Uuid, role: PersonRole) -> Result<()> {
    let row = membership::ActiveModel {
        person_id: Set(person),
        programme_id: Set(programme),
        role: Set(role.key().to_owned()),
        ..Default::default()
    };
    membership::Entity::update(row).exec(tx).await?;
    Ok(())
}

/// Takes a member's role in a programme away, and their access tokens with it; the account stays.
pub async fn remove(tx: &Connection, programme: Uuid, person: Uuid) -> Result<()> {
    membership::Entity::delete_by_id((person, programme)).exec(tx).await?;
    api_tokens::end_in(tx, person, programme).await
}

/// Whether somebody else than `person` administers the programme and can sign in. Changes of administrators in one
/// programme take turns from here on, so that two who leave at once do not both find the other there.
pub async fn has_other_admin(tx: &Connection, programme: Uuid, person: Uuid) -> Result<bool> {
    programme::Entity::find_by_id(programme).lock_exclusive().one(tx).await?;
    let admins = admins(tx, programme).await?;
    let mut others = admins.iter().filter(|member| member.person.id != person);
    Ok(others.any(ProgrammeMember::is_in))
}

/// In how many programmes a person has a role.
pub async fn programmes_of(db: &Connection, person: Uuid) -> Result<u64> {
    Ok(membership::Entity::find().filter(membership::Column::PersonId.eq(person)).count(db).await?)
}
