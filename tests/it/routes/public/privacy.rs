//! What holds for every survey.

use crate::support::app::TestApp;

#[rocket::async_test]
async fn the_smallest_group_of_the_site_is_told_without_signing_in() {
    let app = TestApp::start().await;
    let page = app.visitor().await.get("/privacy").await;
    page.has_status(200).says("groups of 5 or more people").never_says("Sign out");
    page.says("href=\"/help\"").says("href=\"/accessibility\"").says("href=\"/privacy\"");
}
