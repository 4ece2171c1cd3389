//! What lets a person in, and ends: their password, their sessions, their access tokens, their council account.

use sea_orm::{EntityTrait, Set};
use uuid::Uuid;

use super::{Connection, Result, api_tokens, entity::person, identities, sessions};

/// Lets a person sign in or not. Whoever may not is signed out everywhere, and their access tokens end.
pub async fn set_disabled(tx: &Connection, person: Uuid, disabled: bool) -> Result<()> {
    let row = person::ActiveModel { id: Set(person), disabled: Set(disabled), ..Default::default() };
    person::Entity::update(row).exec(tx).await?;
    if disabled {
        sessions::end_all(tx, person).await?;
        api_tokens::end_all(tx, person).await?;
    }
    Ok(())
}

/// Gives a person another password and ends every session begun with the old one.
pub async fn set_password(tx: &Connection, person: Uuid, password_hash: String) -> Result<()> {
    let row = person::ActiveModel {
        id: Set(person),
        password_hash: Set(Some(password_hash)),
        ..Default::default()
    };
    person::Entity::update(row).exec(tx).await?;
    sessions::end_all(tx, person).await
}

/// What else let somebody in, and ended with a lost password.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EndedWays {
    /// How many access tokens there were.
    pub tokens: u64,
    /// Whether a council account was connected.
    pub council: bool,
}

/// Ends what lets somebody in beside the password, as whoever stole that may have made it: access tokens, and the connection
/// to a council account. The latter stays where a password is not taken from them, for it is their only way in.
pub async fn end_other_ways(tx: &Connection, person: Uuid, takes_password: bool) -> Result<EndedWays> {
    let tokens = api_tokens::end_all(tx, person).await?;
    let council = takes_password && identities::remove(tx, person).await?;
    Ok(EndedWays { tokens, council })
}
