//! Disconnecting the account, for who can still sign in without it.

use rocket::http::CookieJar;

use crate::{
    store::identities,
    web::{
        Answer, Desk, FormData, FormPage, FormProblems, Member, Result, Visitor,
        account::{check_password, done, form as account_form},
        at,
        parts::council,
    },
};

/// Asks for the password.
#[rocket::get("/programmes/<_>/account/council/off")]
pub(crate) async fn ask(desk: Desk<'_, Member>) -> Result<Answer> {
    let label = council::provider(desk.app)?.settings.label.clone();
    if let Some(why) = stays(&desk, &label).await? {
        return Ok(Answer::on(at::account(desk.slug()), why));
    }
    Answer::page(&form(&desk, &label, FormProblems::default()))
}

/// Disconnects it. Sessions go on until they end.
#[rocket::post("/programmes/<_>/account/council/off", data = "<data>")]
pub(crate) async fn stop(
    desk: Desk<'_, Member>,
    visitor: Visitor<'_>,
    cookies: &CookieJar<'_>,
    data: FormData,
) -> Result<Answer> {
    let label = council::provider(desk.app)?.settings.label.clone();
    if let Some(why) = stays(&desk, &label).await? {
        return Ok(Answer::on(at::account(desk.slug()), why));
    }
    let mut problems = FormProblems::default();
    check_password(&desk, &visitor, cookies, &data, &mut problems).await?;
    if !problems.is_empty() {
        return Answer::mend(&form(&desk, &label, problems));
    }
    let tx = desk.change().await?;
    identities::remove(&tx, desk.who().person.id).await?;
    done(&desk, tx, "disconnected their council account", "").await?;
    Ok(Answer::on(
        at::account(desk.slug()),
        format!("Your {label} is disconnected. Sign in with your password"),
    ))
}

/// Why there is nothing to disconnect, or it would leave somebody without a sign-in.
async fn stays(desk: &Desk<'_, Member>, label: &str) -> Result<Option<String>> {
    let person = &desk.who().person;
    if identities::since(desk.db(), person.id).await?.is_none() {
        return Ok(Some(format!("Your {label} isn’t connected")));
    }
    if person.password_hash.is_none() {
        return Ok(Some(format!(
            "Your {label} is still connected, because you have no other way to sign in. To disconnect it, ask an \
             administrator to send your invitation again, and choose a password"
        )));
    }
    let keeper = desk.app.password_keeper().await?;
    Ok(keeper.is_some_and(|keeper| keeper != person.id).then(|| {
        format!(
            "Your {label} is still connected. This site doesn’t accept passwords, so you couldn’t sign in without it"
        )
    }))
}

fn form(desk: &Desk<'_, Member>, label: &str, problems: FormProblems) -> FormPage {
    account_form(desk, &format!("Disconnect your {label}?"), problems)
        .lead("You’ll sign in with your email address and password instead. You can connect it again at any time.")
        .button("Disconnect it", at::account_council_off(desk.slug()))
}
