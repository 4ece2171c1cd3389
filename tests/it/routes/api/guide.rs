//! The page that explains what programs can ask for.

use crate::support::app::TestApp;

#[rocket::async_test]
async fn anybody_reads_what_programs_can_ask_for_and_which_scope_it_needs() {
    let app = TestApp::start().await;
    let page = app.visitor().await.get("/api").await;
    page.has_status(200)
        .says("GET /api/v1/programmes/{slug}/rounds/{code}/figures")
        .says("Scope: answers:read");
    page.says("href=\"/api/openapi.json\"");
}
