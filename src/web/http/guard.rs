//! Who is asking. A handler's signature states who may call it; requests that change something must also come
//! from our own pages, which every guard here checks, so that no handler can forget it.

use std::sync::Arc;

use rocket::{
    Request,
    http::{Method, Status},
    outcome::try_outcome,
    request::{FromRequest, Outcome},
};

use crate::{
    app::App,
    store::{
        self, Person, PersonRole, Programme, StoreError, members, people, programmes, second_factors,
        sessions, site_admins,
    },
    system::secret::hash,
    web::{
        at,
        http::{
            Error,
            fault::{OnlySiteAdmins, SecondFactorFirst},
            origin, session,
        },
    },
};

#[derive(Clone, Debug)]
pub(crate) struct SignedIn(pub Person);

/// Somebody with any role in the programme that the address names.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    /// Who.
    pub person: Person,
    pub role: PersonRole,
    pub programme: Programme,
    /// Whether they work in another one too.
    pub works_elsewhere: bool,
}

/// A trainer or administrator of the programme that the address names.
#[derive(Clone, Debug)]
pub(crate) struct Trainer(pub Member);

/// An administrator of the programme that the address names.
#[derive(Clone, Debug)]
pub(crate) struct Admin(pub Member);

/// A site administrator who has any role in the programme that the address names, with the proof that site-wide settings
/// ask for.
#[derive(Clone, Debug)]
pub(crate) struct SiteAdmin {
    /// Who, and where.
    pub member: Member,
    pub proof: site_admins::SiteAdminProof,
}

impl Member {
    pub(crate) fn runs_site(&self) -> bool {
        site_admins::SiteAdminProof::of(&self.person).is_some()
    }

