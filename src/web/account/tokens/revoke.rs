//! Revoking an access token.

use uuid::Uuid;

use crate::{
    store::api_tokens::{self, ApiToken},
    web::{Answer, Desk, Error, MainPlace, Member, Result, account::tokens::trail, at},
};

/// Says what stops.
#[rocket::get("/programmes/<_>/account/tokens/<id>/revoke")]
pub(crate) async fn ask(desk: Desk<'_, Member>, id: Uuid) -> Result<Answer> {
    let token = find(&desk, id).await?;
    let form = desk
        .form(MainPlace::Account, format!("Revoke “{}”?", token.name))
        .trail(trail(&desk, &token.name))
        .lead("Programs that use it stop working straight away. What they’ve already downloaded or added stays as it \
               is.")
        .destroys("Revoke the token", at::account_token_revoke(desk.slug(), id))
        .cancel("Keep it", at::account_tokens(desk.slug()));
    Answer::page(&form)
}

/// Revokes it.
#[rocket::post("/programmes/<_>/account/tokens/<id>/revoke")]
pub(crate) async fn revoke(desk: Desk<'_, Member>, id: Uuid) -> Result<Answer> {
    let token = find(&desk, id).await?;
    let tx = desk.change().await?;
    api_tokens::end(&tx, id).await?;
    desk.done(tx, "revoked the access token", &token.name).await?;
    Ok(Answer::on(at::account_tokens(desk.slug()), format!("“{}” no longer works", token.name)))
}

async fn find(desk: &Desk<'_, Member>, id: Uuid) -> Result<ApiToken> {
    let who = desk.who();
    api_tokens::find(desk.db(), who.person.id, who.programme.id, id).await?.ok_or(Error::NotFound)
}
