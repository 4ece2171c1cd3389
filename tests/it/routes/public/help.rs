//! Whom to ask.

use crate::support::app::TestApp;

#[rocket::async_test]
async fn help_is_read_without_signing_in() {
    let app = TestApp::start().await;
    let page = app.visitor().await.get("/help").await;
    page.has_status(200).says("If a link doesn’t work").never_says("Sign out");
    page.says("href=\"/help?lang=en\"")
        .says("href=\"/accessibility?lang=en\"")
        .says("href=\"/privacy?lang=en\"");
}

#[rocket::async_test]
async fn it_is_read_in_welsh_too() {
    let app = TestApp::start().await;
    let page = app.visitor().await.get("/help?lang=cy").await;
    page.has_status(200).says("<html lang=\"cy\">").says("Os nad yw dolen yn gweithio");
    page.says("href=\"/help?lang=en\"").says("href=\"/privacy?lang=cy\"");
}
