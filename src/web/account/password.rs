//! Changing one's own password. Access tokens live on, for the programs that use them, unless one asks that they end.

use std::sync::Arc;

use rocket::{State, http::CookieJar};

use crate::{
    store::{LinkPurpose, api_tokens, audit, links, people},
    system::password,
    web::{
        Answer, Desk, Field, FormData, FormPage, FormProblems, Member, Result, SignedInBy, Visitor,
        account::{check_password, form as account_form},
        at,
        http::session,
        parts::frame::Site,
    },
};

/// The box by which access tokens end too.
const TOKENS: &str = "revoke_tokens";

#[rocket::get("/programmes/<_>/account/password")]
#[expect(clippy::needless_pass_by_value, reason = "handlers own what they are given")]
pub(crate) fn edit(desk: Desk<'_, Member>) -> Result<Answer> {
    Answer::page(&form(&desk, false, FormProblems::default()))
}

/// Changes the password, signs out everywhere, and in again here.
#[rocket::post("/programmes/<_>/account/password", data = "<data>")]
pub(crate) async fn update(
    desk: Desk<'_, Member>,
    visitor: Visitor<'_>,
    cookies: &CookieJar<'_>,
    site: &State<Arc<Site>>,
    data: FormData,
) -> Result<Answer> {
    let (app, person) = (desk.app, &desk.who().person);
    let chosen = data.untrimmed("password");
    let mut problems = FormProblems::default();
    if let Some(weak) = session::weakness(app, &site.brand.now().name, chosen, &[&person.name, &person.email])
    {
        problems.add("password", weak.to_string());
    }
    check_password(&desk, &visitor, cookies, &data, &mut problems).await?;
    if !problems.is_empty() {
        return Answer::mend(&form(&desk, data.is_on(TOKENS), problems));
    }
    let hashed = password::hash(chosen.to_owned()).await?;
    let now = desk.now();
    let tx = desk.change().await?;
    people::set_password(&tx, person.id, hashed).await?;
    links::end(&tx, LinkPurpose::Reset, Some(person.id), now).await?;
    audit::record_everywhere(&tx, person, "changed their password with", &visitor.browser(), now).await?;
    let revokes = data.is_on(TOKENS);
    if revokes && api_tokens::end_all(&tx, person.id).await? > 0 {
        audit::record_everywhere(&tx, person, "revoked all their access tokens", "", now).await?;
    }
    let session = session::open(&tx, app, cookies, person, &visitor.browser(), SignedInBy::Us).await?;
    tx.commit().await?;
    cookies.add_private(session);
    let words = if revokes {
        "Your new password is set. You’ve been signed out everywhere else, and your access tokens no longer work"
    } else {
        "Your new password is set. You’ve been signed out everywhere else"
    };
    Ok(Answer::on(at::account(desk.slug()), words))
}

fn form(desk: &Desk<'_, Member>, revokes: bool, problems: FormProblems) -> FormPage {
    let mut new = session::new_password();
    "Your new password".clone_into(&mut new.label);
    account_form(desk, "Change your password", problems)
        .lead("You’ll be signed out everywhere else.")
        .field(new)
        .field(
            Field::tick(TOKENS, "Revoke all my access tokens too", revokes).hint(
                "In every programme. Tick this if somebody else may know your password. Otherwise, programs that use them \
                 keep working.",
            ),
        )
        .button("Change the password", at::account_password(desk.slug()))
}
