//! Tries at what somebody could guess: a password, a code. After several the wait grows. Passwords are counted for an
//! account *and* a network together, so that nobody keeps others out of their accounts by guessing from elsewhere; a
//! browser that signed in to the account before has a count of its own, so that not even a neighbour behind the same
//! address does. The counts are kept in the database, so that they hold for every instance, and under keyed hashes.

use jiff::{SignedDuration, Timestamp};
use rocket::http::CookieJar;

use crate::{
    app::App,
    store::{self, throttles},
    system::password::verify,
    web::{
        http::{Desk, Error, FormData, Result, Seat, Visitor, known_browser, rate_limit::Client},
        parts::{FormProblems, fault::FaultKind},
    },
};

/// Tries without a wait for one account: mistyping does not reach it.
const OF_ACCOUNT: i32 = 10;
/// Tries without a wait from one network, behind which a whole library may sit.
const OF_NETWORK: i32 = 40;

/// One try, counted before anything is looked at.
pub(crate) struct Try {
    /// What is counted, and how many tries are free.
    counts: Vec<(String, i32)>,
    /// What the log calls it: no address and no account in clear.
    kind: &'static str,
    account: String,
    network: String,
}

impl Try {
    pub(crate) fn at_password(app: &App, cookies: &CookieJar<'_>, email: &str, client: &Client) -> Self {
        let account = email.to_lowercase();
        let network = client.network().map_or_else(|| "unknown".to_owned(), |network| network.to_string());
        let key = |what: &str| app.secret.fingerprint(&format!("password {what}"));
        let counts = if let Some(browser) = known_browser::browser(app, cookies, &account) {
            vec![(key(&format!("browser {browser} {account}")), OF_ACCOUNT)]
        } else {
            let mut counts = vec![(key(&format!("account {account} from {network}")), OF_ACCOUNT)];
            if client.network().is_some() {
                counts.push((key(&format!("network {network}")), OF_NETWORK));
            }
            counts
        };
        Self::of(app, "password", counts, &account, &network)
    }

    /// A try at what only somebody who has the password or the session comes to: a code, the password once more. There
    /// it is counted for the account wherever it comes from, since codes are few; a browser that signed in to the
    /// account before has a count of its own here too.
    pub(crate) fn within(
        app: &App,
        cookies: &CookieJar<'_>,
        kind: &'static str,
        person: &store::people::Person,
        client: &Client,
    ) -> Self {
        let account = person.email.to_lowercase();
        let network = client.network().map_or_else(|| "unknown".to_owned(), |network| network.to_string());
        let by = known_browser::browser(app, cookies, &account).unwrap_or_default();
        let key = app.secret.fingerprint(&format!("{kind} of {} {by}", person.id));
        Self::of(app, kind, vec![(key, OF_ACCOUNT)], &account, &network)
    }

    fn of(app: &App, kind: &'static str, counts: Vec<(String, i32)>, account: &str, network: &str) -> Self {
        let marked =
            |what: &str, of: &str| app.secret.fingerprint(&format!("log {what} {of}"))[..10].to_owned();
        Self { counts, kind, account: marked("account", account), network: marked("network", network) }
    }

    /// Counts it; refuses it while a wait runs.
    pub(crate) async fn begin(&self, app: &App) -> Result<()> {
        let now = app.clock.now();
        let tx = store::write(&app.db).await?;
        let mut until = None;
        for (key, free) in &self.counts {
            until = until.max(throttles::count(&tx, key, *free, now).await?);
        }
        tx.commit().await?;
        if let Err(error) = throttles::sweep(app.db.write_one()).await {
            tracing::warn!(%error, "old waits could not be deleted");
        }
        match until {
            Some(until) => {
                self.log("has to wait");
                Err(wait(now, until))
            }
            None => Ok(()),
        }
    }

    /// It was right: the account's wrong tries are forgotten, and the network has one fewer. All are not forgotten
    /// there, or somebody with an account could guess at others for ever.
    pub(crate) async fn was_right(&self, app: &App) -> Result<()> {
        let tx = store::write(&app.db).await?;
        for (place, (key, _)) in self.counts.iter().enumerate() {
            if place == 0 {
                throttles::forget(&tx, key).await?;
            } else {
                throttles::give_back(&tx, key).await?;
            }
        }
        tx.commit().await?;
        Ok(())
    }

    pub(crate) async fn was_not_looked_at(&self, app: &App) -> Result<()> {
        let tx = store::write(&app.db).await?;
        for (key, _) in &self.counts {
            throttles::give_back(&tx, key).await?;
        }
        tx.commit().await?;
        self.log("found too many waiting");
        Ok(())
    }

    pub(crate) fn was_wrong(&self) {
        self.log("was wrong");
    }

    /// The marks say whether two lines are about one account or one network, and not which: only the secret key makes
    /// them.
    fn log(&self, outcome: &str) {
        let Self { kind, account, network, .. } = self;
        tracing::warn!(kind, outcome, account, network, "a sign-in was refused");
    }
}

/// Asks for the password once more, before what a browser that somebody left open must not do: notes what is wrong unless
/// the form holds the person's password. Every try counts.
pub(crate) async fn check_password<G: Seat>(
    desk: &Desk<'_, G>,
    visitor: &Visitor<'_>,
    cookies: &CookieJar<'_>,
    data: &FormData,
    problems: &mut FormProblems,
) -> Result<()> {
    let (app, person) = (desk.app, &desk.who().person);
    let attempt = Try::within(app, cookies, "present password", person, &visitor.client);
    attempt.begin(app).await?;
    match verify(data.untrimmed("present").to_owned(), person.password_hash.clone()).await {
        Ok(true) => attempt.was_right(app).await?,
        Ok(false) => {
            attempt.was_wrong();
            problems.add("present", "That is not your password. Try again");
        }
        Err(busy) => {
            attempt.was_not_looked_at(app).await?;
            return Err(busy.into());
        }
    }
    Ok(())
}

/// The page that says how long to wait.
pub(crate) fn wait(now: Timestamp, until: Timestamp) -> Error {
    let left = until.duration_since(now).max(SignedDuration::ZERO);
    let wait = match left.as_secs().div_euclid(60) + i64::from(left.as_secs() % 60 > 0) {
        0 | 1 => "a minute".to_owned(),
        minutes => format!("{minutes} minutes"),
    };
    Error::Page(Box::new(FaultKind::Wait { wait }))
}
