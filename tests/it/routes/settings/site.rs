//! What holds for every programme of the site.

use jiff::SignedDuration;

use crate::support::app::TestApp;

const HOME: &str = "/programmes/reading";

#[rocket::async_test]
async fn site_administrators_set_how_long_an_unused_session_lasts() {
    let app = TestApp::start().await;
    let admin = app.site_admin().await;
    let page = "/programmes/reading/settings/signing-in";
    admin.post(page, &[("idle_hours", "0")]).await.has_status(422).says("from 1 to 168");
    let both = [("idle_hours", "2"), ("second_factor", "yes")];
    admin.post(page, &both).await.has_status(422).says("for your own account first");
    admin.post(page, &[("idle_hours", "2")]).await.leads_to("/programmes/reading/settings/site");
    admin.get("/programmes/reading/settings/site").await.says("signed out after 2 hours of inactivity");
    app.clock.set(app.now() + SignedDuration::from_hours(3));
    admin.get(HOME).await.has_status(303);
}
