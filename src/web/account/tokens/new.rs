//! Making an access token. It is shown once, on the page that answers the form.

use askama::Template;
use jiff::{Timestamp, ToSpan, civil::Date};
use rocket::http::CookieJar;

use crate::{
    store::{ApiScope, ApiToken, api_tokens},
    system::{access_token, secret::hash},
    web::{
        Answer, Button, ButtonAct, Desk, Error, Field, FormChoice, FormData, FormPage, FormProblems, Frame,
        MainPlace, Member, Result, Trail, Visitor,
        account::{
            check_password,
            tokens::{scope_in_words, trail},
        },
        at,
    },
};

/// Characters of a name at most.
const NAME: usize = 100;
/// Days for which a token works unless somebody chooses otherwise.
const DAYS: i64 = 90;
/// Tokens of one person in one programme at most.
const MOST: usize = 50;

/// A token, shown once.
#[derive(Debug, Template)]
#[template(path = "account/tokens/made.html")]
struct MadeToken {
    frame: Frame,
    trail: Trail,
    /// What its person calls it.
    name: String,
    token: String,
    /// The address that programs ask first.
    api: String,
    /// Where to go on.
    done: Button,
}

/// The form.
#[rocket::get("/programmes/<_>/account/tokens/new")]
#[expect(clippy::needless_pass_by_value, reason = "handlers own what they are given")]
pub(crate) fn ask(desk: Desk<'_, Member>) -> Result<Answer> {
    let until = today(&desk).saturating_add(DAYS.days()).to_string();
    let data = FormData::of([("until", until), ("scopes", ApiScope::FiguresRead.key().to_owned())]);
    Answer::page(&form(&desk, &data, FormProblems::default()))
}

/// Makes a token and shows it.
#[rocket::post("/programmes/<_>/account/tokens/new", data = "<data>")]
pub(crate) async fn create(
    desk: Desk<'_, Member>,
    visitor: Visitor<'_>,
    cookies: &CookieJar<'_>,
    data: FormData,
) -> Result<Answer> {
    let who = desk.who();
    let mut problems = FormProblems::default();
    let entered = read(&desk, &data, &mut problems);
    // Whoever signs in elsewhere has no password here.
    if who.person.password_hash.is_some() {
        check_password(&desk, &visitor, cookies, &data, &mut problems).await?;
    }
    let (Some((name, scopes, until)), true) = (entered, problems.is_empty()) else {
        return Answer::mend(&form(&desk, &data, problems));
    };
    let tx = desk.making().await?;
    let others = api_tokens::of_member(&tx, who.person.id, who.programme.id).await?;
    if others.iter().any(|token| token.id == data.made()) {
        let words = "This token already exists, and we only show a token once. If you didn’t copy it, revoke it and \
                     create another";
        return Ok(Answer::on(at::account_tokens(desk.slug()), words));
    }
    if others.len() >= MOST {
        problems.add(
            "name",
            format!("You have {MOST} tokens, the most you can have. Revoke one you no longer need"),
        );
        return Answer::mend(&form(&desk, &data, problems));
    }
    let secret = access_token::make().map_err(Error::broken)?;
    let token = ApiToken {
        id: data.made(),
        person_id: who.person.id,
        programme_id: who.programme.id,
        name: name.clone(),
        scopes,
        created_at: desk.now(),
        expires_at: until,
        used_on: None,
    };
    api_tokens::add(&tx, &token, &hash(&secret)).await?;
    desk.done(tx, "created the access token", &name).await?;
    Answer::page(&MadeToken {
        frame: desk.frame(MainPlace::Account),
        trail: trail(&desk, &name),
        name,
        token: secret,
        api: format!("{}/api/v1/me", desk.app.settings.site_url),
        done: Button::follow("I’ve copied the token", at::account_tokens(desk.slug())),
    })
}

fn today(desk: &Desk<'_, Member>) -> Date {
    desk.now().to_zoned_datetime(desk.zone()).date()
}

/// What was entered: the name, what the token is for, and the end of its last day.
fn read(
    desk: &Desk<'_, Member>,
    data: &FormData,
    problems: &mut FormProblems,
) -> Option<(String, Vec<ApiScope>, Timestamp)> {
    let name = data.one("name");
    problems.add_if(name.is_empty(), "name", "Enter a name, such as the name of the program");
    problems.cap("name", name, NAME);
    let open = open_scopes(desk);
    let chosen: Vec<_> = data.all("scopes").collect();
    let scopes: Vec<_> = open.into_iter().filter(|scope| chosen.contains(&scope.key())).collect();
    problems.add_if(scopes.is_empty(), "scopes", "Select what the token can be used for");
    let until = last_day(desk, data.one("until"));
    problems.add_if(until.is_none(), "until", "Enter a day within a year from today");
    Some((name.to_owned(), scopes, until?))
}

/// The end of the day that was entered, if it is one from today to a year from today.
fn last_day(desk: &Desk<'_, Member>, entered: &str) -> Option<Timestamp> {
    let (day, today): (Date, _) = (entered.parse().ok()?, today(desk));
    if day < today || day > today.saturating_add(1.year()) {
        return None;
    }
    Some(day.tomorrow().ok()?.to_zoned_datetime(desk.zone()).ok()?.timestamp())
}

fn open_scopes(desk: &Desk<'_, Member>) -> Vec<ApiScope> {
    let role = desk.who().role;
    ApiScope::ALL.into_iter().filter(|scope| scope.is_open_to(role)).collect()
}

fn form(desk: &Desk<'_, Member>, data: &FormData, problems: FormProblems) -> FormPage {
    let slug = desk.slug();
    let scopes = open_scopes(desk).into_iter();
    let scopes = scopes.map(|scope| FormChoice::of(scope.key(), scope_in_words(scope), data.all("scopes")));
    let mut form = desk
        .form(MainPlace::Account, "Create an access token")
        .trail(trail(desk, "New"))
        .lead(format!("It works in {} only. Use it for one program.", desk.programme().name))
        .once(data)
        .field(
            Field::line("name", "Name", data.one("name"))
                .hint("A name you’ll recognise, such as “Power BI, quarterly report”."),
        )
        .field(Field::boxes("scopes", "What it can be used for", scopes))
        .field(
            Field::typed("date", "until", "Last day it works", data.one("until"))
                .hint("Within a year from today."),
        );
    if desk.who().person.password_hash.is_some() {
        let password = Field::typed("password", "present", "Your current password", "");
        form = form.field(password.autocomplete("current-password"));
    }
    form.problems(problems)
        .button("Create the token", at::new_account_token(slug))
        .cancel("Back without creating one", at::account_tokens(slug))
}
