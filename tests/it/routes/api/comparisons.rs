//! Comparisons, for programs.

use common_ground::store::{api_tokens::ApiScope, people::PersonRole};
use serde_json::json;

use crate::support::{
    api::{HOME, Program, is_problem},
    app::TestApp,
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
