//! A forgotten password: a page that asks for an address and always answers the same, a letter with a link, and the
//! page that the link leads to.

use std::sync::Arc;

use jiff::ToSpan;
use rocket::{Route, State, http::CookieJar, tokio};

use super::{
    entries::Entries,
    entry,
    error::Result,
    limits::GuessLimits,
    once,
    page::Page,
    sent::Sent,
    stranger::Stranger,
    tries::{self, Try},
    view::{
        Frame,
        form::{Field, FormPage, Problems, Section},
        frame::Site,
        notice::Notice,
        part::Link,
    },
};
use crate::{
    app::App,
    mail::Address,
    password,
    secret::hash,
    store::{
        self, StoreError, audit,
        links::{self, Purpose, Standing},
        outbox, people, waits,
    },
    work::account_letters::{self, About},
};

/// How long the link works.
const MINUTES: i64 = 60;
/// Letters to one account without a wait between them.
const LETTERS: i32 = 3;

pub(super) fn routes() -> Vec<Route> {
    rocket::routes![ask, send, choose, set]
}

/// Asks for the address.
#[rocket::get("/sign-in/forgotten")]
pub(super) fn ask(site: &State<Arc<Site>>) -> Result<Page> {
    Page::of(&address_form(site, "", Problems::default()))
}

/// Sends a letter if the address has an account, and says the same if not. The letter is made after the answer has
/// gone, so that the time it takes tells nothing either.
#[rocket::post("/sign-in/forgotten", data = "<entries>")]
async fn send(
    stranger: Stranger,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
    entries: Entries,
) -> Result<Sent> {
    let typed = entries.one("email");
    let mut problems = Problems::default();
    let address = Address::parse(typed);
    let Ok(address) = address else {
        problems.add("email", "Enter an email address, such as name@example.org");
        return Sent::again(&address_form(site, typed, problems));
    };
    if let Some(client) = stranger.client.network() {
        // Per account the count is kept out of sight, with the letter.
        let key = app.secret.fingerprint(&format!("reset address {client}"));
        let tx = store::write(&app.db).await?;
        let until = waits::count(&tx, &key, 10, app.clock.now()).await?;
        tx.commit().await.map_err(StoreError::from)?;
        if let Some(until) = until {
            return Err(tries::wait(app.clock.now(), until));
        }
    }
    let (service, email) = (Arc::clone(app), address.to_string());
    tokio::spawn(async move {
        if let Err(error) = write_to(&service, &email).await {
            tracing::error!(%error, "a letter for another password could not be queued");
        }
    });
    Ok(Sent::Page(Page::of(&Notice {
        frame: Frame::public(Arc::clone(site), "en"),
        heading: "Look in your inbox".to_owned(),
        lead: format!("If {typed} can sign in here, a letter with a link is on its way there."),
        sentences: vec![
            "The link works once, for one hour. If nothing comes within a few minutes, look among unwanted mail, or \
             ask an administrator of your programme which address you sign in with."
                .to_owned(),
        ],
        link: Some(Link::new("Back to the sign-in", sign_in())),
    })?))
}

async fn write_to(app: &App, email: &str) -> store::Result<()> {
    let now = app.clock.now();
    let tx = store::write(&app.db).await?;
    let key = app.secret.fingerprint(&format!("reset account {}", email.to_lowercase()));
    let waits = waits::count(&tx, &key, LETTERS, now).await?.is_some();
    let person = people::find(&tx, email).await?.filter(|person| !person.disabled);
    if let Some(person) = person.filter(|_| !waits) {
        let token = crate::secret::random_token().map_err(|error| StoreError::Damaged(error.to_string()))?;
        let until = now + MINUTES.minutes();
        links::make(&tx, &hash(&token), Purpose::Reset, Some(person.id), now.into(), until.into()).await?;
        let path = rocket::uri!(choose(&token));
        let link = format!("{}{path}", app.settings.site_url);
        let letter = account_letters::compose(app, &person, About::Reset, &link, now).await?;
        outbox::enqueue(&tx, letter, now.into()).await?;
    }
    Ok(tx.commit().await?)
}

/// Asks for the new password.
#[rocket::get("/sign-in/new/<token>")]
async fn choose(
    token: &str,
    stranger: Stranger,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
    guesses: &State<GuessLimits>,
) -> Result<Page> {
    once::person(app, guesses, &stranger.client, token, Purpose::Reset).await?;
    Page::of(&password_form(site, token, Problems::default()))
}

/// Sets the new password and ends every session. Signing in follows, for the sake of a second factor.
#[rocket::post("/sign-in/new/<token>", data = "<entries>")]
async fn set(
    token: &str,
    stranger: Stranger,
    cookies: &CookieJar<'_>,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
    guesses: &State<GuessLimits>,
    entries: Entries,
) -> Result<Sent> {
    let person = once::person(app, guesses, &stranger.client, token, Purpose::Reset).await?;
    let chosen = entries.untrimmed("password");
    if let Some(weak) = entry::weakness(app, &site.brand.now().name, chosen, &[&person.name, &person.email]) {
        let mut problems = Problems::default();
        problems.add("password", weak.to_string());
        return Sent::again(&password_form(site, token, problems));
    }
    let hashed = password::hash(chosen.to_owned()).await?;
    let now = app.clock.now().into();
    let tx = store::write(&app.db).await?;
    if !links::spend(&tx, &hash(token), now).await? {
        return Err(once::dead(Purpose::Reset, Standing::Used));
    }
    people::set_password(&tx, person.id, hashed).await?;
    links::end(&tx, Purpose::Welcome, Some(person.id), now).await?;
    audit::record_everywhere(&tx, &person, "chose another password with", &stranger.browser, now).await?;
    tx.commit().await.map_err(StoreError::from)?;
    // Whoever mistyped the old one often need not wait to use the new one.
    Try::at_password(app, cookies, &person.email, &stranger.client).was_right(app).await?;
    Ok(Sent::and_tell(
        &sign_in(),
        "Your new password is set. You are signed out everywhere; sign in with it.",
    ))
}

fn sign_in() -> String {
    rocket::uri!(super::sign_in::show(None::<String>)).to_string()
}

fn address_form(site: &Arc<Site>, email: &str, problems: Problems) -> FormPage {
    let field = Field::typed("email", "email", "Email address", email)
        .autocomplete("username")
        .hint("The one that you sign in with.");
    FormPage {
        frame: Frame::public(Arc::clone(site), "en"),
        trail: None,
        heading: "Choose another password".to_owned(),
        lead: vec!["We send you a link with which you choose another one.".to_owned()],
        sections: vec![Section { fields: vec![field], ..Section::default() }],
        problems,
        action: rocket::uri!(send()).to_string(),
        button: "Send me a link".to_owned(),
        destroys: false,
        cancel: Some(Link::new("Back to the sign-in", sign_in())),
    }
}

fn password_form(site: &Arc<Site>, token: &str, problems: Problems) -> FormPage {
    FormPage {
        frame: Frame::public(Arc::clone(site), "en"),
        trail: None,
        heading: "Choose your new password".to_owned(),
        lead: vec!["It signs you out everywhere, on this computer too.".to_owned()],
        sections: vec![Section { fields: vec![entry::new_password()], ..Section::default() }],
        problems,
        action: rocket::uri!(set(token)).to_string(),
        button: "Set the password".to_owned(),
        destroys: false,
        cancel: None,
    }
}
