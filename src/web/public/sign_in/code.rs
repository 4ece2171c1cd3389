//! The second page of signing in, for those who have a second factor: a code from their app, or a recovery code.

use std::sync::Arc;

use jiff::{Timestamp, ToSpan};
use rocket::{State, http::CookieJar, time::Duration};
use uuid::Uuid;

use crate::{
    app::App,
    store::{
        self, StoreError, Transaction, audit,
        people::{self, Person},
        second_factors,
    },
    system::totp,
    web::{
        at,
        http::{
            answer::{Answer, Page},
            error::{Error, Result},
            form_data::FormData,
            login_throttle::Try,
            session::{self, HALF_WAY},
            visitor::Stranger,
        },
        parts::{
            Frame,
            form::{Field, FormPage, Input, Problems, Section},
            frame::Site,
            piece::Link,
        },
        public::{interrupted::Kept, sign_in::local},
    },
};

/// Minutes for finding the phone.
const MINUTES: i64 = 10;

/// Notes in an encrypted cookie that the password was right.
pub(crate) fn begin(app: &App, cookies: &CookieJar<'_>, person: &Person) {
    let until = app.clock.now() + MINUTES.minutes();
    let value = format!("{} {} {}", person.id, until.as_millisecond(), mark(app, person));
    cookies.add_private(session::cookie(app, HALF_WAY, value, Duration::minutes(MINUTES)));
}

/// Changes with the password, so that nobody goes on from a password that was replaced meanwhile.
fn mark(app: &App, person: &Person) -> String {
    app.secret.fingerprint(&format!("half-way {}", person.password_hash.as_deref().unwrap_or_default()))
}

/// Whose password was right a short while ago.
async fn half_way(app: &App, cookies: &CookieJar<'_>) -> Result<Option<Person>> {
    let Some(cookie) = cookies.get_private(&session::name(app, HALF_WAY)) else { return Ok(None) };
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

/// Asks for the code.
#[rocket::get("/sign-in/code?<next>")]
pub(crate) async fn show(
    next: Option<String>,
    cookies: &CookieJar<'_>,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Answer> {
    if half_way(app, cookies).await?.is_none() {
        return Ok(Answer::to(at::query(at::sign_in(), &[("next", &next)])));
    }
    Ok(Answer::Page(Page::of(&form(site, next.as_deref().unwrap_or_default(), "", Problems::default()))?))
}

/// Takes the code and signs in.
#[rocket::post("/sign-in/code", data = "<entries>")]
pub(crate) async fn create(
    stranger: Stranger,
    cookies: &CookieJar<'_>,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
    entries: FormData,
) -> Result<Answer> {
    let (next, kept) = (entries.one("next"), entries.one("kept"));
    let Some(person) = half_way(app, cookies).await? else {
        return Ok(Answer::to(at::query(at::sign_in(), &[("next", &Some(next))])));
    };
    let code = entries.one("code");
    let mut problems = Problems::default();
    if code.is_empty() {
        problems.add("code", "Enter the six digits that your app shows, or a recovery code");
        return Answer::mend(&form(site, next, kept, problems));
    }
    let attempt = Try::within(app, cookies, "code", &person, &stranger.client);
    attempt.begin(app).await?;
    let now = app.clock.now();
    let tx = store::write(&app.db).await?;
    let right = is_right(app, &tx, &person, code, now).await?;
    if !right {
        attempt.was_wrong();
        audit::record_everywhere(&tx, &person, "gave a wrong second factor in", &stranger.browser, now)
            .await?;
        tx.commit().await.map_err(StoreError::from)?;
        problems.add("code", "Enter a code that is new: this one is wrong, has run out or was used before");
        return Answer::mend(&form(site, next, kept, problems));
    }
    let session = session::open(&tx, app, cookies, &person, &stranger.browser).await?;
    let left = second_factors::recovery_left(&tx, person.id).await?;
    tx.commit().await.map_err(StoreError::from)?;
    attempt.was_right(app).await?;
    session::remove(app, cookies, HALF_WAY);
    cookies.add_private(session);
    if let Some(kept) = Kept::open(app, kept) {
        return Ok(Answer::Page(kept.page(site)?));
    }
    let goes_on = local(Some(next).filter(|next| !next.is_empty()));
    if is_recovery(code) {
        let words =
            format!("That recovery code is used up. You have {left} left; your account page makes new ones.");
        return Ok(Answer::on(&goes_on, words));
    }
    Ok(Answer::to(&goes_on))
}

/// Whether somebody typed a recovery code: codes of apps are digits alone.
fn is_recovery(code: &str) -> bool {
    code.chars().any(|c| c.is_ascii_alphabetic())
}

/// Whether a code is right; if so, it is used up in the transaction.
async fn is_right(app: &App, tx: &Transaction, person: &Person, code: &str, now: Timestamp) -> Result<bool> {
    let Some(factor) = second_factors::confirmed(tx, person.id).await? else { return Ok(false) };
    if is_recovery(code) {
        return Ok(second_factors::spend_recovery(tx, person.id, &recovery_hash(app, person.id, code)).await?);
    }
    let secret = app.secret.unseal(person.id, &factor.secret).ok_or_else(|| {
        Error::Broken(format!(
            "the second factor of {} was encrypted with another key; `user reset --second-factor` turns it off",
            person.id
        ))
    })?;
    match totp::Secret::from_bytes(secret).step_of(code, now) {
        Some(step) => Ok(second_factors::take_step(tx, person.id, step).await?),
        None => Ok(false),
    }
}

/// The keyed hash under which a recovery code is kept.
pub(crate) fn recovery_hash(app: &App, person: Uuid, code: &str) -> String {
    app.secret.fingerprint(&format!("recovery {person} {}", totp::plain_recovery_code(code)))
}

pub(crate) fn form(site: &Arc<Site>, next: &str, kept: &str, problems: Problems) -> FormPage {
    let code = Field::line("code", "Code", "")
        .autocomplete("one-time-code")
        .hint("The six digits that your app shows now, or one of your recovery codes. You can paste it.");
    let mut fields = vec![code, Field::new("next", "", Input::Hidden(next.to_owned()))];
    if !kept.is_empty() {
        fields.push(Field::new("kept", "", Input::Hidden(kept.to_owned())));
    }
    FormPage {
        frame: Frame::public(Arc::clone(site), "en"),
        trail: None,
        heading: "Enter your code".to_owned(),
        lead: vec!["Your password was right. Your account also asks for a code.".to_owned()],
        sections: vec![Section { fields, ..Section::default() }],
        problems,
        action: at::sign_in_code(),
        button: "Sign in".to_owned(),
        destroys: false,
        cancel: Some(Link::new("Start again", at::sign_in())),
    }
}
