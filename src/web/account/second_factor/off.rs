//! Turning the second factor off.

use rocket::http::CookieJar;

use crate::{
    store::{audit, second_factors},
    web::{
        Answer, Desk, FormData, FormPage, FormProblems, Member, Result, Visitor,
        account::{check_password, form as account_form},
        at,
    },
};

#[rocket::get("/programmes/<_>/account/second-factor/off")]
#[expect(clippy::needless_pass_by_value, reason = "handlers own what they are given")]
pub(crate) fn ask(desk: Desk<'_, Member>) -> Result<Answer> {
    Answer::page(&form(&desk, FormProblems::default()))
}

#[rocket::post("/programmes/<_>/account/second-factor/off", data = "<data>")]
pub(crate) async fn stop(
    desk: Desk<'_, Member>,
    visitor: Visitor<'_>,
    cookies: &CookieJar<'_>,
    data: FormData,
) -> Result<Answer> {
    let mut problems = FormProblems::default();
    check_password(&desk, &visitor, cookies, &data, &mut problems).await?;
    if !problems.is_empty() {
        return Answer::mend(&form(&desk, problems));
    }
    let (person, now) = (&desk.who().person, desk.now());
    let tx = desk.change().await?;
    if second_factors::remove(&tx, person.id).await? {
        audit::record_everywhere(&tx, person, "turned their second factor off", "", now).await?;
    }
    tx.commit().await?;
    Ok(Answer::on(at::account(desk.slug()), "Your second factor is off. Its codes no longer work"))
}

fn form(desk: &Desk<'_, Member>, problems: FormProblems) -> FormPage {
    account_form(desk, "Turn your second factor off?", problems)
        .lead("You’ll only need your password to sign in, and your recovery codes will stop working.")
        .destroys("Turn it off", at::account_second_factor_off(desk.slug()))
}
