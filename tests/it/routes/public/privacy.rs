//! What holds for every survey.

use crate::support::app::TestApp;

#[rocket::async_test]
async fn the_smallest_group_of_the_site_is_told_without_signing_in() {
    let app = TestApp::start().await;
    let page = app.visitor().await.get("/privacy").await;
    page.has_status(200).says("groups of 5 or more people").never_says("Sign out");
    page.says("href=\"/help?lang=en\"")
        .says("href=\"/accessibility?lang=en\"")
        .says("href=\"/privacy?lang=en\"");
}

#[rocket::async_test]
async fn it_is_read_in_welsh_too() {
    let app = TestApp::start().await;
    let page = app.visitor().await.get("/privacy?lang=cy").await;
    page.has_status(200).says("<html lang=\"cy\">").says("Ar gyfer pob arolwg yma");
    page.says("href=\"/privacy?lang=en\"").says("href=\"/help?lang=cy\"");
}
