//! Who cannot answer, and what they are told.

use common_ground::survey::{audience::Audience, round::RoundState};
use jiff::ToSpan;

use super::{WHOLE, stored};
use crate::support::app::TestApp;

#[rocket::async_test]
async fn a_closed_round_refuses_answers() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let address = format!("/s/{}", round.code);
    let visitor = app.visitor().await;
    app.wait_days(8);
    // Late is late, even before the scheduler has looked at the clock.
    visitor.post(&address, &WHOLE).await.has_status(410).says("This survey is closed");
    assert_eq!(app.run_due().await.closed, 1);
    visitor.get(&address).await.has_status(410).says("It closed on Friday 29 May, 10:00");
    visitor.post(&address, &WHOLE).await.has_status(410);
    assert!(stored(&app, &round).await.is_empty());
}

#[rocket::async_test]
async fn a_round_takes_answers_only_once_it_opens() {
    let app = TestApp::start().await;
    let opens = app.now() + 24.hours();
    let round = app
        .round("partner_expect", |round| {
            round.state = RoundState::Planned;
            round.opens_at = opens;
        })
        .await;
    let address = format!("/s/{}", round.code);
    let visitor = app.visitor().await;
    visitor.get(&address).await.has_status(403).says("This survey is not open yet").says("Friday 22 May");
    visitor.post(&address, &WHOLE).await.has_status(403);
    app.wait_days(1);
    assert_eq!(app.run_due().await.opened, 1);
    visitor.post(&address, &WHOLE).await.leads_to(&format!("{address}/sent"));
    assert_eq!(stored(&app, &round).await.len(), 1);
}

#[rocket::async_test]
async fn a_code_that_does_not_exist_is_not_found_and_guessing_is_slowed_down() {
    let app = TestApp::start().await;
    let visitor = app.visitor().await;
    visitor.get("/s/NOSUCH").await.has_status(404).says("We cannot find this survey");
    visitor.get("/i/nosuchtoken").await.has_status(404).says("We cannot find this survey");
    visitor.post("/s/NOSUCH", &WHOLE).await.has_status(404);
    let mut answered = 404;
    for _ in 0..70 {
        answered = visitor.get("/s/NOSUCH").await.status;
    }
    assert_eq!(answered, 429);
}

#[rocket::async_test]
async fn a_round_by_personal_link_has_no_open_link() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |round| round.audience = Audience::Invited).await;
    let address = format!("/s/{}", round.code);
    let visitor = app.visitor().await;
    visitor.get(&address).await.has_status(403).says("You need your personal link");
    visitor.post(&address, &WHOLE).await.has_status(403);
    assert!(stored(&app, &round).await.is_empty());
}

#[rocket::async_test]
async fn another_site_cannot_send_answers_for_its_visitors() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |round| round.audience = Audience::Both).await;
    let token = app.invite(&round, "dana@home.example.org").await;
    let visitor = app.visitor().await;
    visitor.post_from_elsewhere(&format!("/s/{}", round.code), &WHOLE).await.has_status(403);
    visitor.post_from_elsewhere(&format!("/i/{token}"), &WHOLE).await.has_status(403);
    assert!(stored(&app, &round).await.is_empty());
}

#[rocket::async_test]
async fn a_page_whose_fields_come_twice_is_the_page_again_and_not_an_error() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let fields = [("action", "next"), ("action", "next"), ("page", "1"), ("page", "1")];
    let page = app.visitor().await.post(&format!("/s/{}", round.code), &fields).await;
    page.has_status(422).says("There is a problem").says("name=\"page\" value=\"1\"");
}
