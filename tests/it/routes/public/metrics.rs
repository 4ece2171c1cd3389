//! The counts of whoever watches the service.

use rocket::http::Header;

use crate::support::app::TestApp;

#[rocket::async_test]
async fn the_counts_are_read_from_this_machine_or_with_the_token_and_behind_a_proxy_by_token_alone() {
    let here = "127.0.0.1:4000".parse().unwrap();
    let app = TestApp::start().await;
    let visitor = app.visitor().await;
    visitor.get("/metrics").await.has_status(403);
    let elsewhere = visitor.client().get("/metrics").remote("192.0.2.1:4000".parse().unwrap());
    visitor.send(elsewhere).await.has_status(403);
    visitor.metrics().await.has_status(200);
    let app = TestApp::start_with(|config| config.site_url = "https://feedback.example.org".to_owned()).await;
    let visitor = app.visitor().await;
    visitor.send(visitor.client().get("/metrics").remote(here)).await.has_status(403);
    let app = TestApp::start_with(|config| config.metrics_token = "a token that is long".to_owned()).await;
    let visitor = app.visitor().await;
    visitor.send(visitor.client().get("/metrics").remote(here)).await.has_status(403);
    for (sent, status) in [("Bearer a token that is long", 200), ("Bearer another", 403), ("Basic x", 403)] {
        let request = visitor.client().get("/metrics").header(Header::new("Authorization", sent));
        visitor.send(request).await.has_status(status);
    }
}
