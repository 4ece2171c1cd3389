//! One's own account: password, second factor, and the browsers that are signed in.

pub(crate) mod password;
pub(crate) mod second_factor;
pub(crate) mod sessions;

use std::sync::Arc;

use askama::Template;
use rocket::{Route, State, http::CookieJar};

use crate::{
    app::App,
    password::verify,
    secret::hash,
    store::{
        people::{Person, Role},
        second_factors, sessions as stored,
    },
    web::{
        at,
        http::{
            answer::Page, error::Result, flash::Told, guard::Member, login_throttle::Try, rate_limit::Client,
            session,
        },
        parts::{
            form::Field,
            format,
            frame::{Frame, Site},
            nav::{self, Place},
            piece::{Act, Action, Fact, Link, Trail},
        },
    },
};

/// The account.
#[rocket::get("/programmes/<slug>/account")]
pub(crate) async fn show(
    slug: &str,
    who: Member,
    told: Told,
    cookies: &CookieJar<'_>,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let db = app.db.read();
    let factor = second_factors::confirmed(db, who.person.id).await?;
    let follow = |label: &str, to: String| quiet(label, Act::Follow(to));
    let (second_factor, factor_actions) = if factor.is_some() {
        let left = second_factors::recovery_left(db, who.person.id).await?;
        let codes = match left {
            0 => "no recovery code".to_owned(),
            1 => "one recovery code".to_owned(),
            left => format!("{left} recovery codes"),
        };
        let new = at::account_second_factor_codes(slug);
        let stop = at::account_second_factor_off(slug);
        let words = format!("It is on: signing in asks for a code from your app. You have {codes} left.");
        (words, vec![follow("Make new recovery codes", new), follow("Turn it off …", stop)])
    } else {
        let words = "It is off. With it, a stolen password alone opens nothing: signing in also asks for a code \
                     from an app on your phone.";
        let begin = at::new_account_second_factor(slug);
        (words.to_owned(), vec![follow("Turn it on", begin)])
    };
    let role = nav::role_name(who.role);
    Page::of(&Account {
        frame: nav::frame(&who, site, Place::Account).telling(told.0),
        programme: who.programme.name.clone(),
        heading: who.person.name.clone(),
        facts: vec![Fact::new("Signs in as", &who.person.email), Fact::new("Role here", role)],
        password: follow("Change the password", at::account_password(slug)),
        second_factor,
        factor_actions,
        browsers: browsers(app, &who, cookies).await?,
        end: at::account_sessions_end(slug),
        end_others: at::account_sessions_end_others(slug),
        runs: runs(slug, &who),
    })
}

/// What administrators find here.
fn runs(slug: &str, who: &Member) -> Vec<Link> {
    let mut links = Vec::new();
    if who.role == Role::Admin {
        let people = at::people(slug);
        let audit = at::audit(slug);
        links.extend([Link::new("People of the programme", people), Link::new("Who did what", audit)]);
    }
    if who.runs_site() {
        links.push(crate::web::settings::site::link(slug));
    }
    links
}

async fn browsers(app: &App, who: &Member, cookies: &CookieJar<'_>) -> Result<Vec<Browser>> {
    let zone = who.programme.settings.zone();
    let now = app.clock.now().into();
    let here = here(app, cookies);
    let sessions = stored::of_person(app.db.read(), who.person.id, now).await?;
    let browser = |session: stored::Session| {
        let used = session.used_at.unwrap_or(session.created_at);
        Browser {
            here: here.as_deref() == Some(&session.token_hash),
            key: handle(app, &session),
            since: format::day_and_time(session.created_at.time(), &zone),
            used: format::day_and_time(used.time(), &zone),
            name: session.browser.unwrap_or_else(|| "an unknown browser".to_owned()),
        }
    };
    Ok(sessions.into_iter().map(browser).collect())
}

/// What a session is called in a form, so that no page holds what the database looks it up by.
fn handle(app: &App, session: &stored::Session) -> String {
    app.secret.fingerprint(&format!("session {}", session.token_hash))
}

/// The session of this very browser.
fn here(app: &App, cookies: &CookieJar<'_>) -> Option<String> {
    session::token(app, cookies).map(|token| hash(&token))
}

fn quiet(label: &str, act: Act) -> Action {
    Action { label: label.to_owned(), act, quiet: true }
}

fn trail(slug: &str, who: &Member) -> Trail {
    let account = Link::new("Account", at::account(slug));
    Trail { above: vec![account], here: who.person.email.clone() }
}

fn way_back(slug: &str) -> Link {
    Link::new("Back without changing", at::account(slug))
}

/// The field for the password that one has.
fn present_password() -> Field {
    Field::typed("password", "present", "Your present password", "").autocomplete("current-password")
}

/// Whether this is the person's password; every try counts.
async fn knows_password(
    app: &App,
    cookies: &CookieJar<'_>,
    client: &Client,
    person: &Person,
    typed: &str,
) -> Result<bool> {
    let attempt = Try::within(app, cookies, "present password", person, client);
    attempt.begin(app).await?;
    let right = match verify(typed.to_owned(), person.password_hash.clone()).await {
        Ok(right) => right,
        Err(busy) => {
            attempt.was_not_looked_at(app).await?;
            return Err(busy.into());
        }
    };
    if right {
        attempt.was_right(app).await?;
    } else {
        attempt.was_wrong();
    }
    Ok(right)
}

/// The account.
#[derive(Debug, Clone, Template)]
#[template(path = "account/show.html")]
pub(crate) struct Account {
    /// Top and foot.
    pub frame: Frame,
    /// The programme.
    pub programme: String,
    /// The person’s name.
    pub heading: String,
    /// Address and role.
    pub facts: Vec<Fact>,
    /// Changes the password.
    pub password: Action,
    /// Whether the second factor is on, and what that means.
    pub second_factor: String,
    /// What can be done about it.
    pub factor_actions: Vec<Action>,
    /// Where the person is signed in, the latest first.
    pub browsers: Vec<Browser>,
    /// Address of the POST that signs one browser out; its field is `session`.
    pub end: String,
    /// Address of the POST that signs all others out.
    pub end_others: String,
    /// What an administrator finds from here.
    pub runs: Vec<Link>,
}

/// A browser that is signed in.
#[derive(Debug, Clone)]
pub(crate) struct Browser {
    /// “Firefox on Windows”
    pub name: String,
    /// “Thursday 21 May, 10:04”
    pub since: String,
    /// To the hour.
    pub used: String,
    /// Whether it is the one that reads this.
    pub here: bool,
    /// What it is called in the form.
    pub key: String,
}
