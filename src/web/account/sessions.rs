//! Ending sessions: one of them, or all but the one that asks.

use std::sync::Arc;

use rocket::{State, http::CookieJar};

use crate::{
    app::App,
    store::{self, StoreError, audit, sessions},
    web::{
        account::{handle, here},
        at,
        http::{answer::Answer, error::Result, form_data::FormData, guard::Member},
    },
};

/// Signs one browser out.
#[rocket::post("/programmes/<slug>/account/sessions/end", data = "<entries>")]
pub(crate) async fn end(slug: &str, who: Member, app: &State<Arc<App>>, entries: FormData) -> Result<Answer> {
    let page = at::account(slug);
    let now = app.clock.now().into();
    let tx = store::write(&app.db).await?;
    let own = sessions::of_person(&tx, who.person.id, now).await?;
    let Some(session) = own.into_iter().find(|session| handle(app, session) == entries.one("session")) else {
        return Ok(Answer::on(&page, "That browser was signed out already"));
    };
    sessions::end(&tx, &session.token_hash).await?;
    let browser = session.browser.as_deref().unwrap_or("an unknown browser");
    audit::record_everywhere(&tx, &who.person, "signed themselves out in", browser, now).await?;
    tx.commit().await.map_err(StoreError::from)?;
    Ok(Answer::on(&page, format!("You are signed out in {browser}")))
}

/// Signs out everywhere but here.
#[rocket::post("/programmes/<slug>/account/sessions/end-others")]
pub(crate) async fn end_others(
    slug: &str,
    who: Member,
    cookies: &CookieJar<'_>,
    app: &State<Arc<App>>,
) -> Result<Answer> {
    let here = here(app, cookies).unwrap_or_default();
    let tx = store::write(&app.db).await?;
    let ended = sessions::end_others(&tx, who.person.id, &here).await?;
    if ended > 0 {
        let now = app.clock.now().into();
        audit::record_everywhere(&tx, &who.person, "signed themselves out everywhere else", "", now).await?;
    }
    tx.commit().await.map_err(StoreError::from)?;
    Ok(Answer::on(&at::account(slug), "You are signed out everywhere but here"))
}
