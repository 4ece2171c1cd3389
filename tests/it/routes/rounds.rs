//! A round: its code and its count.

mod cancel;
mod close;
mod connect;
mod count;
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

use common_ground::{store::people::PersonRole, survey::audience::Audience};

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
