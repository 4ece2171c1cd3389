//! The first visit of somebody who was added: they choose a password and are in.

use std::sync::Arc;

use rocket::{State, http::CookieJar};

use crate::{
    app::App,
    store::{
        self, StoreError, audit,
        links::{self, Purpose, Standing},
        people::{self, Person},
    },
    system::{password, secret::hash},
    web::{
        at,
        http::{
            answer::{Answer, Page},
            error::Result,
            form_data::FormData,
            one_time_link,
            rate_limit::GuessLimits,
            session,
            visitor::Stranger,
        },
        parts::{
            Frame,
            form::{FormPage, Problems, Section},
            frame::Site,
        },
    },
};

/// Asks for a password; changes nothing, because mail scanners open links.
#[rocket::get("/welcome/<token>")]
pub(crate) async fn show(
    token: &str,
    stranger: Stranger,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
    guesses: &State<GuessLimits>,
) -> Result<Page> {
    let person = one_time_link::person(app, guesses, &stranger.client, token, Purpose::Welcome).await?;
    Page::of(&form(site, token, &person, Problems::default()))
}

/// Sets the password and lets them in.
#[rocket::post("/welcome/<token>", data = "<entries>")]
pub(crate) async fn create(
    token: &str,
    stranger: Stranger,
    cookies: &CookieJar<'_>,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
    guesses: &State<GuessLimits>,
    entries: FormData,
) -> Result<Answer> {
    let person = one_time_link::person(app, guesses, &stranger.client, token, Purpose::Welcome).await?;
    let chosen = entries.untrimmed("password");
    if let Some(weak) = session::weakness(app, &site.brand.now().name, chosen, &[&person.name, &person.email])
    {
        let mut problems = Problems::default();
        problems.add("password", weak.to_string());
        return Answer::mend(&form(site, token, &person, problems));
    }
    let hashed = password::hash(chosen.to_owned()).await?;
    let now = app.clock.now();
    let tx = store::write(&app.db).await?;
    // A password that was set in another way meanwhile is not replaced by an old letter.
    let waits = people::get(&tx, person.id).await?.is_some_and(|person| person.password_hash.is_none());
    if !links::spend(&tx, &hash(token), now).await? || !waits {
        return Err(one_time_link::dead(Purpose::Welcome, Standing::Used));
    }
    people::set_password(&tx, person.id, hashed).await?;
    audit::record_everywhere(&tx, &person, "came in for the first time", "", now).await?;
    let session = session::open(&tx, app, cookies, &person, &stranger.browser).await?;
    tx.commit().await.map_err(StoreError::from)?;
    cookies.add_private(session);
    Ok(Answer::to(at::programmes()))
}

fn form(site: &Arc<Site>, token: &str, person: &Person, problems: Problems) -> FormPage {
    FormPage {
        frame: Frame::public(Arc::clone(site), "en"),
        trail: None,
        heading: "Welcome: choose a password".to_owned(),
        lead: vec![format!("You sign in with {} and this password from now on.", person.email)],
        sections: vec![Section { fields: vec![session::new_password()], ..Section::default() }],
        problems,
        action: at::welcome(token),
        button: "Set the password and come in".to_owned(),
        destroys: false,
        cancel: None,
    }
}
