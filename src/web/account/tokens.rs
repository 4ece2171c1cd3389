//! One's own access tokens in a programme: what programs show to read and write what one may.

pub(crate) mod index;
pub(crate) mod new;

use uuid::Uuid;

use crate::{
    store::{ApiScope, ApiToken, api_tokens},
    web::{Answer, Desk, Error, Link, MainPlace, Member, Result, Trail, at},
};

/// What a scope lets a program do, as its person reads it.
fn scope_in_words(scope: ApiScope) -> &'static str {
    match scope {
        ApiScope::FiguresRead => "Read courses, surveys and results",
        ApiScope::AnswersRead => {
            "Read individual answers to closed surveys, and health checks of partnerships"
        }
        ApiScope::ContactsRead => "Read partners and contacts",
        ApiScope::ContactsWrite => "Add, change and delete partners and contacts",
        ApiScope::CoursesWrite => "Plan, change and delete courses, and send surveys",
        ApiScope::SurveysWrite => "Create, change and delete draft surveys",
        ApiScope::PromisesWrite => "Change and delete promises, and update their state",
    }
}

fn trail(desk: &Desk<'_, Member>, here: &str) -> Trail {
    let slug = desk.slug();
    let mut above = vec![Link::new("Account", at::account(slug))];
    above.extend((here != "Access tokens").then(|| Link::new("Access tokens", at::account_tokens(slug))));
    Trail { above, here: here.to_owned() }
}

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

/// A token of whoever asks.
async fn find(desk: &Desk<'_, Member>, id: Uuid) -> Result<ApiToken> {
    let who = desk.who();
    api_tokens::find(desk.db(), who.person.id, who.programme.id, id).await?.ok_or(Error::NotFound)
}
