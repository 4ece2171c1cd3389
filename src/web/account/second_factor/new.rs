//! Beginning with a second factor. The password is asked for first: a browser that was left open must not lock its owner
//! out.

use rocket::http::CookieJar;

use crate::{
    store::second_factors,
    system::totp,
    web::{
        Answer, Desk, Error, FormData, FormPage, FormProblems, Member, Result, Visitor,
        account::{check_password, form as account_form},
        at,
    },
};

#[rocket::get("/programmes/<_>/account/second-factor/new")]
#[expect(clippy::needless_pass_by_value, reason = "handlers own what they are given")]
pub(crate) fn ask(desk: Desk<'_, Member>) -> Result<Answer> {
    Answer::page(&form(&desk, FormProblems::default()))
}

/// Makes a secret, to be confirmed on the next page.
#[rocket::post("/programmes/<_>/account/second-factor/new", data = "<data>")]
pub(crate) async fn create(
    desk: Desk<'_, Member>,
    visitor: Visitor<'_>,
    cookies: &CookieJar<'_>,
    data: FormData,
) -> Result<Answer> {
    let person = desk.who().person.id;
    let mut problems = FormProblems::default();
    check_password(&desk, &visitor, cookies, &data, &mut problems).await?;
    if !problems.is_empty() {
        return Answer::mend(&form(&desk, problems));
    }
    let secret = totp::TotpSecret::random().map_err(Error::broken)?;
    let sealed = desk.app.secret.seal(person, secret.as_bytes()).map_err(Error::broken)?;
    let tx = desk.change().await?;
    second_factors::propose(&tx, person, sealed).await?;
    tx.commit().await?;
    Ok(Answer::to(at::account_second_factor(desk.slug())))
}

fn form(desk: &Desk<'_, Member>, problems: FormProblems) -> FormPage {
    account_form(desk, "Set up a second factor", problems)
        .lead("You need an authenticator app on your phone, or a password manager that makes codes.")
        .button("Continue", at::new_account_second_factor(desk.slug()))
}
