//! Deleting a survey of the programme.

use common_ground::{
    store::{courses, people::PersonRole, rounds},
    survey::round::RoundState,
};

use crate::support::{
    app::TestApp,
    planning::{filled, plan},
};

#[rocket::async_test]
async fn a_survey_that_nobody_answered_goes_with_its_list() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let token = app.invite(&round, "dana@home.example.org").await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page = format!("/programmes/reading/rounds/{}", round.code);
    trainer.get(&page).await.says("Delete it");
    trainer.get(&format!("{page}/delete")).await.has_status(200).never_says("answer and");
    trainer.post(&format!("{page}/delete"), &[]).await.leads_to("/programmes/reading/surveys");
    assert!(rounds::find(app.app.db.read(), round.id).await.unwrap().is_none());
    app.visitor().await.get(&format!("/i/{token}")).await.has_status(404);
}

#[rocket::async_test]
async fn an_open_survey_with_answers_stays_and_so_does_one_that_a_course_compares() {
    let app = TestApp::start().await;
    let open = app.round("partner_expect", |_| {}).await;
    app.answers(&open, "school", 2, 4).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page = format!("/programmes/reading/rounds/{}", open.code);
    trainer.get(&page).await.never_says("Delete it");
    trainer.get(&format!("{page}/delete")).await.has_status(200).says("Close it first");
    trainer.post(&format!("{page}/delete"), &[("sure", "yes")]).await.has_status(422).says("Close it first");
    let compared = app.round("staff_offer", |round| round.state = RoundState::Closed).await;
    let (course, _) = plan(&app, &trainer, &filled()).await;
    let db = app.app.db.write_one();
    courses::attach(db, course.id, compared.id, courses::RoundPurpose::LibraryOffer).await.unwrap();
    let page = format!("/programmes/reading/rounds/{}", compared.code);
    trainer
        .post(&format!("{page}/delete"), &[("sure", "yes")])
        .await
        .has_status(422)
        .says("A course compares");
    assert!(rounds::find(db, compared.id).await.unwrap().is_some());
}
