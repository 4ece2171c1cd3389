//! Help, accessibility and privacy.

use crate::support::app::TestApp;

#[rocket::async_test]
async fn help_accessibility_and_privacy_are_read_without_signing_in() {
    let app = TestApp::start().await;
    let stranger = app.visitor().await;
    for address in ["/help", "/accessibility", "/privacy"] {
        let page = stranger.get(address).await;
        page.has_status(200).says("href=\"/help\"").says("href=\"/accessibility\"").says("href=\"/privacy\"");
        page.never_says("Sign out");
    }
}
