//! A round: its code and its count, how it is closed or cancelled before its time, where spreadsheets load it.

mod dates;
mod delete;
mod export;
mod invitations;
mod new;
mod paper;
mod paper_entry;
mod people;
mod poster;
mod reopen;
mod results;

use common_ground::{
    store::people::PersonRole,
    survey::{
        audience::Audience,
        round::{PrivacyMode, RoundState},
    },
};
use jiff::ToSpan;

use crate::support::app::TestApp;

#[rocket::async_test]
async fn the_page_of_a_round_has_its_code_its_count_and_its_promise() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |round| "QUAY7X".clone_into(&mut round.code)).await;
    app.answers(&round, "school", 2, 4).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page = trainer.get("/programmes/reading/rounds/QUAY7X").await;
    page.has_status(200)
        .says("is open: 2 people have answered")
        .says("http://127.0.0.1:8000/s/QUAY7X")
        .says("It closes automatically on Friday 29 May, 10:00")
        .says("Results are only shown for groups of 5 or more")
        // Who has answered so far is nobody's business while others still may.
        .never_says("school")
        .never_says("Who has answered");
    app.wait_days(9);
    app.run_due().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let closed = trainer.get("/programmes/reading/rounds/QUAY7X").await;
    closed.has_status(200).says("is closed: 2 people answered").never_says("/s/QUAY7X");
}

#[rocket::async_test]
async fn a_round_by_personal_link_shows_no_way_in() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |round| round.audience = Audience::Invited).await;
    app.invite(&round, "dana@home.example.org").await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page = trainer.get(&format!("/programmes/reading/rounds/{}", round.code)).await;
    page.has_status(200).says("nobody has answered yet").says("Only people with a personal link can answer");
    page.never_says(&format!("/s/{}", round.code)).never_says("dana@");
}

#[rocket::async_test]
async fn a_page_in_the_room_can_ask_how_many_have_answered() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |round| "HAM4KX".clone_into(&mut round.code)).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = "/programmes/reading/rounds/HAM4KX/count";
    let page = "data-live=\"/programmes/reading/rounds/HAM4KX/count\">nobody has answered yet";
    trainer.get("/programmes/reading/rounds/HAM4KX").await.says(page);
    trainer.get("/programmes/reading/rounds/HAM4KX/poster?for=screen").await.says(page);
    app.answers(&round, "school", 2, 4).await;
    assert_eq!(trainer.get(address).await.has_status(200).body, "2 people have answered");
    app.signed_in(PersonRole::Manager).await.get(address).await.has_status(403);
}

#[rocket::async_test]
async fn a_survey_is_closed_early_after_a_page_that_says_what_follows() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    app.answers(&round, "school", 12, 4).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page = format!("/programmes/reading/rounds/{}", round.code);
    let ask = trainer.get(&format!("{page}/close")).await;
    ask.has_status(200).says("12 people have answered").says("can’t be reopened");
    let closed = trainer.post(&format!("{page}/close"), &[]).await;
    let overview = trainer.follow(&closed).await;
    overview.says("is closed: 12 people answered").says("Download the answers (Excel)");
    trainer.get(&format!("{page}/answers.csv?for_excel=true")).await.has_status(200);
    app.visitor().await.get(&format!("/s/{}", round.code)).await.has_status(410);
    trainer.get(&format!("{page}/close")).await.has_status(200).says("It is not open");
    trainer.post(&format!("{page}/close"), &[]).await.leads_to(&page);
}

#[rocket::async_test]
async fn a_survey_is_cancelled_before_it_opens_and_planned_again() {
    let app = TestApp::start().await;
    let round = app
        .round("partner_expect", |round| {
            round.state = RoundState::Planned;
            round.opens_at += 48.hours();
        })
        .await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page = format!("/programmes/reading/rounds/{}", round.code);
    trainer.get(&page).await.says("Cancel it");
    trainer.get(&format!("{page}/cancel")).await.has_status(200).says("It won’t open");
    let cancelled = trainer.post(&format!("{page}/cancel"), &[]).await;
    trainer.follow(&cancelled).await.says("was cancelled").says("Plan it again");
    app.wait_days(3);
    app.run_due().await;
    app.visitor().await.get(&format!("/s/{}", round.code)).await.has_status(410);
    let resumed = trainer.post(&format!("{page}/resume"), &[]).await;
    trainer.follow(&resumed).await.says("The survey is planned again").says("is open");
    let open = trainer.get(&format!("{page}/cancel")).await;
    open.has_status(200).says("can’t be cancelled");
    trainer.post(&format!("{page}/cancel"), &[]).await.leads_to(&page);
    trainer.get(&page).await.says("nothing was changed").says("is open");
}

#[rocket::async_test]
async fn a_closed_survey_says_where_a_spreadsheet_loads_it_and_how_it_signs_in() {
    let app = TestApp::start().await;
    let round = app.round("staff_needs", |round| round.privacy = PrivacyMode::Confidential).await;
    app.answers(&round, "front_line", 12, 4).await;
    let page = format!("/programmes/reading/rounds/{}/connect", round.code);
    app.signed_in(PersonRole::Trainer).await.get(&page).await.has_status(404);
    app.wait_days(9);
    app.run_due().await;
    let (trainer, manager) =
        (app.signed_in(PersonRole::Trainer).await, app.signed_in(PersonRole::Manager).await);
    trainer.get(&format!("/programmes/reading/rounds/{}/results", round.code)).await.says(&page);
    let answers = format!("/api/v1/programmes/reading/rounds/{}/answers", round.code);
    trainer
        .get(&page)
        .await
        .has_status(200)
        .says(&format!("http://127.0.0.1:8000/odata/reading/{}.svc", round.code))
        .says("/programmes/reading/account/tokens/new")
        .says(&answers);
    manager.get(&page).await.has_status(200).says("/figures").never_says(&answers);
}
