//! Giving a survey of the programme other dates.

use common_ground::{
    store::{courses::RoundPurpose, people::PersonRole},
    survey::round::RoundState,
};
use jiff::ToSpan;

use crate::support::{
    app::TestApp,
    planning::{filled, plan, round},
};

#[rocket::async_test]
async fn a_survey_that_is_not_open_yet_opens_and_closes_when_it_is_told() {
    let app = TestApp::start().await;
    let planned = app
        .round("partner_expect", |round| {
            round.state = RoundState::Planned;
            round.opens_at += 48.hours();
        })
        .await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page = format!("/programmes/reading/rounds/{}", planned.code);
    trainer.get(&format!("{page}/dates")).await.has_status(200).says("value=\"2026-05-23\"");
    let wrong = [("opens", "2026-05-26"), ("opens_time", "noon"), ("closes", ""), ("closes_time", "17:00")];
    let refused = trainer.post(&format!("{page}/dates"), &wrong).await;
    refused.has_status(422).says("Enter a time").says("Enter a date, such as").says("value=\"noon\"");
    let backwards = [
        ("opens", "2026-05-26"),
        ("opens_time", "09:00"),
        ("closes", "2026-05-25"),
        ("closes_time", "17:00"),
    ];
    trainer.post(&format!("{page}/dates"), &backwards).await.has_status(422).says("after the opening");
    let right = [
        ("opens", "2026-05-26"),
        ("opens_time", "09:00"),
        ("closes", "2026-06-02"),
        ("closes_time", "17:00"),
    ];
    trainer.post(&format!("{page}/dates"), &right).await.leads_to(&page);
    trainer.get(&page).await.says("It opens automatically on Tuesday 26 May, 09:00.");
}

#[rocket::async_test]
async fn the_dates_of_a_course_s_survey_follow_its_schedule() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (course, address) = plan(&app, &trainer, &filled()).await;
    let feedback = round(&app, &course, RoundPurpose::Feedback).await;
    let page = format!("/programmes/reading/rounds/{}", feedback.code);
    let step = format!("{address}/steps/closes-{}", feedback.code);
    trainer.get(&page).await.has_status(200).says(&step).says(&format!("{address}/participants"));
    trainer.get(&step).await.has_status(200);
    for alone in ["dates", "close", "reopen", "cancel", "delete", "people"] {
        trainer.get(&format!("{page}/{alone}")).await.has_status(404);
    }
}