    /// Whether they run courses, and not only read what came of them.
    pub(crate) fn runs_courses(&self) -> bool {
        matches!(self.role, PersonRole::Admin | PersonRole::Trainer)
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for SignedIn {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        if !matches!(request.method(), Method::Get | Method::Head) {
            if !origin::is_own(request) {
                return Outcome::Error((Status::Forbidden, ()));
            }
            // Whoever changes a round sees at once what became of its form.
            if let Some(app) = request.rocket().state::<Arc<App>>() {
                app.rounds.clear();
            }
        }
        let caller = request.local_cache_async(async { signed_in(request).await }).await;
        match caller {
            Ok(caller) => Outcome::Success(Self(caller.person.clone())),
            // On to `kept`, which reads what was typed.
            Err(Status::Unauthorized) if request.method() == Method::Post => {
                Outcome::Forward(Status::Unauthorized)
            }
            Err(status) => Outcome::Error((*status, ())),
        }
    }
}

/// The status where the database cannot be asked: whoever is signed in must not be sent to sign in again.
pub(crate) fn away(error: &StoreError, what: &str) -> Status {
    tracing::error!(%error, "{what} could not be read");
    if error.may_pass() { Status::ServiceUnavailable } else { Status::InternalServerError }
}

/// Somebody who is signed in, and whether by the account of the identity provider.
#[derive(Clone, Debug)]
struct Caller {
    person: Person,
    single_sign_on: bool,
}

async fn signed_in(request: &Request<'_>) -> Result<Caller, Status> {
    let app = request.rocket().state::<Arc<App>>().ok_or(Status::InternalServerError)?;
    let token = session::token(app, request.cookies()).ok_or(Status::Unauthorized)?;
    let (token, now) = (hash(&token), app.clock.now());
    let rules = app.sign_in_rules().await.map_err(|error| away(&error, "the sign-in rules"))?;
    let found = sessions::live(app.db.read(), &token, rules.idle_hours, now).await;
    let live = found.map_err(|error| away(&error, "a session"))?.ok_or(Status::Unauthorized)?;
    if live.unnoted
        && let Err(error) = sessions::note_use(app.db.write_one(), &token, now).await
    {
        tracing::warn!(%error, "the use of a session could not be noted");
    }
    Ok(Caller { person: live.person, single_sign_on: live.single_sign_on })
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Member {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        let SignedIn(person) = try_outcome!(request.guard().await);
        match named(request, person).await {
            Ok(member) if is_of_account(request) => Outcome::Success(member),
            Ok(member) => match owes(request, &member).await {
                Ok(None) => Outcome::Success(member),
                Ok(Some(way)) => {
                    request.local_cache(|| SecondFactorFirst(Some(way)));
                    Outcome::Error((Status::Forbidden, ()))
                }
                Err(error) => Outcome::Error((away(&error, "a second factor"), ())),
            },
            // Whether a programme exists is nobody's business who is not in it.
            Err(Error::Store(error)) => Outcome::Error((away(&error, "a membership"), ())),
            Err(_) => Outcome::Error((Status::NotFound, ())),
        }
    }
}

/// A programme in whose pages somebody has to set a second factor up first, because the site asks for one of who runs
/// courses or the site, and they have none.
pub(crate) async fn owes_second_factor(app: &App, person: &Person) -> store::Result<Option<String>> {
    if !app.sign_in_rules().await?.second_factor
        || second_factors::confirmed(app.db.read(), person.id).await?.is_some()
    {
        return Ok(None);
    }
    let runs_site = site_admins::SiteAdminProof::of(person).is_some();
    let mut roles = people::roles(app.db.read(), person.id).await?.into_iter();
    let first = roles.find(|one| runs_site || matches!(one.role, PersonRole::Admin | PersonRole::Trainer));
    Ok(first.map(|one| one.slug))
}

/// The page of the account of somebody who has to set a second factor up before they see this programme.
async fn owes(request: &Request<'_>, member: &Member) -> store::Result<Option<String>> {
    let Some(app) = request.rocket().state::<Arc<App>>() else { return Ok(None) };
    if !member.runs_courses() && !member.runs_site() {
        return Ok(None);
    }
    // The identity provider asks for its own.
    let caller = request.local_cache_async(async { signed_in(request).await }).await;
    if caller.as_ref().is_ok_and(|caller| caller.single_sign_on) {
        return Ok(None);
    }
    let owed = owes_second_factor(app, &member.person).await?;
    Ok(owed.map(|_| at::account(&member.programme.slug)))
}

/// Whether a request is one of those with which somebody sets a second factor up.
fn is_of_account(request: &Request<'_>) -> bool {
    request.routed_segment(0) == Some("programmes") && request.routed_segment(2) == Some("account")
}

/// Somebody in the programme that the address names.
async fn named(request: &Request<'_>, person: Person) -> Result<Member, Error> {
    let app = request.rocket().state::<Arc<App>>().ok_or(Error::NotFound)?;
    // Addresses are /programmes/<slug>/…
    member(app, request.routed_segment(1).ok_or(Error::NotFound)?, person).await
}

/// Where somebody who is signed in works, for pages that no handler draws: in the programme that the address names,
/// else in the first of theirs, if they have any. The status where nobody is signed in.
pub(crate) async fn at_work(request: &Request<'_>) -> Result<Option<Member>, Status> {
    let app = request.rocket().state::<Arc<App>>().ok_or(Status::InternalServerError)?;
    let caller = request.local_cache_async(async { signed_in(request).await }).await;
    let person = &caller.as_ref().map_err(|status| *status)?.person;
    if let Ok(member) = named(request, person.clone()).await {
        return Ok(Some(member));
    }
    let slugs = people::programmes(app.db.read(), person.id).await.unwrap_or_default();
    let Some(first) = slugs.first() else { return Ok(None) };
    Ok(member(app, first, person.clone()).await.ok())
}

async fn member(app: &App, slug: &str, person: Person) -> Result<Member, Error> {
    let programme = programmes::find(app.db.read(), slug).await?.ok_or(Error::NotFound)?;
    let role = people::role(app.db.read(), person.id, programme.id).await?.ok_or(Error::NotFound)?;
    let works_elsewhere = members::programmes_of(app.db.read(), person.id).await? > 1;
    Ok(Member { person, role, programme, works_elsewhere })
}

fn admit<T>(may_come: bool, guard: T) -> Outcome<T, ()> {
    if may_come { Outcome::Success(guard) } else { Outcome::Error((Status::Forbidden, ())) }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Trainer {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        let member: Member = try_outcome!(request.guard().await);
        admit(member.runs_courses(), Self(member))
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Admin {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        let member: Member = try_outcome!(request.guard().await);
        admit(member.role == PersonRole::Admin, Self(member))
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for SiteAdmin {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        let member: Member = try_outcome!(request.guard().await);
        if let Some(proof) = site_admins::SiteAdminProof::of(&member.person) {
            return Outcome::Success(Self { member, proof });
        }
        if member.role == PersonRole::Admin
            && let Some(app) = request.rocket().state::<Arc<App>>()
        {
            match site_admins::to_ask(app.db.read()).await {
                Ok(all) => {
                    let named = all.into_iter().map(|one| format!("{} ({})", one.name, one.email));
                    request.local_cache(|| OnlySiteAdmins(Some(named.collect())));
                }
                Err(error) => tracing::warn!(%error, "the site administrators could not be read"),
            }
        }
        Outcome::Error((Status::Forbidden, ()))
    }
}
