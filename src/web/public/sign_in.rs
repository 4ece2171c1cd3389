//! Signing in and out.

pub(crate) mod code;

use std::sync::Arc;

use askama::Template;
use rocket::{
    FromForm, State,
    form::Form,
    http::{CookieJar, uri::Origin},
    response::Redirect,
};

use crate::{
    app::App,
    store::{
        self, StoreError,
        people::{self, Person},
        second_factors, sessions,
    },
    system::{password, secret::hash},
    web::{
        at,
        http::{
            answer::{Answer, Page},
            error::Result,
            flash::Told,
            guard::{self, SignedIn},
            login_throttle::Try,
            session::{self, SESSION},
            visitor::Stranger,
        },
        parts::{
            form::Problems,
            frame::{Frame, Site},
            piece::Problem,
        },
        public::interrupted::Kept,
    },
};

#[derive(FromForm)]
pub(crate) struct Credentials<'r> {
    #[field(default = "")]
    email: &'r str,
    #[field(default = "")]
    password: &'r str,
    next: Option<&'r str>,
    /// A form that is carried through.
    kept: Option<&'r str>,
}

/// The sign-in form.
#[rocket::get("/sign-in?<next>")]
#[expect(clippy::needless_pass_by_value, reason = "handlers own what they are given")]
pub(crate) fn show(next: Option<String>, told: Told, site: &State<Arc<Site>>) -> Result<Page> {
    let form = form(site, next.as_deref(), "", Vec::new());
    Page::of(&SignIn { notice: told.0, ..form })
}

/// Signs in, or says what to mend.
#[rocket::post("/sign-in", data = "<form>")]
pub(crate) async fn create(
    form: Form<Credentials<'_>>,
    cookies: &CookieJar<'_>,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
    stranger: Stranger,
) -> Result<Answer> {
    let Credentials { email, password, next, kept } = form.into_inner();
    let email = email.trim();
    let mut problems = Vec::new();
    if email.is_empty() {
        problems.push(problem("email", "Enter your email address"));
    }
    if password.is_empty() {
        problems.push(problem("password", "Enter your password"));
    }
    if problems.is_empty() {
        let attempt = Try::at_password(app, cookies, email, &stranger.client);
        attempt.begin(app).await?;
        match check(app, email, password).await {
            Err(busy) => {
                attempt.was_not_looked_at(app).await?;
                return Err(busy);
            }
            Ok(Some(person)) => {
                attempt.was_right(app).await?;
                return enter(app, site, cookies, &person, &stranger, (next, kept)).await;
            }
            Ok(None) => attempt.was_wrong(),
        }
        problems.push(problem("email", "This email address and password do not belong together"));
    }
    let mut page = self::form(site, next, email, problems);
    if let Some(kept) = kept.filter(|kept| Kept::open(app, kept).is_some()) {
        (page.carried, page.kept) = (Some(Carried::Form), Some(kept.to_owned()));
    }
    Answer::mend(&page)
}

/// Opens the session, or asks for the second factor first.
async fn enter(
    app: &App,
    site: &Arc<Site>,
    cookies: &CookieJar<'_>,
    person: &Person,
    stranger: &Stranger,
    (next, kept): (Option<&str>, Option<&str>),
) -> Result<Answer> {
    if second_factors::confirmed(app.db.read(), person.id).await?.is_some() {
        code::begin(app, cookies, person);
        if let Some(kept) = kept {
            // Too long for an address, so the page comes at once.
            return Ok(Answer::Page(Page::of(&code::form(
                site,
                next.unwrap_or_default(),
                kept,
                Problems::default(),
            ))?));
        }
        return Ok(Answer::to(at::query(at::sign_in_code(), &[("next", &next)])));
    }
    let tx = store::write(&app.db).await?;
    let session = session::open(&tx, app, cookies, person, &stranger.browser).await?;
    tx.commit().await.map_err(StoreError::from)?;
    cookies.add_private(session);
    if let Some(slug) = guard::owes_second_factor(app, person).await? {
        return Ok(Answer::to(at::account(slug)));
    }
    Ok(match kept.and_then(|kept| Kept::open(app, kept)) {
        Some(kept) => Answer::Page(kept.page(site)?),
        None => Answer::to(local(next)),
    })
}

