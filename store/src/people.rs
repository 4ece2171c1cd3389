//! People who sign in, and their roles. Passwords arrive here already hashed.

use std::collections::HashMap;

use jiff::Timestamp;
use sea_orm::{ActiveValue::NotSet, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

use super::{
    Connection, Result, column_where,
    entity::{membership, person, programme},
    insert,
};

/// A person who may sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub id: Uuid,
    /// Their address, in lower case.
    pub email: String,
    pub name: String,
    /// Their password, hashed; none until they set one.
    pub password_hash: Option<String>,
    /// Whether they may no longer sign in.
    pub disabled: bool,
    /// Whether they administer the whole site.
    pub site_admin: bool,
}

from_row!(Person: person { id, email, name, password_hash, disabled, site_admin });

/// What a person may do in a programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonRole {
    /// Everything.
    Admin,
    /// Courses, rounds, partners, comments.
    Trainer,
    /// Frozen results and summaries.
    Manager,
}

keys!(PersonRole { Admin = "admin", Trainer = "trainer", Manager = "manager" });

/// Adds a person. Addresses are kept in lower case.
///
/// # Errors
/// An address that is taken.
pub async fn add(
    db: &Connection,
    email: &str,
    name: &str,
    password_hash: Option<String>,
    now: Timestamp,
) -> Result<Uuid> {
    let id = Uuid::new_v4();
    let row = person::ActiveModel {
        id: Set(id),
        email: Set(email.to_lowercase()),
        name: Set(name.to_owned()),
        password_hash: Set(password_hash),
        disabled: Set(false),
        created_at: Set(now.into()),
        site_admin: Set(false),
    };
    person::Entity::insert(row).exec_without_returning(db).await?;
    Ok(id)
}

/// The person with this address.
pub async fn find(db: &Connection, email: &str) -> Result<Option<Person>> {
    Ok(person::Entity::find()
        .filter(person::Column::Email.eq(email.to_lowercase()))
        .into_model()
        .one(db)
        .await?)
}

/// The person with this id.
pub async fn get(db: &Connection, id: Uuid) -> Result<Option<Person>> {
    Ok(person::Entity::find_by_id(id).into_model().one(db).await?)
}

/// The people with these ids.
pub async fn with_ids(db: &Connection, ids: Vec<Uuid>) -> Result<Vec<Person>> {
    Ok(person::Entity::find().filter(person::Column::Id.is_in(ids)).into_model().all(db).await?)
}

/// Everybody, by address.
pub async fn all(db: &Connection) -> Result<Vec<Person>> {
    Ok(person::Entity::find().order_by_asc(person::Column::Email).into_model().all(db).await?)
}

/// Whether nobody is there yet.
pub async fn is_empty(db: &Connection) -> Result<bool> {
    Ok(person::Entity::find().one(db).await?.is_none())
}

/// Gives a person a role in a programme.
pub async fn join(db: &Connection, person: Uuid, programme: Uuid, role: PersonRole) -> Result<()> {
    let row = membership::ActiveModel {
        person_id: Set(person),
        programme_id: Set(programme),
        role: Set(role.key().to_owned()),
        since: NotSet,
        summary_emails: NotSet,
    };
    insert(db, row).await
}

/// The role of a person in a programme.
pub async fn role(db: &Connection, person: Uuid, programme: Uuid) -> Result<Option<PersonRole>> {
    let row = membership::Entity::find_by_id((person, programme)).one(db).await?;
    Ok(row.and_then(|row| PersonRole::from_key(&row.role)))
}

/// A programme in which somebody has a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgrammeRole {
    /// The id of the programme.
    pub programme: Uuid,
    /// Its part of addresses.
    pub slug: String,
    pub name: String,
    pub role: PersonRole,
}

/// The programmes a person belongs to, by name, with their roles.
pub async fn roles(db: &Connection, person: Uuid) -> Result<Vec<ProgrammeRole>> {
    let members = membership::Entity::find().filter(membership::Column::PersonId.eq(person)).all(db).await?;
    let role = |row: membership::Model| Some((row.programme_id, PersonRole::from_key(&row.role)?));
    let roles: HashMap<Uuid, PersonRole> = members.into_iter().filter_map(role).collect();
    let theirs = column_where(membership::Column::ProgrammeId, membership::Column::PersonId.eq(person));
    let rows: Vec<(Uuid, String, String)> = programme::Entity::find()
        .select_only()
        .columns([programme::Column::Id, programme::Column::Slug, programme::Column::Name])
        .filter(programme::Column::Id.in_subquery(theirs))
        .order_by_asc(programme::Column::Name)
        .into_tuple()
        .all(db)
        .await?;
    let with_role = |(programme, slug, name): (Uuid, String, String)| {
        let role = *roles.get(&programme)?;
        Some(ProgrammeRole { programme, slug, name, role })
    };
    Ok(rows.into_iter().filter_map(with_role).collect())
}

/// The slugs of the programmes a person belongs to, by name.
pub async fn programmes(db: &Connection, person: Uuid) -> Result<Vec<String>> {
    Ok(roles(db, person).await?.into_iter().map(|one| one.slug).collect())
}
