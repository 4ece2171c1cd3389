//! Signing in and out.

pub(super) mod code;

use std::sync::Arc;

use rocket::{
    FromForm, Route, State,
    form::Form,
    http::{Cookie, CookieJar, Status, uri::Origin},
    response::Redirect,
};

use super::{
    entry,
    error::{Error, Result},
    guard::{SESSION, SignedIn},
    limits::SignInLimits,
    page::Page,
    sent::Sent,
    stranger::Stranger,
    told::Told,
    tries::Try,
    view::{Frame, frame::Site, part::Problem, sign_in::SignIn},
};
use crate::{
    app::App,
    password,
    secret::hash,
    store::{
        self, StoreError,
        people::{self, Person},
        second_factors, sessions,
    },
};

pub(super) fn routes() -> Vec<Route> {
    rocket::routes![show, create, delete, code::show, code::create]
}

#[derive(FromForm)]
struct Credentials<'r> {
    #[field(default = "")]
    email: &'r str,
    #[field(default = "")]
    password: &'r str,
    next: Option<&'r str>,
}

/// The sign-in form.
#[rocket::get("/sign-in?<next>")]
#[expect(clippy::needless_pass_by_value, reason = "handlers own what they are given")]
pub(super) fn show(next: Option<String>, told: Told, site: &State<Arc<Site>>) -> Result<Page> {
    let form = form(site, next.as_deref(), "", Vec::new());
    Page::of(&SignIn { notice: told.0, ..form })
}

/// Signs in, or says what to mend.
#[rocket::post("/sign-in", data = "<form>")]
async fn create(
    form: Form<Credentials<'_>>,
    cookies: &CookieJar<'_>,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
    limits: &State<SignInLimits>,
    stranger: Stranger,
) -> Result<Sent> {
    let Credentials { email, password, next } = form.into_inner();
    let email = email.trim();
    let mut problems = Vec::new();
    if email.is_empty() {
        problems.push(problem("email", "Enter your email address"));
    }
    if password.is_empty() {
        problems.push(problem("password", "Enter your password"));
    }
    if problems.is_empty() {
        if !limits.allow(&stranger.client, email) {
            return Err(Error::TooMany);
        }
        let attempt = Try::at(app, "password", email, &stranger.client);
        attempt.begin(app).await?;
        if let Some(person) = check(app, email, password).await? {
            attempt.was_right(app).await?;
            return enter(app, cookies, &person, &stranger, next).await;
        }
        problems.push(problem("email", "This email address and password do not belong together"));
    }
    let page = self::form(site, next, email, problems);
    Ok(Sent::Page(Page::with_status(Status::UnprocessableEntity, &page)?))
}

/// Opens the session, or asks for the second factor first.
async fn enter(
    app: &App,
    cookies: &CookieJar<'_>,
    person: &Person,
    stranger: &Stranger,
    next: Option<&str>,
) -> Result<Sent> {
    if second_factors::confirmed(app.db.read(), person.id).await?.is_some() {
        code::begin(app, cookies, person);
        return Ok(Sent::to(&rocket::uri!(code::show(next.map(str::to_owned)))));
    }
    let tx = store::write(&app.db).await?;
    let session = entry::open(&tx, app, person, &stranger.browser).await?;
    tx.commit().await.map_err(StoreError::from)?;
    cookies.add_private(session);
    Ok(Sent::to(&local(next)))
}

/// Signs out.
#[rocket::post("/sign-out")]
pub(super) async fn delete(
    _who: SignedIn,
    cookies: &CookieJar<'_>,
    app: &State<Arc<App>>,
) -> Result<Redirect> {
    if let Some(cookie) = cookies.get_private(SESSION) {
        sessions::end(app.db.write_one(), &hash(cookie.value())).await?;
        cookies.remove_private(Cookie::build(SESSION).path("/"));
    }
    Ok(Redirect::to(rocket::uri!(show(None::<String>))))
}

/// The person that an address and a password belong to.
async fn check(app: &App, email: &str, password: &str) -> Result<Option<Person>> {
    let person = people::find(app.db.read(), email).await?.filter(|person| !person.disabled);
    let known = person.as_ref().and_then(|person| person.password_hash.clone());
    let right = password::verify(password.to_owned(), known).await;
    let right = right.map_err(|error| Error::Broken(error.to_string()))?;
    Ok(person.filter(|_| right))
}

/// Only an address on this site, so that a link cannot send somebody elsewhere.
fn local(next: Option<&str>) -> String {
    let own = |next: &&str| next.starts_with('/') && !next.starts_with("//") && !next.contains('\\');
    let next = next.filter(own).filter(|next| Origin::parse(next).is_ok());
    next.unwrap_or("/programmes").to_owned()
}

fn problem(target: &str, message: &str) -> Problem {
    Problem { target: target.to_owned(), message: message.to_owned() }
}

fn form(site: &State<Arc<Site>>, next: Option<&str>, email: &str, problems: Vec<Problem>) -> SignIn {
    SignIn {
        frame: Frame::public(Arc::clone(site), "en"),
        action: rocket::uri!(create()).to_string(),
        next: next.map(str::to_owned),
        email: email.to_owned(),
        notice: None,
        forgotten: rocket::uri!(super::forgotten::ask()).to_string(),
        problems,
    }
}
