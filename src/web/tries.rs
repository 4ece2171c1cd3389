//! Tries at what somebody could guess: a password, a code. After several, the wait grows, for the account and for the
//! network address; it is kept in the database, so that it holds for every instance, and under keyed hashes.

use jiff::{SignedDuration, Timestamp};

use super::{
    error::{Error, Result},
    limits::Client,
    view::fault::Kind,
};
use crate::{
    app::App,
    store::{self, waits},
};

/// Tries without a wait for one account: mistyping does not reach it.
const OF_ACCOUNT: i32 = 10;
/// Tries without a wait from one address, behind which a whole library may sit.
const OF_ADDRESS: i32 = 40;

/// One try, counted before anything is looked at.
pub(super) struct Try {
    account: String,
    address: Option<String>,
}

impl Try {
    /// A try of a kind, such as `password`, at an account from an address.
    pub(super) fn at(app: &App, kind: &str, account: &str, client: &Client) -> Self {
        let key = |what: &str, name: &str| app.secret.fingerprint(&format!("{kind} {what} {name}"));
        Self {
            account: key("account", &account.to_lowercase()),
            address: client.address().map(|address| key("address", &address.to_string())),
        }
    }

    /// Counts it; refuses it while a wait runs.
    pub(super) async fn begin(&self, app: &App) -> Result<()> {
        let now = app.clock.now();
        let tx = store::write(&app.db).await?;
        let mut until = waits::count(&tx, &self.account, OF_ACCOUNT, now).await?;
        if let Some(address) = &self.address {
            until = until.max(waits::count(&tx, address, OF_ADDRESS, now).await?);
        }
        tx.commit().await.map_err(store::StoreError::from)?;
        match until {
            Some(until) => Err(wait(now, until)),
            None => Ok(()),
        }
    }

    /// It was right: the account's wrong tries are forgotten, and the address has one fewer. All are not forgotten
    /// there, or somebody with an account could guess at others for ever.
    pub(super) async fn was_right(&self, app: &App) -> Result<()> {
        let tx = store::write(&app.db).await?;
        waits::forget(&tx, &self.account).await?;
        if let Some(address) = &self.address {
            waits::give_back(&tx, address).await?;
        }
        tx.commit().await.map_err(store::StoreError::from)?;
        Ok(())
    }
}

/// The page that says how long to wait.
pub(super) fn wait(now: Timestamp, until: Timestamp) -> Error {
    let left = until.duration_since(now).max(SignedDuration::ZERO);
    let wait = match left.as_secs().div_euclid(60) + i64::from(left.as_secs() % 60 > 0) {
        0 | 1 => "a minute".to_owned(),
        minutes => format!("{minutes} minutes"),
    };
    Error::Page(Box::new(Kind::Wait { wait }))
}
