//! A program that shows an access token: as a bearer token, or, to read, as the password of Basic authentication. Cookies
//! are never looked at here, so that no page of somebody else can act by the browser of whoever is signed in.

use std::{num::NonZeroU32, sync::Arc};

use base64::{Engine, engine::general_purpose::STANDARD};
use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
};
use jiff::{Timestamp, tz::TimeZone};
use rocket::{
    Request,
    http::{CookieJar, Method, Status},
    request::{FromRequest, Outcome},
};
use uuid::Uuid;

use crate::{
    app::App,
    store::{ApiScope, ApiToken, Connection, Programme, StoreError, api_tokens, people, programmes},
    system::{access_token, secret::hash},
    web::http::{Member, guard, site::Site},
};

/// A program, with the person and the programme of its token.
pub(crate) struct Program<'r> {
    /// The service.
    pub app: &'r Arc<App>,
    /// Whose token it is, in which role, in which programme.
    pub who: Member,
    pub token: ApiToken,
    /// What surrounds pages: nobody is shown any here.
    pub(super) site: &'r Arc<Site>,
    /// Never read: the token alone says who it is.
    pub(super) cookies: &'r CookieJar<'r>,
}

/// Why a program is not let in, or not that far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenRefusal {
    /// It shows none.
    Missing,
    /// What it shows is no whole token.
    Garbled,
    /// It is unknown: revoked, or never made here.
    Unknown,
    /// Its last day is over.
    Expired,
    /// A password is no way to write.
    BasicWrites,
    /// The person has to set a second factor up first.
    SecondFactorFirst,
    /// It asked too often; after so many seconds it may again.
    TooMany(u64),
    /// It is of another programme.
    Elsewhere,
    /// It lacks this scope.
    Scope(ApiScope),
    /// The role of its person is not enough.
    Role(ApiScope),
}

/// What [`Program`] refused, for the catcher that says so.
#[derive(Default)]
pub(crate) struct Refused(pub Option<TokenRefusal>);

impl TokenRefusal {
    /// The status it is answered with.
    pub(crate) fn status(self) -> Status {
        match self {
            Self::Missing | Self::Garbled | Self::Unknown | Self::Expired | Self::BasicWrites => {
                Status::Unauthorized
            }
            Self::TooMany(_) => Status::TooManyRequests,
            Self::Elsewhere => Status::NotFound,
            Self::SecondFactorFirst | Self::Scope(_) | Self::Role(_) => Status::Forbidden,
        }
    }
}

/// How often programs may ask: so many requests a minute for each token. Kept per process.
#[derive(Debug)]
pub(crate) struct ProgramLimits(DefaultKeyedRateLimiter<Uuid>);

impl ProgramLimits {
    /// So many requests a minute.
    pub(crate) fn of(a_minute: u32) -> Self {
        let most = NonZeroU32::new(a_minute).unwrap_or(NonZeroU32::MIN);
        Self(RateLimiter::keyed(Quota::per_minute(most)))
    }

    /// Counts one request; seconds to wait where it is one too many.
    fn count(&self, token: Uuid) -> Result<(), u64> {
        self.0.retain_recent();
        let now = DefaultClock::default().now();
        self.0.check_key(&token).map_err(|wait| wait.wait_time_from(now).as_secs() + 1)
    }
}

