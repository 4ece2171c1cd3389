//! One's own account: password, second factor, the browsers that are signed in, and access tokens for programs.

pub(crate) mod council;
pub(crate) mod password;
/// Turning it on, with a code to show that the app has it; new recovery codes; turning it off.
pub(crate) mod second_factor {
    pub(crate) mod codes;
    pub(crate) mod new;
    pub(crate) mod off;
    pub(crate) mod show;
}
pub(crate) mod sessions;
pub(crate) mod show;
pub(crate) mod summaries;
pub(crate) mod tokens;

use rocket::http::CookieJar;

use crate::{
    app::App,
    store::{EmailChoice, Transaction, audit, sessions::Session},
    system::secret::hash,
    web::{
        Desk, Field, FormPage, FormProblems, Link, MainPlace, Member, Result, Trail, at, http::session,
        parts::password_fields::check_password,
    },
};

/// How the choices of emails are called.
const EMAILS: [(EmailChoice, &str); 4] = [
    (EmailChoice::EachCourse, "The summary of each course"),
    (EmailChoice::Monthly, "One email a month, about the summaries of the month before"),
    (
        EmailChoice::WhenNeeded,
        "Only what needs a decision: summaries without an agreed action, or with an overdue one from last time",
    ),
    (EmailChoice::Nothing, "Nothing"),
];

/// What they get, in words.
fn emails_in_words(choice: EmailChoice) -> &'static str {
    EMAILS.iter().find(|(known, _)| *known == choice).map_or("", |(_, words)| *words)
}

fn trail(desk: &Desk<'_, Member>) -> Trail {
    let account = Link::new("Account", at::account(desk.slug()));
    Trail { above: vec![account], here: desk.who().person.email.clone() }
}

/// A form that asks for the password that one has, and perhaps for more.
fn form(desk: &Desk<'_, Member>, heading: &str, problems: FormProblems) -> FormPage {
    desk.form(MainPlace::Account, heading)
        .trail(trail(desk))
        .field(
            Field::typed("password", "present", "Your current password", "").autocomplete("current-password"),
        )
        .problems(problems)
        .cancel("Back without changing", at::account(desk.slug()))
}

/// What a session is called in a form, so that no page holds what the database looks it up by.
fn handle(app: &App, session: &Session) -> String {
    app.secret.fingerprint(&format!("session {}", session.token_hash))
}

/// The session of this very browser.
fn here(app: &App, cookies: &CookieJar<'_>) -> Option<String> {
    session::token(app, cookies).map(|token| hash(&token))
}

/// Ends a change of the account: keeps it, told in every programme that the person works in.
async fn done(desk: &Desk<'_, Member>, tx: Transaction, act: &str, object: &str) -> Result<()> {
    audit::record_everywhere(&tx, &desk.who().person, act, object, desk.now()).await?;
    tx.commit().await?;
    Ok(())
}
