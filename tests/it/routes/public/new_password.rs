//! Choosing another password, with the link in the letter.

use common_ground::store::{
    api_tokens::ApiScope, audit, identities, links::LinkPurpose, people::PersonRole, site_admins,
};
use uuid::Uuid;

use crate::support::{
    accounts::{NEW, link, sign_in},
    api::{self, Program, is_problem},
    app::{PASSWORD, TestApp},
    council::Council,
};

const TOM: &str = "tom@example.org";
const ME: &str = "/api/v1/me";

/// Tom, who is `tom-1` at the council and whose program has a token.
async fn tom(app: &TestApp, council: &Council) -> (Uuid, Program) {
    let tom = app.person(TOM, PersonRole::Trainer).await;
    identities::bind(app.app.db.write_one(), tom, &council.issuer, "tom-1", app.now()).await.unwrap();
    let token = api::make(app, tom, app.programme.id, &[ApiScope::FiguresRead]).await;
    let program = Program { visitor: app.visitor().await, token, person: tom };
    program.get(ME).await.has_status(200);
    (tom, program)
}

#[rocket::async_test]
async fn a_password_that_was_lost_takes_every_other_way_in_with_it() {
    let council = Council::start().await;
    let app = council.service().await;
    let (tom, program) = tom(&app, &council).await;
    let thief = app.visitor().await;
    council.signs_in(&app, &thief, "tom-1").await.leads_to("/programmes");
    let token = link(&app, LinkPurpose::Reset, Some(tom), 1).await;
    let (visitor, page) = (app.visitor().await, format!("/sign-in/new/{token}"));
    let form = visitor.get(&page).await;
    form.says("Your access tokens will stop working").says("Your council account will be disconnected");
    visitor.post(&page, &[("password", "short")]).await.has_status(422).says("will be disconnected");
    visitor.post(&page, &[("password", NEW)]).await.leads_to("/sign-in");
    visitor.get("/sign-in").await.says("your council account is disconnected");
    is_problem(&program.get(ME).await, 401, "token_unknown");
    thief.get("/programmes/reading").await.has_status(303);
    council.signs_in(&app, &thief, "tom-1").await.has_status(422).says("We don’t know this account");
    sign_in(&visitor, TOM, NEW).await.leads_to("/programmes");
    let acts = audit::latest(app.app.db.read(), app.programme.id, 9).await.unwrap();
    for act in ["revoked all their access tokens", "disconnected their council account"] {
        assert!(acts.iter().any(|entry| entry.act == act && entry.person == TOM), "{act}");
    }
}

#[rocket::async_test]
async fn where_no_password_is_taken_a_council_account_stays_connected_after_another_password() {
    let council = Council::start().await;
    let app = council.service().await;
    let (tom, program) = tom(&app, &council).await;
    let db = app.app.db.write_one();
    let ines = app.person("ines@library.example.org", PersonRole::Admin).await;
    site_admins::set(db, ines, true).await.unwrap();
    let (admin, keeper) = (app.visitor().await, ines.to_string());
    sign_in(&admin, "ines@library.example.org", PASSWORD).await.leads_to("/programmes");
    let settings = "/programmes/reading/settings/council";
    admin.post(settings, &[("required", "yes"), ("keeper", &*keeper)]).await.has_status(303);
    let token = link(&app, LinkPurpose::Reset, Some(tom), 1).await;
    let (visitor, page) = (app.visitor().await, format!("/sign-in/new/{token}"));
    visitor.get(&page).await.has_status(200).never_says("will be disconnected");
    visitor.post(&page, &[("password", NEW)]).await.leads_to("/sign-in");
    is_problem(&program.get(ME).await, 401, "token_unknown");
    council.signs_in(&app, &visitor, "tom-1").await.leads_to("/programmes");
}

#[rocket::async_test]
async fn a_link_for_a_password_works_for_an_hour_and_for_nothing_else() {
    let app = TestApp::start().await;
    let tom = app.person(TOM, PersonRole::Trainer).await;
    let token = link(&app, LinkPurpose::Reset, Some(tom), 1).await;
    let visitor = app.visitor().await;
    visitor.get(&format!("/welcome/{token}")).await.has_status(410);
    visitor.get(&format!("/set-up/{token}")).await.has_status(410);
    visitor.get(&format!("/sign-in/new/{token}")).await.has_status(200);
    app.clock.set(app.now() + jiff::SignedDuration::from_mins(60));
    visitor.get(&format!("/sign-in/new/{token}")).await.has_status(410).says("Send me another link");
}
