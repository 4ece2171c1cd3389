//! Access tokens: by them a program reads and writes in one programme what the person who made them may. Only the hash of
//! a token is kept, and of its use only the last day.

use jiff::{Timestamp, civil::Date};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

use super::{
    Connection, Instant, PersonRole, Result, delete_where,
    entity::{api_request, api_token},
    insert, set_where,
};

/// What a token lets a program do. The role of its person bounds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiScope {
    /// Read courses, surveys, rounds and published figures.
    FiguresRead,
    /// Read the answers of rounds that have closed.
    AnswersRead,
    /// Read partners and contacts.
    ContactsRead,
    /// Add and change partners and contacts.
    ContactsWrite,
    /// Plan and change courses and rounds.
    CoursesWrite,
    /// Write drafts of surveys.
    SurveysWrite,
    /// Change promises, and say how they stand.
    PromisesWrite,
}

keys!(ApiScope {
    FiguresRead = "figures:read",
    AnswersRead = "answers:read",
    ContactsRead = "contacts:read",
    ContactsWrite = "contacts:write",
    CoursesWrite = "courses:write",
    SurveysWrite = "surveys:write",
    PromisesWrite = "promises:write",
});

impl ApiScope {
    /// Whether somebody in this role may do it at all: managers read figures.
    pub fn is_open_to(self, role: PersonRole) -> bool {
        match role {
            PersonRole::Admin | PersonRole::Trainer => true,
            PersonRole::Manager => self == Self::FiguresRead,
        }
    }
}

/// A token as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiToken {
    pub id: Uuid,
    /// Whose.
    pub person_id: Uuid,
    /// In which programme.
    pub programme_id: Uuid,
    /// What its person calls it.
    pub name: String,
    /// What it lets a program do.
    pub scopes: Vec<ApiScope>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// The last day on which it was used.
    pub used_on: Option<Date>,
}

impl From<api_token::Model> for ApiToken {
    fn from(row: api_token::Model) -> Self {
        Self {
            id: row.id,
            person_id: row.person_id,
            programme_id: row.programme_id,
            name: row.name,
            scopes: row.scopes.split(' ').filter_map(ApiScope::from_key).collect(),
            created_at: row.created_at.time(),
            expires_at: row.expires_at.time(),
            used_on: row.used_on.and_then(|day| day.parse().ok()),
        }
    }
}

from_row!(ApiToken: api_token);

impl ApiToken {
    /// Whether it works at `now`.
    pub fn works(&self, now: Timestamp) -> bool {
        now < self.expires_at
    }
}

/// Keeps a token under its hash.
///
/// # Errors
/// An id that is taken.
pub async fn add(tx: &Connection, token: &ApiToken, token_hash: &str) -> Result<()> {
    let scopes: Vec<_> = token.scopes.iter().map(|scope| scope.key()).collect();
    let row = api_token::ActiveModel {
        id: Set(token.id),
        person_id: Set(token.person_id),
        programme_id: Set(token.programme_id),
        name: Set(token.name.clone()),
        token_hash: Set(token_hash.to_owned()),
        scopes: Set(scopes.join(" ")),
        created_at: Set(token.created_at.into()),
        expires_at: Set(token.expires_at.into()),
        used_on: Set(token.used_on.map(|day| day.to_string())),
    };
    insert(tx, row).await
}

/// The token with this hash, whether or not it still works.
pub async fn with_hash(db: &Connection, token_hash: &str) -> Result<Option<ApiToken>> {
    Ok(api_token::Entity::find()
        .filter(api_token::Column::TokenHash.eq(token_hash))
        .into_model()
        .one(db)
        .await?)
}

/// A token of a person in a programme.
pub async fn find(db: &Connection, person: Uuid, programme: Uuid, id: Uuid) -> Result<Option<ApiToken>> {
    Ok(api_token::Entity::find_by_id(id)
        .filter(api_token::Column::PersonId.eq(person))
        .filter(api_token::Column::ProgrammeId.eq(programme))
        .into_model()
        .one(db)
        .await?)
}

/// The tokens of a person in a programme, the latest first.
pub async fn of_member(db: &Connection, person: Uuid, programme: Uuid) -> Result<Vec<ApiToken>> {
    Ok(api_token::Entity::find()
        .filter(api_token::Column::PersonId.eq(person))
        .filter(api_token::Column::ProgrammeId.eq(programme))
        .order_by_desc(api_token::Column::CreatedAt)
        .order_by_asc(api_token::Column::Id)
        .into_model()
        .all(db)
        .await?)
}

/// Notes the day of a use.
pub async fn note_use(db: &Connection, id: Uuid, day: Date) -> Result<()> {
    set_where(db, api_token::Column::UsedOn, day.to_string(), api_token::Column::Id.eq(id)).await?;
    Ok(())
}

/// Ends a token.
pub async fn end(tx: &Connection, id: Uuid) -> Result<()> {
    api_token::Entity::delete_by_id(id).exec(tx).await?;
    Ok(())
}

/// Ends the tokens of somebody who leaves a programme.
pub async fn end_in(tx: &Connection, person: Uuid, programme: Uuid) -> Result<()> {
    let theirs = api_token::Column::PersonId.eq(person).and(api_token::Column::ProgrammeId.eq(programme));
    delete_where(tx, api_token::Entity, theirs).await?;
    Ok(())
}

/// Ends every token of somebody, in every programme; how many there were.
pub async fn end_all(tx: &Connection, person: Uuid) -> Result<u64> {
    delete_where(tx, api_token::Entity, api_token::Column::PersonId.eq(person)).await
}

/// Forgets tokens that ended before `ended`, and what became of requests from before `asked`.
pub(super) async fn tidy(tx: &Connection, ended: Instant, asked: Instant) -> Result<()> {
    delete_where(tx, api_token::Entity, api_token::Column::ExpiresAt.lt(ended)).await?;
    delete_where(tx, api_request::Entity, api_request::Column::CreatedAt.lt(asked)).await?;
    Ok(())
}

/// Whether [`tidy`] would delete anything.
pub(super) async fn are_untidy(db: &Connection, ended: Instant, asked: Instant) -> Result<bool> {
    let (tokens, requests) =
        (api_token::Column::ExpiresAt.lt(ended), api_request::Column::CreatedAt.lt(asked));
    Ok(api_token::Entity::find().filter(tokens).one(db).await?.is_some()
        || api_request::Entity::find().filter(requests).one(db).await?.is_some())
}
