//! Signing in and out.

pub(crate) mod code;
pub(crate) mod council;
pub(crate) mod resumed;

use std::sync::Arc;

use rocket::{State, http::CookieJar};

use crate::{
    app::App,
    store::{self, Person, ProviderVisit, people, second_factors, sessions},
    system::{password, secret::hash},
    web::{
        Answer, Field, FormData, FormPage, FormProblems, Result, SignedIn, SignedInBy, Visitor, at,
        http::{
            flash, guard,
            login_throttle::Try,
            own_cookies::{self, SESSION},
            session,
        },
        parts::council as council_account,
        public::sign_in::resumed::WaitingForm,
    },
};

#[rocket::get("/sign-in?<next>")]
#[expect(clippy::needless_pass_by_value, reason = "a guard")]
pub(crate) fn show(next: Option<&str>, visitor: Visitor<'_>) -> Result<Answer> {
    let entries = FormData::of(next.map(|next| ("next", next)));
    let mut page = form(&visitor, &entries, None, FormProblems::default());
    page.frame.notice = flash::take(visitor.app, visitor.cookies);
    Answer::page(&page)
}

/// Signs in, or says what to mend.
#[rocket::post("/sign-in", data = "<entries>")]
pub(crate) async fn create(visitor: Visitor<'_>, entries: FormData) -> Result<Answer> {
    let app = visitor.app;
    let (email, password) = (entries.one("email"), entries.untrimmed("password"));
    let mut problems = FormProblems::default();
    problems.add_if(email.is_empty(), "email", "Enter your email address");
    problems.add_if(password.is_empty(), "password", "Enter your password");
    if problems.is_empty() {
        let attempt = Try::at_password(app, visitor.cookies, email, &visitor.client);
        attempt.begin(app).await?;
        match check(app, email, password).await {
            Err(busy) => {
                attempt.was_not_looked_at(app).await?;
                return Err(busy);
            }
            Ok(Some(person)) => {
                attempt.was_right(app).await?;
                if app.takes_password(person.id).await? {
                    return enter(&visitor, &person, &entries).await;
                }
                problems.add("password", council_only(app));
            }
            Ok(None) => {
                attempt.was_wrong();
                // Of the first field, so that nobody learns which addresses have an account.
                problems.add("email", "The email address or password is wrong");
            }
        }
    }
    let kept = WaitingForm::open(app, entries.one("kept")).map(|_| CarriedForm::Form);
    Answer::mend(&form(&visitor, &entries, kept, problems))
}

/// What is said of a right password where none is taken.
fn council_only(app: &App) -> String {
    let label = council_account::label(app).unwrap_or_default();
    format!("This site doesn’t accept your password. Sign in with your {label}")
}

/// Opens the session, or asks for the second factor first.
async fn enter(visitor: &Visitor<'_>, person: &Person, entries: &FormData) -> Result<Answer> {
    let app = visitor.app;
    let (next, kept) = (entries.one("next"), entries.one("kept"));
    if second_factors::confirmed(app.db.read(), person.id).await?.is_some() {
        code::begin(app, visitor.cookies, person);
        if kept.is_empty() {
            let next = Some(next).filter(|next| !next.is_empty());
            return Ok(Answer::to(at::query(at::sign_in_code(), &[("next", &next)])));
        }
        // Too long for an address, so the page comes at once.
        return Answer::page(&code::form(visitor, next, kept, FormProblems::default()));
    }
    visitor.let_in(store::write(&app.db).await?, person, SignedInBy::Us).await?;
    if let Some(slug) = guard::owes_second_factor(app, person).await? {
        return Ok(Answer::to(at::account(slug)));
    }
    match WaitingForm::open(app, kept) {
        Some(kept) => kept.page(visitor),
        None => Ok(Answer::to(at::local(next))),
    }
}

#[rocket::post("/sign-out")]
pub(crate) async fn delete(_who: SignedIn, cookies: &CookieJar<'_>, app: &State<Arc<App>>) -> Result<Answer> {
    let Some(token) = session::token(app, cookies) else { return Ok(Answer::to(at::sign_in())) };
    let visit = sessions::provider_visit(app.db.read(), &hash(&token)).await?;
    sessions::end(app.db.write_one(), &hash(&token)).await?;
    own_cookies::remove(app, cookies, SESSION);
    let Some((visit, label)) = visit.zip(council_account::label(app)) else {
        return Ok(Answer::to(at::sign_in()));
    };
    // Whoever comes to a shared computer next would be let in without a question.
    let words = match visit {
        ProviderVisit::SignedIn => {
            format!("You’re signed out of this site, but still signed in to your {label}.")
        }
        ProviderVisit::Connected => format!(
            "You’re signed out of this site. You connected your {label} while you were signed in, so you may still be \
             signed in to it."
        ),
    };
    Ok(Answer::on(at::sign_in(), format!("{words} On a shared computer, sign out of that too")))
}

/// The person that an address and a password belong to.
async fn check(app: &App, email: &str, password: &str) -> Result<Option<Person>> {
    let person = people::find(app.db.read(), email).await?.filter(|person| !person.disabled);
    let known = person.as_ref().and_then(|person| person.password_hash.clone());
    let right = password::verify(password.to_owned(), known).await?;
    Ok(person.filter(|_| right))
}

/// What became of a form that was sent after its author was signed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CarriedForm {
    /// It is carried through the sign-in, sealed, in the field `kept`.
    Form,
    /// It had a file, which is not.
    NoFile,
    TooLong,
}

/// The form, with the way on (`next`) among what was entered.
pub(crate) fn form(
    visitor: &Visitor<'_>,
    entries: &FormData,
    carried: Option<CarriedForm>,
    problems: FormProblems,
) -> FormPage {
    let (heading, lead): (_, &[&str]) = match carried {
        None => ("Sign in", &["You don’t need an account to answer a survey: open the link in your email."]),
        Some(CarriedForm::Form) => (
            "You were signed out",
            &[
                "Your changes aren’t saved yet, but they’re not lost. Sign in, check them and send them.",
                "They’re kept on this page for one hour.",
            ],
        ),
        Some(CarriedForm::NoFile) => (
            "You were signed out",
            &[
                "Nothing was saved. We can’t keep a file while you’re signed out: sign in and choose the file again.",
            ],
        ),
        Some(CarriedForm::TooLong) => (
            "You were signed out",
            &[
                "Nothing was saved, and it was too much to keep. Sign in in another tab, then come back to this one, go \
                 back to the form and send it again.",
            ],
        ),
    };
    let hidden = [("next", true), ("kept", carried == Some(CarriedForm::Form))];
    let hidden = hidden.into_iter().filter(|(_, wanted)| *wanted);
    let mut page = lead.iter().fold(visitor.form(heading), |page, sentence| page.lead(*sentence));
    // What is carried along would be lost on that way.
    if let Some(label) = council_account::label(visitor.app)
        && carried != Some(CarriedForm::Form)
    {
        let next = Some(entries.one("next")).filter(|next| !next.is_empty());
        let way = at::query(at::sign_in_council(), &[("next", &next)]);
        page = page.other_way(format!("Sign in with your {label}"), way);
    }
    page.fields(hidden.filter_map(|(name, _)| code::hidden(name, entries.one(name))))
        .field(Field::typed("email", "email", "Email address", entries.one("email")).autocomplete("username"))
        .field(Field::typed("password", "password", "Password", "").autocomplete("current-password"))
        .problems(problems)
        .button("Sign in", at::sign_in())
        .cancel("I’ve forgotten my password", at::sign_in_forgotten())
}
