//! The days on which emails are sent.

use common_ground::store::people::PersonRole;
use jiff::Timestamp;

use crate::support::{
    app::TestApp,
    asking::{leaves, planned, post_all},
};

const PAGE: &str = "/programmes/reading/settings/calendar";

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[rocket::async_test]
async fn closed_days_are_entered_as_people_write_them_and_what_is_wrong_is_said_by_line() {
    let app = TestApp::start().await;
    let admin = app.signed_in(PersonRole::Admin).await;
    admin.get(PAGE).await.has_status(200).says("England and Wales").says("Closed days");
    let closed = "25 Dec 2026 – 1 Jan 2027 Christmas closure\n2026-06-08 Staff training";
    let wrong =
        [("nation", "atlantis"), ("closed", "25 Dec 2026\nChristmas"), ("terms", "2 Jan 2026 to 1 Jan 2026")];
    let reply = admin.post(PAGE, &wrong).await;
    reply
        .has_status(422)
        .says("Select your bank holidays")
        .says("Line 2: begin with a day, like 25 Dec 2026")
        .says("Line 1: the last day is before the first")
        .says("25 Dec 2026\nChristmas</textarea>");
    let fields = [("nation", "scotland"), ("weekends", "yes"), ("closed", closed), ("terms", "")];
    let saved = admin.post(PAGE, &fields).await;
    saved.leads_to("/programmes/reading/settings");
    admin
        .follow(&saved)
        .await
        .says("Bank holidays of Scotland, next: Mon 25 May (spring). Closed: 8 Jun 2026 Staff training.")
        .says("Emails are sent at weekends too.");
    admin.get(PAGE).await.says("25 Dec 2026 – 1 Jan 2027 Christmas closure");
}

#[rocket::async_test]
async fn a_reminder_that_falls_on_a_day_that_was_closed_since_waits_for_the_next_working_morning() {
    let app = TestApp::start().await;
    let (_, letters) = planned(&app, &["dana@home.example.org"]).await;
    app.run_due().await;
    post_all(&app).await;
    let reminder = letters[1].at;
    assert_eq!(reminder, at("2026-05-25T09:00:00Z"), "a bank holiday, so that it leaves on Tuesday");
    let admin = app.signed_in(PersonRole::Admin).await;
    let closed = [("nation", "england_and_wales"), ("closed", "26 May 2026 Stocktaking"), ("terms", "")];
    admin.post(PAGE, &closed).await.has_status(303);
    for day_off in
        ["2026-05-25T09:00:00Z", "2026-05-26T08:00:00Z", "2026-05-26T14:00:00Z", "2026-05-27T07:59:00Z"]
    {
        app.clock.set(at(day_off));
        assert_eq!(app.run_due().await.letters, 0, "{day_off}");
    }
    app.clock.set(at("2026-05-27T08:00:00Z"));
    assert_eq!(app.run_due().await.letters, 1);
}

#[rocket::async_test]
async fn where_there_are_no_bank_holidays_only_weekends_count() {
    let app = TestApp::start().await;
    let admin = app.signed_in(PersonRole::Admin).await;
    admin.post(PAGE, &[("nation", "elsewhere"), ("closed", ""), ("terms", "")]).await.has_status(303);
    let (_, letters) = planned(&app, &["dana@home.example.org"]).await;
    app.run_due().await;
    post_all(&app).await;
    app.clock.set(leaves(&app, &letters[1]));
    assert_eq!(app.run_due().await.letters, 1, "on Monday 25 May");
}
