//! How signing in works on the whole site.

use jiff::Timestamp;
use sea_orm::{EntityTrait, Set};
use uuid::Uuid;

use super::{Connection, Result, entity::sign_in_rule, insert_or_set, site_admins::SiteAdminProof};

/// The only row.
const ROW: i32 = 1;

/// What site administrators set about signing in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignInRules {
    /// Hours without a request after which a session ends.
    pub idle_hours: u32,
    /// Whether administrators and trainers need a second factor.
    pub second_factor: bool,
    /// Who alone may sign in with a password, where everybody else needs the account of the identity provider; none where
    /// everybody may.
    pub password_keeper: Option<Uuid>,
}

impl Default for SignInRules {
    fn default() -> Self {
        Self { idle_hours: 8, second_factor: false, password_keeper: None }
    }
}

/// The rules; the defaults while none are set.
pub async fn find(db: &Connection) -> Result<SignInRules> {
    let row = sign_in_rule::Entity::find_by_id(ROW).one(db).await?;
    Ok(row.map_or_else(SignInRules::default, |row| SignInRules {
        idle_hours: u32::try_from(row.idle_hours).unwrap_or(1).max(1),
        second_factor: row.second_factor,
        password_keeper: row.password_keeper_id,
    }))
}

/// Keeps rules.
pub async fn keep(tx: &Connection, _by: &SiteAdminProof, rules: SignInRules, now: Timestamp) -> Result<()> {
    let row = sign_in_rule::ActiveModel {
        id: Set(ROW),
        idle_hours: Set(i32::try_from(rules.idle_hours).unwrap_or(i32::MAX)),
        second_factor: Set(rules.second_factor),
        password_keeper_id: Set(rules.password_keeper),
        changed_at: Set(now.into()),
    };
    let columns = [
        sign_in_rule::Column::IdleHours,
        sign_in_rule::Column::SecondFactor,
        sign_in_rule::Column::PasswordKeeperId,
        sign_in_rule::Column::ChangedAt,
    ];
    insert_or_set(tx, row, [sign_in_rule::Column::Id], columns).await
}