/// Signs out.
#[rocket::post("/sign-out")]
pub(crate) async fn delete(
    _who: SignedIn,
    cookies: &CookieJar<'_>,
    app: &State<Arc<App>>,
) -> Result<Redirect> {
    if let Some(token) = session::token(app, cookies) {
        sessions::end(app.db.write_one(), &hash(&token)).await?;
        session::remove(app, cookies, SESSION);
    }
    Ok(Redirect::to(at::sign_in()))
}

/// The person that an address and a password belong to.
async fn check(app: &App, email: &str, password: &str) -> Result<Option<Person>> {
    let person = people::find(app.db.read(), email).await?.filter(|person| !person.disabled);
    let known = person.as_ref().and_then(|person| person.password_hash.clone());
    let right = password::verify(password.to_owned(), known).await?;
    Ok(person.filter(|_| right))
}

/// Only an address on this site, so that a link cannot send somebody elsewhere.
pub(crate) fn local(next: Option<&str>) -> String {
    let own = |next: &&str| next.starts_with('/') && !next.starts_with("//") && !next.contains('\\');
    let next = next.filter(own).filter(|next| Origin::parse(next).is_ok());
    next.unwrap_or("/programmes").to_owned()
}

/// The sign-in form for somebody whose form found nobody signed in.
pub(crate) fn interrupted(
    site: &State<Arc<Site>>,
    next: &str,
    carried: Carried,
    kept: Option<String>,
) -> SignIn {
    SignIn { carried: Some(carried), kept, ..form(site, Some(next), "", Vec::new()) }
}

fn problem(target: &str, message: &str) -> Problem {
    Problem { target: target.to_owned(), message: message.to_owned() }
}

fn form(site: &State<Arc<Site>>, next: Option<&str>, email: &str, problems: Vec<Problem>) -> SignIn {
    SignIn {
        frame: Frame::public(Arc::clone(site), "en"),
        action: at::sign_in(),
        next: next.map(str::to_owned),
        email: email.to_owned(),
        notice: None,
        carried: None,
        kept: None,
        forgotten: at::sign_in_forgotten(),
        problems,
    }
}

/// What became of a form that was sent after its author was signed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Carried {
    /// It is carried through the sign-in.
    Form,
    /// It had a file, which is not.
    NoFile,
    /// It is too long.
    TooLong,
}

/// A form that was carried through the sign-in: shown, and sent only when its author says so.
#[derive(Debug, Clone, Template)]
#[template(path = "public/interrupted.html")]
pub(crate) struct Resumed {
    /// Top and foot.
    pub frame: Frame,
    /// Address of the POST.
    pub action: String,
    /// Names and values.
    pub fields: Vec<(String, String)>,
    /// The way on without it.
    pub discard: String,
}

impl Resumed {
    /// What a person reads of it: the fields that hold something, with their names as words.
    pub(crate) fn shown(&self) -> Vec<(String, &str)> {
        let told = self.fields.iter().filter(|(_, value)| {
            // What only the program reads says nothing to a person.
            !value.trim().is_empty() && uuid::Uuid::parse_str(value).is_err()
        });
        told.map(|(name, value)| (name.replace(['_', '-', '[', ']'], " ").trim().to_owned(), value.as_str()))
            .collect()
    }
}

/// Email and password, sent by POST as `email`, `password` and `next`.
#[derive(Debug, Clone, Template)]
#[template(path = "public/sign_in.html")]
pub(crate) struct SignIn {
    /// Top and foot.
    pub frame: Frame,
    /// Address of the POST.
    pub action: String,
    /// Local address to go to afterwards.
    pub next: Option<String>,
    /// The email address as it was typed. The password is never sent back.
    pub email: String,
    /// A quiet message: “You have signed out”.
    pub notice: Option<String>,
    /// What became of a form that found nobody signed in.
    pub carried: Option<Carried>,
    /// That form, sealed.
    pub kept: Option<String>,
    /// Address of the page for a forgotten password.
    pub forgotten: String,
    /// What is wrong; the targets are `email` and `password`. A wrong pair is a problem of `email`, so that nobody
    /// learns which addresses have an account.
    pub problems: Vec<Problem>,
}

impl SignIn {
    /// What is wrong with one field.
    pub(crate) fn problem_with(&self, field: &str) -> Option<&str> {
        self.problems.iter().find(|problem| problem.target == field).map(|problem| problem.message.as_str())
    }
}
