//! What programs read and write by an access token.

mod contacts;
mod courses;
mod document;
mod error;
mod figures;
mod json_body;
mod me;
mod odata;
mod once;
mod page;
mod participants;
mod partners;
mod programmes;
mod promises;
mod rounds;
mod surveys;

use common_ground::store::{self, api_tokens::ApiScope, people::PersonRole};
use serde_json::json;

use crate::support::{
    api::{HOME, Program, is_problem},
    app::TestApp,
    health::{Partnership, answer},
};

#[rocket::async_test]
async fn a_comparison_is_that_of_the_page_once_both_surveys_have_closed() {
    let app = TestApp::start().await;
    let program = Program::of(&app, PersonRole::Manager, &[ApiScope::FiguresRead]).await;
    let (offer, expects) =
        (app.round("staff_offer", |_| {}).await, app.round("partner_expect", |_| {}).await);
    app.answers(&offer, "front_line", 8, 2).await;
    app.answers(&expects, "school", 8, 5).await;
    let address = format!("{HOME}/comparisons/{}/{}", offer.code, expects.code);
    is_problem(&program.get(&address).await, 404, "not_found");
    is_problem(&Program::trainer(&app).await.get(&address).await, 409, "not_closed");
    app.wait_days(9);
    app.run_due().await;
    let listed = program.read(&format!("{HOME}/comparisons")).await;
    assert_eq!(listed["data"][0]["offer"], json!(offer.code), "{listed}");
    let manager = app.signed_in(PersonRole::Manager).await;
    let page = format!("/programmes/reading/results/{}/{}/comparison.csv", offer.code, expects.code);
    let page = manager.get(&page).await;
    assert_eq!(program.get(&address).await.has_status(200).body, page.has_status(200).body);
}

#[rocket::async_test]
async fn anybody_reads_what_programs_can_ask_for_and_which_scope_it_needs() {
    let app = TestApp::start().await;
    let page = app.visitor().await.get("/api").await;
    page.has_status(200)
        .says("GET /api/v1/programmes/{slug}/rounds/{code}/figures")
        .says("Scope: answers:read");
    page.says("href=\"/api/openapi.json\"");
}

#[rocket::async_test]
async fn a_program_learns_nothing_of_a_health_check_before_both_sides_see_it_and_then_what_the_page_shows() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = Partnership::add(&app, &trainer, "Elm House").await;
    elm.start(&trainer).await;
    let partner = store::partners::all(app.app.db.read(), app.programme.id).await.unwrap()[0].id;
    let address = format!("{HOME}/partners/{partner}/health");
    is_problem(&program.get(&address).await, 404, "not_found");
    for days in [0, 8] {
        app.wait_days(days);
        app.run_due().await;
        answer(&app, &elm.theirs, |_| 2).await;
    }
    is_problem(&program.get(&address).await, 404, "not_found");
    assert_eq!(program.read(&format!("{HOME}/rounds")).await["data"], json!([]));
    app.wait_days(60);
    app.run_due().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page = trainer.get(&format!("/programmes/reading/partners/{partner}/health/conditions.csv")).await;
    assert_eq!(program.get(&address).await.has_status(200).body, page.has_status(200).body);
}
