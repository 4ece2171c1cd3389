//! Signing in and out.

use std::sync::Arc;

use jiff::ToSpan;
use rocket::{
    FromForm, Responder, Route, State,
    form::Form,
    http::{Cookie, CookieJar, SameSite, Status, uri::Origin},
    response::Redirect,
    time::Duration,
};

use super::{
    error::{Error, Result},
    guard::{SESSION, SignedIn},
    limits::SignInLimits,
    origin::SameOrigin,
    page::Page,
    view::{Frame, frame::Site, part::Problem, sign_in::SignIn},
};
use crate::{app::App, password, secret::hash, store::people};

/// How long a session lasts.
const HOURS: i64 = 24 * 7;

pub(super) fn routes() -> Vec<Route> {
    rocket::routes![home, show, create, delete]
}

#[derive(FromForm)]
struct Credentials<'r> {
    email: &'r str,
    password: &'r str,
    next: Option<&'r str>,
}

#[derive(Responder)]
enum Entered {
    In(Box<Redirect>),
    Refused(Page),
}

/// The sign-in form.
#[rocket::get("/sign-in?<next>")]
#[expect(clippy::needless_pass_by_value, reason = "handlers own what they are given")]
pub(super) fn show(next: Option<String>, site: &State<Arc<Site>>) -> Result<Page> {
    Page::of(&form(site, next.as_deref(), "", Vec::new()))
}

/// Signs in, or says what to mend.
#[rocket::post("/sign-in", data = "<form>")]
async fn create(
    form: Form<Credentials<'_>>,
    cookies: &CookieJar<'_>,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
    limits: &State<SignInLimits>,
    client: super::limits::Client,
    _own: SameOrigin,
) -> Result<Entered> {
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
        if !limits.allow(&client, email) {
            return Err(Error::TooMany);
        }
        if let Some(cookie) = check(app, email, password).await? {
            cookies.add_private(cookie);
            return Ok(Entered::In(Box::new(Redirect::to(local(next)))));
        }
        problems.push(problem("email", "This email address and password do not belong together"));
    }
    let page = self::form(site, next, email, problems);
    Ok(Entered::Refused(Page::with_status(Status::UnprocessableEntity, &page)?))
}

/// Signs out.
#[rocket::post("/sign-out")]
pub(super) async fn delete(
    _who: SignedIn,
    cookies: &CookieJar<'_>,
    app: &State<Arc<App>>,
) -> Result<Redirect> {
    if let Some(cookie) = cookies.get_private(SESSION) {
        people::sign_out(app.db.write_one(), &hash(cookie.value())).await?;
        cookies.remove_private(Cookie::build(SESSION).path("/"));
    }
    Ok(Redirect::to(rocket::uri!(show(None::<String>))))
}

/// The bare address: staff go to their programme, everybody else to the sign-in.
#[rocket::get("/")]
fn home(_who: SignedIn) -> Redirect {
    Redirect::to(rocket::uri!(super::programmes::index()))
}

async fn check(app: &App, email: &str, password: &str) -> Result<Option<Cookie<'static>>> {
    let person = people::find(app.db.read(), email).await?.filter(|person| !person.disabled);
    let known = person.as_ref().and_then(|person| person.password_hash.clone());
    let right = password::verify(password.to_owned(), known).await;
    let Some(person) = person.filter(|_| matches!(right, Ok(true))) else {
        right.map_err(|error| Error::Broken(error.to_string()))?;
        return Ok(None);
    };
    let now = app.clock.now();
    let until = now + HOURS.hours();
    let token = crate::secret::random_token().map_err(|error| Error::Broken(error.to_string()))?;
    people::sign_in(app.db.write_one(), &hash(&token), person.id, now.into(), until.into()).await?;
    // Lax, so that a link in an email finds its reader signed in.
    Ok(Some(
        Cookie::build((SESSION, token))
            .path("/")
            .http_only(true)
            .same_site(SameSite::Lax)
            .secure(app.settings.site_url.starts_with("https:"))
            .max_age(Duration::hours(HOURS))
            .build(),
    ))
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
        problems,
    }
}
