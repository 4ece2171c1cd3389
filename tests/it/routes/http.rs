//! What is served beside the pages, and the pages for a request that failed.

mod assets;
mod brand;

use common_ground::store::people::PersonRole;
use sea_orm::ConnectionTrait;

use crate::support::{
    app::TestApp,
    visitor::{Reply, Visitor},
};

const PARTNERS: &str = "/programmes/reading/partners";

#[track_caller]
fn leads_on(page: &Reply, status: u16, heading: &str) {
    page.has_status(status).says(&format!("<h1>{heading}</h1>"));
    page.says("<a href=\"/programmes/reading\">Home</a>").says("Sign out").says("Account");
    page.says("<a href=\"/\">Go to the home page</a>").says("Get help");
}

#[rocket::async_test]
async fn who_is_signed_in_keeps_the_navigation_whatever_failed() {
    let app = TestApp::start().await;
    let manager = app.signed_in(PersonRole::Manager).await;
    leads_on(&manager.get(&format!("{PARTNERS}/new")).await, 403, "You cannot do this");
    leads_on(&manager.post_from_elsewhere("/sign-out", &[]).await, 403, "You cannot do this");
    let trainer = app.signed_in(PersonRole::Trainer).await;
    for nothing in
        ["/nothing", "/programmes/other", "/programmes/reading/courses/nothing", "/summary/nothing"]
    {
        leads_on(&trainer.get(nothing).await, 404, "Page not found");
    }
    let json = trainer.client().post(PARTNERS).header(rocket::http::ContentType::JSON).body("{}");
    leads_on(&trainer.send(json).await, 422, "We couldn’t read that");
}

#[rocket::async_test]
async fn who_loses_a_race_keeps_the_navigation() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    // Stands for somebody who adds the same at the same moment.
    let once = "CREATE UNIQUE INDEX once ON partner (kind)";
    app.app.db.write_one().execute_unprepared(once).await.unwrap();
    let home = |name| [("name", name), ("kind", "childrens_home")];
    trainer.post(PARTNERS, &home("Elm House")).await.has_status(303);
    let page = trainer.post(PARTNERS, &home("Oak House")).await;
    leads_on(&page, 409, "Someone else did this at the same time");
    page.says("Nothing was saved");
}

#[rocket::async_test]
async fn a_failure_of_ours_shows_its_number_and_nothing_internal_to_whoever_meets_it() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    app.app.db.write_one().execute_unprepared("ALTER TABLE partner RENAME TO gone").await.unwrap();
    let page = trainer.get(PARTNERS).await;
    leads_on(&page, 500, "Something went wrong");
    page.says(page.header("X-Request-Id").unwrap())
        .never_says("partner\" does not")
        .never_says("no such table");
    app.app.db.write_one().execute_unprepared("ALTER TABLE round RENAME TO gone_too").await.unwrap();
    let stranger = app.visitor().await;
    let page = stranger.get("/s/HAM4KX").await;
    page.has_status(500).says("This is our fault").never_says("Sign out").never_says("no such table");
    leads_home(&page);
}

#[track_caller]
fn leads_home(page: &Reply) {
    page.says("<a href=\"/\">Go to the home page</a>").says("<a href=\"/help\">Get help</a>");
}

#[rocket::async_test]
async fn who_is_not_signed_in_is_led_on_too() {
    let app = TestApp::start().await;
    let stranger: Visitor = app.visitor().await;
    for (page, status) in [
        (stranger.get("/nothing").await, 404),
        (stranger.get("/summary/nothing").await, 404),
        (stranger.post_from_elsewhere("/sign-in", &[]).await, 403),
        (
            stranger
                .post(
                    &format!("/s/{}", app.round("partner_expect", |_| {}).await.code),
                    &[("action", "dance")],
                )
                .await,
            422,
        ),
    ] {
        page.has_status(status).never_says("Sign out");
        leads_home(&page);
    }
}
