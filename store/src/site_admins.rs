//! Who administers the site, and the proof of it that site-wide settings ask for.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select, Set};
use uuid::Uuid;

use super::{Connection, Person, Result, entity::person};

/// Site administrators who are named, at most, to somebody who is to ask one.
const TO_ASK: u64 = 10;

/// Proof that somebody administers the site. What holds for every programme is kept only for whoever shows it: the mail
/// server reads every link that lets somebody in, so it is no matter of one programme.
#[derive(Clone, Debug)]
pub struct SiteAdminProof(Person);

impl SiteAdminProof {
    /// The proof, if this account has the right and can sign in.
    pub fn of(person: &Person) -> Option<Self> {
        (person.site_admin && !person.disabled).then(|| Self(person.clone()))
    }

    /// Whose proof it is.
    pub fn person(&self) -> &Person {
        &self.0
    }
}

/// Whether an account can be let in with a password.
fn is_in(person: &Person) -> bool {
    !person.disabled && person.password_hash.is_some()
}

/// Whether a site administrator can be let in with a password.
pub fn is_local(person: &Person) -> bool {
    person.site_admin && is_in(person)
}

/// Everybody who administers the site and can be let in with a password.
pub(super) fn who_can_sign_in() -> Select<person::Entity> {
    person::Entity::find()
        .filter(person::Column::SiteAdmin.eq(true))
        .filter(person::Column::Disabled.eq(false))
        .filter(person::Column::PasswordHash.is_not_null())
}

/// Those of them whom others are told to ask: the first by name.
pub async fn to_ask(db: &Connection) -> Result<Vec<Person>> {
    Ok(who_can_sign_in()
        .order_by_asc(person::Column::Name)
        .order_by_asc(person::Column::Email)
        .limit(TO_ASK)
        .into_model()
        .all(db)
        .await?)
}

/// Makes an account a site administrator, or one no longer. Ask [`has_other`] in the same transaction before the last.
pub async fn set(tx: &Connection, person: Uuid, is_one: bool) -> Result<()> {
    let row = person::ActiveModel { id: Set(person), site_admin: Set(is_one), ..Default::default() };
    person::Entity::update(row).exec(tx).await?;
    Ok(())
}

/// Whether somebody else than `person` administers the site and can sign in. From here on changes of site
/// administrators take turns, so that two who stop at once do not both find the other there.
pub async fn has_other(tx: &Connection, person: Uuid) -> Result<bool> {
    let found = person::Entity::find()
        .filter(person::Column::SiteAdmin.eq(true))
        .order_by_asc(person::Column::Id)
        .lock_exclusive()
        .into_model::<Person>()
        .all(tx)
        .await?;
    Ok(found.iter().any(|one| one.id != person && is_in(one)))
}
