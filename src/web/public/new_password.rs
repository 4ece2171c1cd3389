//! The page behind the link in the letter for a forgotten password: another one is chosen. Whoever had the old one may have
//! made other ways in with it, so all of them end.

use crate::{
    store::{self, LinkPurpose, LinkStatus, Person, access, audit, identities, links},
    system::{password, secret::hash},
    web::{
        Answer, FormData, FormPage, FormProblems, Result, Visitor, at,
        http::{login_throttle::Try, one_time_link},
        parts::{council, password_fields},
    },
};

#[rocket::get("/sign-in/new/<token>")]
pub(crate) async fn ask(token: &str, visitor: Visitor<'_>) -> Result<Answer> {
    let person = one_time_link::person(&visitor, token, LinkPurpose::Reset).await?;
    let connected = connected(&visitor, &person).await?;
    Answer::page(&form(&visitor, token, connected.as_deref(), FormProblems::default()))
}

/// Sets it, and ends every session, access token and connection. Signing in follows, for the sake of a second factor.
#[rocket::post("/sign-in/new/<token>", data = "<entries>")]
pub(crate) async fn set(token: &str, visitor: Visitor<'_>, entries: FormData) -> Result<Answer> {
    let app = visitor.app;
    let person = one_time_link::person(&visitor, token, LinkPurpose::Reset).await?;
    let mut problems = FormProblems::default();
    let own = [&*person.name, &*person.email];
    let chosen = password_fields::chosen(&visitor, &entries, &own, &mut problems);
    let connected = connected(&visitor, &person).await?;
    if !problems.is_empty() {
        return Answer::mend(&form(&visitor, token, connected.as_deref(), problems));
    }
    let takes_password = app.takes_password(person.id).await?;
    let hashed = password::hash(chosen.to_owned()).await?;
    let now = app.clock.now();
    let tx = store::write(&app.db).await?;
    if !links::redeem(&tx, &hash(token), now).await? {
        return Err(one_time_link::dead(LinkPurpose::Reset, LinkStatus::Used));
    }
    access::set_password(&tx, person.id, hashed).await?;
    links::end(&tx, LinkPurpose::Welcome, Some(person.id), now).await?;
    let ended = access::end_other_ways(&tx, person.id, takes_password).await?;
    audit::record_everywhere(&tx, &person, "chose another password with", &visitor.browser(), now).await?;
    if ended.tokens > 0 {
        audit::record_everywhere(&tx, &person, "revoked all their access tokens", "", now).await?;
    }
    if ended.council {
        audit::record_everywhere(&tx, &person, "disconnected their council account", "", now).await?;
    }
    tx.commit().await?;
    // Whoever mistyped the old one often need not wait to use the new one.
    Try::at_password(app, visitor.cookies, &person.email, &visitor.client).was_right(app).await?;
    let flash = match connected {
        Some(label) if ended.council => format!(
            "Your new password is set, and your {label} is disconnected. Sign in with the password. You can connect your \
             {label} again on your account page"
        ),
        _ => "Your new password is set. Sign in with it".to_owned(),
    };
    Ok(Answer::on(at::sign_in(), flash))
}

/// What people call the account at the council, where this person has connected theirs and it will be disconnected.
async fn connected(visitor: &Visitor<'_>, person: &Person) -> Result<Option<String>> {
    let app = visitor.app;
    let Some(label) = council::label(app) else { return Ok(None) };
    let goes =
        app.takes_password(person.id).await? && identities::since(app.db.read(), person.id).await?.is_some();
    Ok(goes.then(|| label.to_owned()))
}

fn form(visitor: &Visitor<'_>, token: &str, connected: Option<&str>, problems: FormProblems) -> FormPage {
    let page = visitor.form("Choose a new password").lead(
        "You’ll be signed out everywhere, on this device too. Your access tokens will stop working, in case somebody else \
         made or copied one.",
    );
    let page = match connected {
        Some(label) => page.lead(format!(
            "Your {label} will be disconnected, in case somebody else connected theirs. You can connect it again."
        )),
        None => page,
    };
    page.field(password_fields::new_password())
        .problems(problems)
        .button("Set password", at::new_password(token))
}
