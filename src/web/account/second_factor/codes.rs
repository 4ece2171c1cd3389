//! Recovery codes: making new ones, and showing them once.

use askama::Template;
use rocket::http::CookieJar;

use crate::{
    store::{Transaction, second_factors},
    system::totp,
    web::{
        Answer, Button, ButtonAct, Desk, Error, FormData, FormPage, FormProblems, Frame, MainPlace, Member,
        Result, Trail, Visitor,
        account::{check_password, done, form as account_form, trail},
        at,
        public::sign_in::code::recovery_hash,
    },
};

#[derive(Debug, Template)]
#[template(path = "account/second_factor/codes.html")]
struct RecoveryCodes {
    frame: Frame,
    trail: Trail,
    heading: String,
    codes: Vec<String>,
    done: Button,
}

/// Asks for the password before making new recovery codes.
#[rocket::get("/programmes/<_>/account/second-factor/codes")]
#[expect(clippy::needless_pass_by_value, reason = "handlers own what they are given")]
pub(crate) fn ask(desk: Desk<'_, Member>) -> Result<Answer> {
    Answer::page(&form(&desk, FormProblems::default()))
}

/// Makes new recovery codes; the earlier ones stop working.
#[rocket::post("/programmes/<_>/account/second-factor/codes", data = "<data>")]
pub(crate) async fn renew(
    desk: Desk<'_, Member>,
    visitor: Visitor<'_>,
    cookies: &CookieJar<'_>,
    data: FormData,
) -> Result<Answer> {
    if second_factors::confirmed(desk.db(), desk.who().person.id).await?.is_none() {
        return Ok(Answer::to(at::account(desk.slug())));
    }
    let mut problems = FormProblems::default();
    check_password(&desk, &visitor, cookies, &data, &mut problems).await?;
    if !problems.is_empty() {
        return Answer::mend(&form(&desk, problems));
    }
    let tx = desk.change().await?;
    let codes = make(&desk, &tx).await?;
    done(&desk, tx, "made new recovery codes", "").await?;
    page(&desk, "Your new recovery codes", codes)
}

/// Makes codes in place of the earlier ones, if any.
pub(crate) async fn make(desk: &Desk<'_, Member>, tx: &Transaction) -> Result<Vec<String>> {
    let person = desk.who().person.id;
    let codes = totp::recovery_codes().map_err(Error::broken)?;
    let hashes = codes.iter().map(|code| recovery_hash(desk.app, person, code)).collect();
    second_factors::confirm(tx, person, hashes, desk.now()).await?;
    Ok(codes)
}

pub(crate) fn page(desk: &Desk<'_, Member>, heading: &str, codes: Vec<String>) -> Result<Answer> {
    Answer::page(&RecoveryCodes {
        frame: desk.frame(MainPlace::Account),
        trail: trail(desk),
        heading: heading.to_owned(),
        codes,
        done: Button::follow("I’ve saved these codes", at::account(desk.slug())),
    })
}

fn form(desk: &Desk<'_, Member>, problems: FormProblems) -> FormPage {
    account_form(desk, "Make new recovery codes", problems)
        .lead("Your current codes will stop working.")
        .button("Make ten new codes", at::account_second_factor_codes(desk.slug()))
}
