//! Finding a survey and reading it.

use common_ground::{store::people::PersonRole, survey::definition::Survey};

use crate::support::app::TestApp;

const SURVEYS: &str = "/programmes/reading/surveys";

#[rocket::async_test]
async fn a_trainer_finds_every_ready_made_survey_and_where_it_is_used() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page = trainer.get(SURVEYS).await;
    page.has_status(200).says("No survey is open").says("10 surveys are ready-made").says("Not asked yet.");
    page.says("What you expect from the library").says("For library staff");
    page.says("in English, Welsh, Polish, Romanian, Ukrainian and Urdu");
    page.says("Ready-made surveys are also offered in Welsh, Polish, Romanian, Ukrainian and Urdu.");
    let round = app.round("partner_expect", |_| {}).await;
    trainer.get(SURVEYS).await.says("One survey is open now").says("Asked once; open now.");
    let page = trainer.get(&format!("{SURVEYS}/partner_expect")).await;
    page.has_status(200).says(&round.code).says("Open until").says("version 4");
}

#[rocket::async_test]
async fn a_survey_is_read_as_each_side_reads_it_in_each_language() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page = trainer.get(&format!("{SURVEYS}/course_post?side=library&lang=cy")).await;
    page.has_status(200).says("Ym mha ran o’r gwasanaeth").says("Ddim yn ddefnyddiol o gwbl");
    page.never_says("I ba fath o sefydliad").says("side=partner");
    let page = trainer.get(&format!("{SURVEYS}/course_post?side=partner&lang=xx")).await;
    page.has_status(200).says("Which kind of organisation do you work for?");
    trainer.get(&format!("{SURVEYS}/course_follow")).await.has_status(200).says("Shown only if");
    trainer.get(&format!("{SURVEYS}/nothing")).await.has_status(404);
}

#[rocket::async_test]
async fn a_survey_is_taken_away_as_a_file_that_is_read_back_the_same() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let file = trainer.get(&format!("{SURVEYS}/course_post/survey.json")).await;
    file.has_status(200);
    let template = common_ground::survey::templates::find("course_post").unwrap();
    assert_eq!(&Survey::parse("survey.json", &file.body).unwrap(), template);
}
