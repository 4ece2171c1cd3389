//! The second page of signing in, for those who have a second factor: a code from their app, or a recovery code.

use jiff::{Timestamp, ToSpan};
use rocket::{http::CookieJar, time::Duration};
use uuid::Uuid;

use crate::{
    app::App,
    store::{self, Person, Transaction, audit, people, second_factors},
    system::totp,
    web::{
        Answer, Error, Field, FormData, FormPage, FormProblems, Result, SignedInBy, Visitor, at,
        http::{
            login_throttle::Try,
            own_cookies::{self, HALF_WAY},
        },
        public::sign_in::resumed::WaitingForm,
    },
};

/// Minutes for finding the phone.
const MINUTES: i64 = 10;

/// Notes in an encrypted cookie that the password was right.
pub(crate) fn begin(app: &App, cookies: &CookieJar<'_>, person: &Person) {
    let until = app.clock.now() + MINUTES.minutes();
    let value = format!("{} {} {}", person.id, until.as_millisecond(), mark(app, person));
    cookies.add_private(own_cookies::cookie(app, HALF_WAY, value, Duration::minutes(MINUTES)));
}

/// Changes with the password, so that nobody goes on from a password that was replaced meanwhile.
fn mark(app: &App, person: &Person) -> String {
    app.secret.fingerprint(&format!("half-way {}", person.password_hash.as_deref().unwrap_or_default()))
}

/// Whose password was right a short while ago.
async fn half_way(app: &App, cookies: &CookieJar<'_>) -> Result<Option<Person>> {
    let Some(cookie) = cookies.get_private(&own_cookies::name(app, HALF_WAY)) else { return Ok(None) };
    let mut parts = cookie.value().split(' ');
    let id = parts.next().and_then(|id| Uuid::parse_str(id).ok());
    let until = parts.next().and_then(|until| until.parse().ok());
    let until = until.and_then(|until| Timestamp::from_millisecond(until).ok());
    let (Some(id), Some(until), Some(sent)) = (id, until, parts.next()) else { return Ok(None) };
    if until <= app.clock.now() {
        return Ok(None);
    }
    let person = people::get(app.db.read(), id).await?;
    Ok(person.filter(|person| !person.disabled && mark(app, person) == sent))
}

#[rocket::get("/sign-in/code?<next>")]
pub(crate) async fn show(next: Option<&str>, visitor: Visitor<'_>) -> Result<Answer> {
    if half_way(visitor.app, visitor.cookies).await?.is_none() {
        return Ok(Answer::to(at::query(at::sign_in(), &[("next", &next)])));
    }
    Answer::page(&form(&visitor, next.unwrap_or_default(), "", FormProblems::default()))
}

/// Takes the code and signs in.
#[rocket::post("/sign-in/code", data = "<entries>")]
pub(crate) async fn create(visitor: Visitor<'_>, entries: FormData) -> Result<Answer> {
    let (app, cookies) = (visitor.app, visitor.cookies);
    let (next, kept) = (entries.one("next"), entries.one("kept"));
    let Some(person) = half_way(app, cookies).await? else {
        return Ok(Answer::to(at::query(at::sign_in(), &[("next", &Some(next))])));
    };
    let code = entries.one("code");
    let mut problems = FormProblems::default();
    if code.is_empty() {
        problems.add("code", "Enter the six digits that your app shows, or a recovery code");
        return Answer::mend(&form(&visitor, next, kept, problems));
    }
    let attempt = Try::within(app, cookies, "code", &person, &visitor.client);
    attempt.begin(app).await?;
    let now = app.clock.now();
    let tx = store::write(&app.db).await?;
    if !is_right(app, &tx, &person, code, now).await? {
        attempt.was_wrong();
        let act = "gave a wrong second factor in";
        audit::record_everywhere(&tx, &person, act, &visitor.browser(), now).await?;
        tx.commit().await?;
        problems.add("code", "That code is wrong, expired or already used. Enter a new one.");
        return Answer::mend(&form(&visitor, next, kept, problems));
    }
    let left = second_factors::recovery_left(&tx, person.id).await?;
    visitor.let_in(tx, &person, SignedInBy::Us).await?;
    attempt.was_right(app).await?;
    own_cookies::remove(app, cookies, HALF_WAY);
    if let Some(kept) = WaitingForm::open(app, kept) {
        return kept.page(&visitor);
    }
    let goes_on = at::local(next);
    if is_recovery(code) {
        let words = format!(
            "You’ve used that recovery code. You have {left} left, and can make new ones on your account page."
        );
        return Ok(Answer::on(goes_on, words));
    }
    Ok(Answer::to(goes_on))
}

/// Whether somebody typed a recovery code: codes of apps are digits alone.
fn is_recovery(code: &str) -> bool {
    code.chars().any(|c| c.is_ascii_alphabetic())
}

/// Whether a code is right; if so, it is used up in the transaction.
async fn is_right(app: &App, tx: &Transaction, person: &Person, code: &str, now: Timestamp) -> Result<bool> {
    let Some(factor) = second_factors::confirmed(tx, person.id).await? else { return Ok(false) };
    if is_recovery(code) {
        return Ok(second_factors::redeem_recovery(
            tx,
            person.id,
            &totp::recovery_hash(&app.secret, person.id, code),
        )
        .await?);
    }
    let secret = app.secret.unseal(person.id, &factor.secret).ok_or_else(|| {
        Error::Broken(format!(
            "the second factor of {} was encrypted with another key; `user reset --second-factor` turns it off",
            person.id
        ))
    })?;
    match totp::TotpSecret::from_bytes(secret).step_of(code, now) {
        Some(step) => Ok(second_factors::take_step(tx, person.id, step).await?),
        None => Ok(false),
    }
}

/// The form, with what it carries through.
pub(crate) fn form(visitor: &Visitor<'_>, next: &str, kept: &str, problems: FormProblems) -> FormPage {
    let code = Field::line("code", "Code", "")
        .autocomplete("one-time-code")
        .hint("The six digits that your app shows now, or one of your recovery codes. You can paste it.");
    visitor
        .form("Enter your code")
        .lead("Your password was right. Your account also asks for a code.")
        .field(code)
        .fields([("next", next), ("kept", kept)].into_iter().filter_map(|(name, value)| hidden(name, value)))
        .problems(problems)
        .button("Sign in", at::sign_in_code())
        .cancel("Start again", at::sign_in())
}

/// What a form of the sign-in carries along, if there is anything.
pub(super) fn hidden(name: &str, value: &str) -> Option<Field> {
    (!value.is_empty()).then(|| Field::hidden(name, value))
}
