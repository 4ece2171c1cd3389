//! The accessibility statement.

use crate::support::app::TestApp;

#[rocket::async_test]
async fn the_accessibility_statement_is_read_without_signing_in() {
    let app = TestApp::start().await;
    let page = app.visitor().await.get("/accessibility").await;
    page.has_status(200).says("level AA").never_says("Sign out");
    page.says("href=\"/help\"").says("href=\"/accessibility\"").says("href=\"/privacy\"");
}
