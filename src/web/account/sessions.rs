//! Ending sessions: one of them, or all but the one that asks.

use rocket::http::CookieJar;

use crate::{
    store::{audit, sessions},
    web::{
        Answer, Desk, FormData, Member, Result,
        account::{done, handle, here},
        at,
    },
};

#[rocket::post("/programmes/<_>/account/sessions/end", data = "<data>")]
pub(crate) async fn end(desk: Desk<'_, Member>, data: FormData) -> Result<Answer> {
    let page = at::account(desk.slug());
    let tx = desk.change().await?;
    let own = sessions::of_person(&tx, desk.who().person.id, desk.now()).await?;
    let mut own = own.into_iter();
    let Some(session) = own.find(|session| handle(desk.app, session) == data.one("session")) else {
        return Ok(Answer::on(page, "That browser is already signed out"));
    };
    sessions::end(&tx, &session.token_hash).await?;
    let browser = session.browser.as_deref().unwrap_or("an unknown browser");
    done(&desk, tx, "signed themselves out in", browser).await?;
    Ok(Answer::on(page, format!("You are signed out in {browser}")))
}

#[rocket::post("/programmes/<_>/account/sessions/end-others")]
pub(crate) async fn end_others(desk: Desk<'_, Member>, cookies: &CookieJar<'_>) -> Result<Answer> {
    let (person, now) = (&desk.who().person, desk.now());
    let here = here(desk.app, cookies).unwrap_or_default();
    let tx = desk.change().await?;
    let ended = sessions::end_others(&tx, person.id, &here).await?;
    if ended > 0 {
        audit::record_everywhere(&tx, person, "signed themselves out everywhere else", "", now).await?;
    }
    tx.commit().await?;
    Ok(Answer::on(at::account(desk.slug()), "You’re signed out everywhere else"))
}
