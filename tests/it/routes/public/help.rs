//! Whom to ask.

use crate::support::app::TestApp;

#[rocket::async_test]
async fn help_is_read_without_signing_in() {
    let app = TestApp::start().await;
    let page = app.visitor().await.get("/help").await;
    page.has_status(200).says("If a link doesn’t work").never_says("Sign out");
    page.says("href=\"/help\"").says("href=\"/accessibility\"").says("href=\"/privacy\"");
}
