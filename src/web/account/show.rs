//! The account.

use askama::Template;
use rocket::http::CookieJar;

use crate::{
    store::{
        PersonRole, api_tokens, email_choice, second_factors,
        sessions::{self, Session},
    },
    web::{
        Answer, Button, ButtonAct, Desk, Frame, Link, MainPlace, Member, Result,
        account::{
            council::{self, CouncilAccount},
            emails_in_words, handle, here,
        },
        at,
        parts::{format, nav},
    },
};

#[derive(Debug, Template)]
#[template(path = "account/show.html")]
struct Show {
    frame: Frame,
    programme: String,
    heading: String,
    email: String,
    role: &'static str,
    password: Button,
    /// Whether the second factor is on, and what that means.
    second_factor: String,
    factor_actions: Vec<Button>,
    /// The account at the council; none where there is no such sign-in.
    council: Option<CouncilAccount>,
    /// What they get by email about courses.
    emails: &'static str,
    /// Changes that.
    choose: Button,
    /// Where the person is signed in, the latest first.
    browsers: Vec<Browser>,
    /// Address of the POST that signs one browser out; its field is `session`.
    end: String,
    /// Address of the POST that signs all others out.
    end_others: String,
    /// Access tokens for programs, in words.
    tokens: String,
    /// The list of them.
    list_tokens: Button,
    /// What an administrator finds from here.
    runs: Vec<Link>,
}

#[derive(Debug)]
struct Browser {
    /// “Firefox on Windows”
    name: String,
    /// “Thursday 21 May, 10:04”
    since: String,
    /// To the hour.
    used: String,
    /// Whether it is the one that reads this.
    here: bool,
    /// What it is called in the form.
    key: String,
}

#[rocket::get("/programmes/<_>/account")]
pub(crate) async fn show(desk: Desk<'_, Member>, cookies: &CookieJar<'_>) -> Result<Answer> {
    let (slug, who) = (desk.slug(), desk.who());
    let (second_factor, factor_actions) = second_factor(&desk).await?;
    let emails = email_choice::of_member(desk.db(), who.programme.id, who.person.id, who.role).await?;
    let tokens = api_tokens::of_member(desk.db(), who.person.id, who.programme.id).await?;
    let working = tokens.iter().filter(|token| token.works(desk.now())).count();
    Answer::page(&Show {
        tokens: tokens_in_words(working),
        list_tokens: Button::follow("Access tokens", at::account_tokens(slug)).quiet(),
        emails: emails_in_words(emails),
        choose: Button::follow("Choose what you get", at::account_summaries(slug)).quiet(),
        frame: desk.frame(MainPlace::Account),
        programme: who.programme.name.clone(),
        heading: who.person.name.clone(),
        email: who.person.email.clone(),
        role: nav::role_name(who.role),
        password: Button::follow("Change the password", at::account_password(slug)).quiet(),
        second_factor,
        factor_actions,
        council: council::account(&desk).await?,
        browsers: browsers(&desk, cookies).await?,
        end: at::account_sessions_end(slug),
        end_others: at::account_sessions_end_others(slug),
        runs: runs(slug, who),
    })
}

fn tokens_in_words(working: usize) -> String {
    match working {
        0 => {
            "With a token, programs such as Excel or R can read what you can read here. You don’t have any tokens.".to_owned()
        }
        1 => "You have one working token.".to_owned(),
        more => format!("You have {more} working tokens."),
    }
}

/// Whether it is on, and what can be done about it.
async fn second_factor(desk: &Desk<'_, Member>) -> Result<(String, Vec<Button>)> {
    let (slug, person) = (desk.slug(), desk.who().person.id);
    if second_factors::confirmed(desk.db(), person).await?.is_none() {
        let words = "It is off. Turn it on so that a stolen password isn’t enough: you’ll also need a code \
                     from an authenticator app on your phone.";
        let begin = at::new_account_second_factor(slug);
        return Ok((words.to_owned(), vec![Button::follow("Turn it on", begin).quiet()]));
    }
    let codes = match second_factors::recovery_left(desk.db(), person).await? {
        0 => "no recovery code".to_owned(),
        1 => "one recovery code".to_owned(),
        left => format!("{left} recovery codes"),
    };
    let new = at::account_second_factor_codes(slug);
    let stop = at::account_second_factor_off(slug);
    let words =
        format!("It is on: signing in asks for a code from your authenticator app. You have {codes} left.");
    Ok((
        words,
        vec![
            Button::follow("Make new recovery codes", new).quiet(),
            Button::follow("Turn it off …", stop).quiet(),
        ],
    ))
}

fn runs(slug: &str, who: &Member) -> Vec<Link> {
    let mut links = Vec::new();
    if who.role == PersonRole::Admin {
        links.push(Link::new("People of the programme", at::people(slug)));
        links.push(Link::new("Activity log", at::audit(slug)));
    }
    links.extend(who.runs_site().then(|| Link::new("Site settings", at::settings_site(slug))));
    links
}

async fn browsers(desk: &Desk<'_, Member>, cookies: &CookieJar<'_>) -> Result<Vec<Browser>> {
    let (app, zone) = (desk.app, desk.zone());
    let here = here(app, cookies);
    let sessions = sessions::of_person(desk.db(), desk.who().person.id, desk.now()).await?;
    let browser = |session: Session| {
        let used = session.used_at.unwrap_or(session.created_at);
        Browser {
            here: here.as_deref() == Some(&session.token_hash),
            key: handle(app, &session),
            since: format::day_and_time(session.created_at, &zone),
            used: format::day_and_time(used, &zone),
            name: session.browser.unwrap_or_else(|| "an unknown browser".to_owned()),
        }
    };
    Ok(sessions.into_iter().map(browser).collect())
}
