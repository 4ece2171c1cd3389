//! Signed-in browsers. A session is known by the hash of its cookie alone; which browser it is comes as words made
//! at the sign-in, and when it was last used is kept to the hour. No network address is kept.

use jiff::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

use super::{
    Connection, Instant, Person, Result, delete_where,
    entity::{person, session},
    identities, insert, set_where,
};

/// Milliseconds in an hour.
const HOUR: i64 = 60 * 60 * 1000;

/// A session as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The hash of its cookie.
    pub token_hash: String,
    /// When it began.
    pub created_at: Timestamp,
    /// Which browser, in words.
    pub browser: Option<String>,
    /// When it was last used, to the hour.
    pub used_at: Option<Timestamp>,
}

from_row!(Session: session { token_hash, created_at, browser, used_at });

/// A session that works, and whose it is.
#[derive(Clone, Debug)]
pub struct Live {
    /// Whose.
    pub person: Person,
    /// Whether the hour of its last use is over, so that it should be noted anew.
    pub unnoted: bool,
    /// Whether it began with the account of the identity provider, which has seen to a second factor.
    pub single_sign_on: bool,
}

/// How somebody showed who they are, and until when that counts.
#[derive(Clone, Copy, Debug)]
pub struct SessionTerm {
    /// The end of the session, however much it is used.
    pub until: Timestamp,
    /// Whether it was with the account of the identity provider.
    pub single_sign_on: bool,
}

/// Opens a session under the hash of its cookie.
pub async fn open(
    db: &Connection,
    token_hash: &str,
    person: Uuid,
    browser: &str,
    now: Timestamp,
    term: SessionTerm,
) -> Result<()> {
    let row = session::ActiveModel {
        token_hash: Set(token_hash.to_owned()),
        person_id: Set(person),
        created_at: Set(now.into()),
        expires_at: Set(term.until.into()),
        browser: Set(Some(browser.to_owned())),
        used_at: Set(Some(to_the_hour(now))),
        single_sign_on: Set(term.single_sign_on),
    };
    insert(db, row).await
}

/// The session with this cookie, if it works at `now` and was used in the last `idle_hours`. The use is known to the hour,
/// so up to one more hour is given.
pub async fn live(
    db: &Connection,
    token_hash: &str,
    idle_hours: u32,
    now: Timestamp,
) -> Result<Option<Live>> {
    let Some(session) = session::Entity::find_by_id(token_hash.to_owned()).one(db).await? else {
        return Ok(None);
    };
    let used = session.used_at.unwrap_or(session.created_at);
    if session.expires_at.time() <= now || now.as_millisecond() - used.0 >= HOUR * (i64::from(idle_hours) + 1)
    {
        return Ok(None);
    }
    let person = person::Entity::find_by_id(session.person_id).into_model::<Person>().one(db).await?;
    let unnoted = session.used_at.is_none_or(|used| used < to_the_hour(now));
    let single_sign_on = session.single_sign_on;
    Ok(person.filter(|person| !person.disabled).map(|person| Live { person, unnoted, single_sign_on }))
}

/// Notes that a session was used in this hour.
pub async fn note_use(db: &Connection, token_hash: &str, now: Timestamp) -> Result<()> {
    set_where(db, session::Column::UsedAt, to_the_hour(now).0, session::Column::TokenHash.eq(token_hash))
        .await?;
    Ok(())
}

/// The sessions of a person that work at `now`, the latest first.
pub async fn of_person(db: &Connection, person: Uuid, now: Timestamp) -> Result<Vec<Session>> {
    Ok(session::Entity::find()
        .filter(session::Column::PersonId.eq(person))
        .filter(session::Column::ExpiresAt.gt(Instant::from(now)))
        .order_by_desc(session::Column::CreatedAt)
        .order_by_asc(session::Column::TokenHash)
        .into_model()
        .all(db)
        .await?)
}

/// Why the browser of a session may be signed in at the identity provider too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProviderVisit {
    /// The session began there.
    SignedIn,
    /// An account there was connected since the session began.
    Connected,
}

/// Whether the browser with this cookie may be signed in at the identity provider too.
pub async fn provider_visit(db: &Connection, token_hash: &str) -> Result<Option<ProviderVisit>> {
    let Some(session) = session::Entity::find_by_id(token_hash.to_owned()).one(db).await? else {
        return Ok(None);
    };
    if session.single_sign_on {
        return Ok(Some(ProviderVisit::SignedIn));
    }
    let since = identities::since(db, session.person_id).await?;
    Ok(since.filter(|since| *since > session.created_at.time()).map(|_| ProviderVisit::Connected))
}

/// Ends a session.
pub async fn end(db: &Connection, token_hash: &str) -> Result<()> {
    session::Entity::delete_by_id(token_hash.to_owned()).exec(db).await?;
    Ok(())
}

/// Ends every session of a person.
pub async fn end_all(db: &Connection, person: Uuid) -> Result<()> {
    delete_where(db, session::Entity, session::Column::PersonId.eq(person)).await?;
    Ok(())
}

/// Ends every session of a person but one.
pub async fn end_others(db: &Connection, person: Uuid, but: &str) -> Result<u64> {
    let others = session::Column::PersonId.eq(person).and(session::Column::TokenHash.ne(but));
    delete_where(db, session::Entity, others).await
}

fn to_the_hour(time: Timestamp) -> Instant {
    let milliseconds = time.as_millisecond();
    Instant(milliseconds - milliseconds.rem_euclid(HOUR))
}
