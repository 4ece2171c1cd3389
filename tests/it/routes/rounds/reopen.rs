//! Opening a closed survey of the programme once more.

use common_ground::{store::people::PersonRole, survey::round::PrivacyMode};

use crate::support::{
    app::TestApp,
    asking::{planned, post_all, recipients},
};

#[rocket::async_test]
async fn an_anonymous_survey_is_not_reopened_and_the_page_says_what_to_do_instead() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |round| round.privacy = PrivacyMode::Anonymous).await;
    app.wait_days(9);
    app.run_due().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page = format!("/programmes/reading/rounds/{}", round.code);
    trainer.get(&page).await.says("Reopen it").never_says("Close it now");
    let why = trainer.get(&format!("{page}/reopen")).await;
    why.has_status(200).says("can’t be reopened").says("rounds/new?survey=partner_expect");
    let until = [("closes", "2026-06-12"), ("closes_time", "17:00")];
    trainer.post(&format!("{page}/reopen"), &until).await.has_status(422).says("can’t be reopened");
}

#[rocket::async_test]
async fn an_invitation_that_had_not_left_at_the_close_is_offered_again() {
    let app = TestApp::start().await;
    let (round, _) = planned(&app, &["dana@home.example.org"]).await;
    app.run_due().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page = format!("/programmes/reading/rounds/{}", round.code);
    trainer.post(&format!("{page}/close"), &[]).await.leads_to(&page);
    assert_eq!(post_all(&app).await, 0, "it waited when the survey closed");
    let past = [("closes", "2026-05-20"), ("closes_time", "17:00")];
    trainer.post(&format!("{page}/reopen"), &past).await.has_status(422).says("in the future");
    let until = [("closes", "2026-06-12"), ("closes_time", "17:00")];
    let reopened = trainer.post(&format!("{page}/reopen"), &until).await;
    trainer.follow(&reopened).await.says("Send the invitation now");
    trainer.post(&format!("{page}/invitations/send"), &[]).await.has_status(303);
    assert_eq!(post_all(&app).await, 1);
    assert_eq!(recipients(&app), ["dana@home.example.org"]);
}
