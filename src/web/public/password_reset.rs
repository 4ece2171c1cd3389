//! A forgotten password: a page that asks for an address and always answers the same, a letter with a link, and the
//! page that the link leads to.

use std::sync::Arc;

use rocket::{State, http::CookieJar};

use crate::{
    app::App,
    mail::Address,
    store::{
        self, StoreError, audit,
        links::{self, Purpose, Standing},
        people, reset_requests, throttles,
    },
    system::{password, secret::hash},
    web::{
        at,
        http::{
            answer::{Answer, Page},
            error::Result,
            form_data::FormData,
            login_throttle::{self, Try},
            one_time_link,
            rate_limit::GuessLimits,
            session,
            visitor::Stranger,
        },
        parts::{
            Frame,
            form::{Field, FormPage, Problems, Section},
            frame::Site,
            notice::Notice,
            piece::Link,
        },
    },
};

/// Asks for the address.
#[rocket::get("/sign-in/forgotten")]
pub(crate) fn ask(site: &State<Arc<Site>>) -> Result<Page> {
    Page::of(&address_form(site, "", Problems::default()))
}

/// Keeps the wish, and says the same whether or not the address has an account. What comes of it is done in the
/// background ([`work::reset`](crate::work::reset)), so that the time it takes tells nothing either.
#[rocket::post("/sign-in/forgotten", data = "<entries>")]
pub(crate) async fn send(
    stranger: Stranger,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
    entries: FormData,
) -> Result<Answer> {
    let typed = entries.one("email");
    let mut problems = Problems::default();
    let address = Address::parse(typed);
    let Ok(address) = address else {
        problems.add("email", "Enter an email address, such as name@example.org");
        return Answer::mend(&address_form(site, typed, problems));
    };
    let now = app.clock.now();
    let tx = store::write(&app.db).await?;
    if let Some(client) = stranger.client.network() {
        // Per account the count is kept out of sight, with the email.
        let key = app.secret.fingerprint(&format!("reset address {client}"));
        if let Some(until) = throttles::count(&tx, &key, 10, now).await? {
            tx.commit().await.map_err(StoreError::from)?;
            return Err(login_throttle::wait(now, until));
        }
    }
    reset_requests::keep(&tx, &address.to_string(), now).await?;
    tx.commit().await.map_err(StoreError::from)?;
    let way_back = Some(Link::new("Back to the sign-in", sign_in()));
    let frame = Frame::public(Arc::clone(site), "en");
    // Strangers need not know which folder.
    if app.mail().await?.folder.is_some() {
        return Answer::page(&Notice {
            frame,
            heading: "We cannot send you an email".to_owned(),
            lead: "No email server is set up here, so no email reaches you. Ask an administrator for help."
                .to_owned(),
            sentences: Vec::new(),
            link: way_back,
        });
    }
    Answer::page(&Notice {
        frame,
        heading: "Look in your inbox".to_owned(),
        lead: format!("If {typed} can sign in here, an email with a link is on its way there."),
        sentences: vec![
            "The link works once, for one hour. If nothing comes within a few minutes, look among unwanted mail, or \
             ask an administrator of your programme which address you sign in with."
                .to_owned(),
        ],
        link: way_back,
    })
}

/// Asks for the new password.
#[rocket::get("/sign-in/new/<token>")]
pub(crate) async fn choose(
    token: &str,
    stranger: Stranger,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
    guesses: &State<GuessLimits>,
) -> Result<Page> {
    one_time_link::person(app, guesses, &stranger.client, token, Purpose::Reset).await?;
    Page::of(&password_form(site, token, Problems::default()))
}

/// Sets the new password and ends every session. Signing in follows, for the sake of a second factor.
#[rocket::post("/sign-in/new/<token>", data = "<entries>")]
pub(crate) async fn set(
    token: &str,
    stranger: Stranger,
    cookies: &CookieJar<'_>,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
    guesses: &State<GuessLimits>,
    entries: FormData,
) -> Result<Answer> {
    let person = one_time_link::person(app, guesses, &stranger.client, token, Purpose::Reset).await?;
    let chosen = entries.untrimmed("password");
    if let Some(weak) = session::weakness(app, &site.brand.now().name, chosen, &[&person.name, &person.email])
    {
        let mut problems = Problems::default();
        problems.add("password", weak.to_string());
        return Answer::mend(&password_form(site, token, problems));
    }
    let hashed = password::hash(chosen.to_owned()).await?;
    let now = app.clock.now();
    let tx = store::write(&app.db).await?;
    if !links::spend(&tx, &hash(token), now).await? {
        return Err(one_time_link::dead(Purpose::Reset, Standing::Used));
    }
    people::set_password(&tx, person.id, hashed).await?;
    links::end(&tx, Purpose::Welcome, Some(person.id), now).await?;
    audit::record_everywhere(&tx, &person, "chose another password with", &stranger.browser, now).await?;
    tx.commit().await.map_err(StoreError::from)?;
    // Whoever mistyped the old one often need not wait to use the new one.
    Try::at_password(app, cookies, &person.email, &stranger.client).was_right(app).await?;
    Ok(Answer::on(sign_in(), "Your new password is set. You are signed out everywhere; sign in with it."))
}

fn sign_in() -> String {
    at::sign_in()
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
        action: at::sign_in_forgotten(),
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
        sections: vec![Section { fields: vec![session::new_password()], ..Section::default() }],
        problems,
        action: at::new_password(token),
        button: "Set the password".to_owned(),
        destroys: false,
        cancel: None,
    }
}