impl Program<'_> {
    /// Whether it may do this in the programme that the address names.
    pub(crate) fn may(&self, slug: &str, scope: ApiScope) -> Result<(), TokenRefusal> {
        if self.who.programme.slug != slug {
            // Whether there is such a programme is not its business.
            return Err(TokenRefusal::Elsewhere);
        }
        // Whoever may change something may read it.
        let implied = scope == ApiScope::ContactsRead && self.token.scopes.contains(&ApiScope::ContactsWrite);
        if !implied && !self.token.scopes.contains(&scope) {
            return Err(TokenRefusal::Scope(scope));
        }
        if scope.is_open_to(self.who.role) { Ok(()) } else { Err(TokenRefusal::Role(scope)) }
    }

    /// The same for what only those who run courses see.
    pub(crate) fn may_as_trainer(&self, slug: &str, scope: ApiScope) -> Result<(), TokenRefusal> {
        self.may(slug, scope)?;
        if self.who.runs_courses() { Ok(()) } else { Err(TokenRefusal::Role(scope)) }
    }

    /// The database, to read from.
    pub(crate) fn db(&self) -> &Connection {
        self.app.db.read()
    }

    /// The programme of its token.
    pub(crate) fn programme(&self) -> &Programme {
        &self.who.programme
    }

    /// The time.
    pub(crate) fn now(&self) -> Timestamp {
        self.app.clock.now()
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Program<'r> {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        let state = request.rocket();
        let (Some(app), Some(site)) = (state.state::<Arc<App>>(), state.state::<Arc<Site>>()) else {
            return Outcome::Error((Status::InternalServerError, ()));
        };
        match let_in(request, app).await {
            Ok(Ok((who, token))) => {
                Outcome::Success(Self { app, who, token, site, cookies: request.cookies() })
            }
            Ok(Err(refusal)) => {
                request.local_cache(|| Refused(Some(refusal)));
                Outcome::Error((refusal.status(), ()))
            }
            Err(error) => Outcome::Error((guard::away(&error, "an access token"), ())),
        }
    }
}

/// The token that a request shows.
fn shown(request: &Request<'_>) -> Result<String, TokenRefusal> {
    let header = request.headers().get_one("Authorization").ok_or(TokenRefusal::Missing)?;
    let (scheme, rest) = header.trim().split_once(' ').ok_or(TokenRefusal::Garbled)?;
    let token = if scheme.eq_ignore_ascii_case("bearer") {
        rest.trim().to_owned()
    } else if scheme.eq_ignore_ascii_case("basic") {
        if !matches!(request.method(), Method::Get | Method::Head) {
            return Err(TokenRefusal::BasicWrites);
        }
        let decoded = STANDARD.decode(rest.trim()).map_err(|_| TokenRefusal::Garbled)?;
        let pair = String::from_utf8(decoded).map_err(|_| TokenRefusal::Garbled)?;
        pair.split_once(':').ok_or(TokenRefusal::Garbled)?.1.to_owned()
    } else {
        return Err(TokenRefusal::Missing);
    };
    if access_token::is_whole(&token) { Ok(token) } else { Err(TokenRefusal::Garbled) }
}

async fn let_in(
    request: &Request<'_>,
    app: &App,
) -> Result<Result<(Member, ApiToken), TokenRefusal>, StoreError> {
    let shown = match shown(request) {
        Ok(shown) => shown,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let (db, now) = (app.db.read(), app.clock.now());
    let Some(token) = api_tokens::with_hash(db, &hash(&shown)).await? else {
        return Ok(Err(TokenRefusal::Unknown));
    };
    if !token.works(now) {
        return Ok(Err(TokenRefusal::Expired));
    }
    if let Some(limits) = request.rocket().state::<ProgramLimits>()
        && let Err(wait) = limits.count(token.id)
    {
        return Ok(Err(TokenRefusal::TooMany(wait)));
    }
    let Some(person) = people::get(db, token.person_id).await?.filter(|person| !person.disabled) else {
        return Ok(Err(TokenRefusal::Unknown));
    };
    let programme = programmes::get(db, token.programme_id).await?;
    let Some(role) = people::role(db, person.id, programme.id).await? else {
        return Ok(Err(TokenRefusal::Unknown));
    };
    let who = Member { person, role, programme, works_elsewhere: false };
    // Whoever has no password here signs in at the identity provider, which asks for its own.
    let may_owe = who.person.password_hash.is_some() && (who.runs_courses() || who.runs_site());
    if may_owe && guard::owes_second_factor(app, &who.person).await?.is_some() {
        return Ok(Err(TokenRefusal::SecondFactorFirst));
    }
    let today = now.to_zoned_datetime(TimeZone::UTC).date();
    if token.used_on != Some(today)
        && let Err(error) = api_tokens::note_use(app.db.write_one(), token.id, today).await
    {
        tracing::warn!(%error, "the use of an access token could not be noted");
    }
    if !matches!(request.method(), Method::Get | Method::Head) {
        // Whoever changes a round sees at once what became of it.
        app.rounds.clear();
    }
    Ok(Ok((who, token)))
}
