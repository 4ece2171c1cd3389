//! Where somebody of a programme works: who they are, what they may, and the service they work with. A handler asks for
//! a desk of who may call it, and does everything through it.

use std::sync::Arc;

use jiff::{Timestamp, tz::TimeZone};
use rocket::{
    Request,
    http::CookieJar,
    outcome::try_outcome,
    request::{FromRequest, Outcome},
};

use super::{
    Admin, Member, Program, Result, SiteAdmin, Trainer, flash,
    site::{FrameBrand, Site},
};
use crate::{
    app::App,
    store::{self, Connection, Programme, Transaction, audit, programmes},
};

/// The desk of somebody whom the guard `G` let in.
pub(crate) struct Desk<'r, G> {
    /// The service.
    pub app: &'r Arc<App>,
    /// Who they are, as their guard knows them.
    pub guard: G,
    site: &'r Arc<Site>,
    cookies: &'r CookieJar<'r>,
    /// The access token by which a program sits here.
    token: Option<String>,
}

/// What guards of a programme have in common.
pub(crate) trait Seat {
    /// Who it is, in which role, in which programme.
    fn member(&self) -> &Member;
}

impl Seat for Member {
    fn member(&self) -> &Member {
        self
    }
}

impl Seat for Trainer {
    fn member(&self) -> &Member {
        &self.0
    }
}

impl Seat for Admin {
    fn member(&self) -> &Member {
        &self.0
    }
}

impl Seat for SiteAdmin {
    fn member(&self) -> &Member {
        &self.member
    }
}

#[rocket::async_trait]
impl<'r, G: FromRequest<'r, Error = ()>> FromRequest<'r> for Desk<'r, G> {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        let guard = try_outcome!(request.guard::<G>().await);
        let state = request.rocket();
        match (state.state(), state.state()) {
            (Some(app), Some(site)) => {
                Outcome::Success(Self { app, guard, site, cookies: request.cookies(), token: None })
            }
            _ => Outcome::Error((rocket::http::Status::InternalServerError, ())),
        }
    }
}

impl<'r> Desk<'r, Trainer> {
    /// The desk at which a program works that acts for somebody who runs courses. It draws no pages.
    pub(crate) fn of_program(program: &Program<'r>) -> Self {
        Self {
            app: program.app,
            guard: Trainer(program.who.clone()),
            site: program.site,
            cookies: program.cookies,
            token: Some(program.token.name.clone()),
        }
    }
}

impl<G: Seat> Desk<'_, G> {
    pub(crate) fn who(&self) -> &Member {
        self.guard.member()
    }

    /// The programme that the address names.
    pub(crate) fn programme(&self) -> &Programme {
        &self.who().programme
    }

    /// Its part of the address.
    pub(crate) fn slug(&self) -> &str {
        &self.programme().slug
    }

    pub(crate) fn zone(&self) -> TimeZone {
        self.programme().zone()
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.app.clock.now()
    }

    /// The database, to read from.
    pub(crate) fn db(&self) -> &Connection {
        self.app.db.read()
    }

    /// Whose site it is.
    pub(crate) fn brand(&self) -> Arc<FrameBrand> {
        self.site.brand.now()
    }

    /// What surrounds its pages.
    pub(crate) fn site(&self) -> &Arc<Site> {
        self.site
    }

    /// What was just done, said once.
    pub(crate) fn said(&self) -> Option<String> {
        flash::take(self.app, self.cookies)
    }

    /// Begins a change, which ends with [`done`](Self::done) or changes nothing.
    pub(crate) async fn change(&self) -> Result<Transaction> {
        Ok(store::write(&self.app.db).await?)
    }

    /// Begins a change that makes something. Two of one programme wait for each other, so that the second of a double
    /// click finds what the first made.
    pub(crate) async fn making(&self) -> Result<Transaction> {
        let tx = self.change().await?;
        programmes::lock(&tx, self.programme().id).await?;
        Ok(tx)
    }

    /// Ends a change: keeps it, together with who did `act` (“changed the role of”) to what.
    ///
    /// # Errors
    /// When the database is away or busy; then nothing was changed.
    pub(crate) async fn done(&self, tx: Transaction, act: &str, object: &str) -> Result<()> {
        self.record(&tx, act, object).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Keeps who did `act` (“downloaded the answers of”) to what, where nothing else is changed.
    pub(crate) async fn note(&self, act: &str, object: &str) -> Result<()> {
        self.record(self.app.db.write_one(), act, object).await
    }

    async fn record(&self, tx: &Connection, act: &str, object: &str) -> Result<()> {
        let who = self.who();
        let object = match &self.token {
            Some(token) => format!("{object} (by the access token “{token}”)"),
            None => object.to_owned(),
        };
        audit::record(tx, Some(who.programme.id), &who.person, act, &object, self.now()).await?;
        Ok(())
    }
}
