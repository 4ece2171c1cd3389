//! What browsers are told beside the pages: to stay with https, and to keep nothing of a page.

use common_ground::store::people::PersonRole;

use crate::support::app::TestApp;

#[rocket::async_test]
async fn browsers_are_told_to_stay_with_https_where_the_site_has_it_and_only_there() {
    for (site, told) in
        [("https://feedback.example.org", Some("max-age=31536000")), ("http://127.0.0.1:8000", None)]
    {
        let app = TestApp::start_with(|config| site.clone_into(&mut config.site_url)).await;
        for page in ["/sign-in", "/nowhere", "/health/live"] {
            let reply = app.visitor().await.get(page).await;
            assert_eq!(reply.header("Strict-Transport-Security"), told, "{site}{page}");
        }
    }
}

#[rocket::async_test]
async fn pages_are_kept_by_nobody() {
    let visitor = TestApp::start().await.visitor().await;
    let page = visitor.get("/sign-in").await;
    assert_eq!((page.header("Cache-Control"), page.header("Content-Encoding")), (Some("no-store"), None));
}

#[rocket::async_test]
async fn every_response_forbids_foreign_content_and_passes_no_address_on() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let open = format!("/s/{}", round.code);
    for page in ["/programmes/reading", &*open, "/s/NOSUCH", "/sign-in", "/nowhere", "/help"] {
        let reply = trainer.get(page).await;
        let policy = reply.header("Content-Security-Policy").unwrap();
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{page}: {policy}");
        assert_eq!(reply.header("X-Content-Type-Options"), Some("nosniff"), "{page}");
        assert_eq!(reply.header("X-Frame-Options"), Some("DENY"), "{page}");
        assert_eq!(reply.header("Referrer-Policy"), Some("strict-origin"), "{page}");
        assert_eq!(reply.header("Cache-Control"), Some("no-store"), "{page}");
        // The policy above forbids both, so a page that had them would be broken.
        assert!(!reply.body.contains(" style=\"") && !reply.body.contains("<script>"), "{page}");
    }
}
