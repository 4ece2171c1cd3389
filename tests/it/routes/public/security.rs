//! Whom to tell of a fault.

use crate::support::app::TestApp;

#[rocket::async_test]
async fn whoever_found_a_fault_is_told_whom_to_write_to() {
    let app = TestApp::start_with(|config| {
        config.site_url = "https://feedback.example.org".to_owned();
        config.security_contact = "security@example.org".to_owned();
    })
    .await;
    let visitor = app.visitor().await;
    let page = visitor.get("/.well-known/security.txt").await;
    page.has_status(200)
        .says("Contact: mailto:security@example.org\n")
        .says("\nExpires: 2026-08-19T09:00:00Z\n");
    page.says("Policy: https://feedback.example.org/.well-known/security-policy.txt");
    assert_eq!(page.header("Content-Type"), Some("text/plain; charset=utf-8"));
    visitor.get("/.well-known/security-policy.txt").await.says("within 14 days");
    // Without a setting, the contact of the site.
    let app = TestApp::start().await;
    let admin = app.site_admin().await;
    let contact = [("contact", "Ada Ross, ada@library.example.org, 020 7946 0100")];
    admin.post("/programmes/reading/settings/brand", &contact).await.has_status(303);
    admin.get("/.well-known/security.txt").await.says("Contact: mailto:ada@library.example.org\n");
}
