//! One's own account: password, second factor, and the browsers that are signed in.

mod password;
mod second_factor;
mod sessions;

use std::sync::Arc;

use rocket::{Route, State, http::CookieJar};

use super::{
    entry,
    error::Result,
    guard::Member,
    limits::Client,
    nav::{self, Place},
    page::Page,
    told::Told,
    tries::Try,
    view::{
        account::{Account, Browser},
        form::Field,
        frame::Site,
        part::{Act, Action, Fact, Link, Trail},
    },
    words,
};
use crate::{
    app::App,
    password::verify,
    secret::hash,
    store::{
        people::{Person, Role},
        second_factors, sessions as stored,
    },
};

pub(super) fn routes() -> Vec<Route> {
    rocket::routes![
        show,
        password::edit,
        password::update,
        second_factor::ask_to_begin,
        second_factor::propose,
        second_factor::show,
        second_factor::confirm,
        second_factor::ask_for_codes,
        second_factor::renew_codes,
        second_factor::ask_to_stop,
        second_factor::stop,
        sessions::end,
        sessions::end_others,
    ]
}

/// The account.
#[rocket::get("/programmes/<slug>/account")]
pub(super) async fn show(
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
        let new = rocket::uri!(second_factor::ask_for_codes(slug)).to_string();
        let stop = rocket::uri!(second_factor::ask_to_stop(slug)).to_string();
        let words = format!("It is on: signing in asks for a code from your app. You have {codes} left.");
        (words, vec![follow("Make new recovery codes", new), follow("Turn it off …", stop)])
    } else {
        let words = "It is off. With it, a stolen password alone opens nothing: signing in also asks for a code \
                     from an app on your phone.";
        let begin = rocket::uri!(second_factor::ask_to_begin(slug)).to_string();
        (words.to_owned(), vec![follow("Turn it on", begin)])
    };
    let role = nav::role_name(who.role);
    Page::of(&Account {
        frame: nav::frame(slug, &who, site, Place::Account).telling(told.0),
        programme: who.programme.name.clone(),
        heading: who.person.name.clone(),
        facts: vec![Fact::new("Signs in as", &who.person.email), Fact::new("Role here", role)],
        password: follow("Change the password", rocket::uri!(password::edit(slug)).to_string()),
        second_factor,
        factor_actions,
        browsers: browsers(app, &who, cookies).await?,
        end: rocket::uri!(sessions::end(slug)).to_string(),
        end_others: rocket::uri!(sessions::end_others(slug)).to_string(),
        runs: runs(slug, &who),
    })
}

/// What administrators find here.
fn runs(slug: &str, who: &Member) -> Vec<Link> {
    let mut links = Vec::new();
    if who.role == Role::Admin {
        let people = rocket::uri!(super::people::index(slug)).to_string();
        let audit = rocket::uri!(super::audit::index(slug, None::<String>)).to_string();
        links.extend([Link::new("People of the programme", people), Link::new("Who did what", audit)]);
    }
    if who.runs_site() {
        links.push(super::settings::site::link(slug));
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
            since: words::day_and_time(session.created_at.time(), &zone),
            used: words::day_and_time(used.time(), &zone),
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
    entry::token(app, cookies).map(|token| hash(&token))
}

fn quiet(label: &str, act: Act) -> Action {
    Action { label: label.to_owned(), act, quiet: true }
}

fn trail(slug: &str, who: &Member) -> Trail {
    let account = Link::new("Account", rocket::uri!(show(slug)).to_string());
    Trail { above: vec![account], here: who.person.email.clone() }
}

fn way_back(slug: &str) -> Link {
    Link::new("Back without changing", rocket::uri!(show(slug)).to_string())
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
