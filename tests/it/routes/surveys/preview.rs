//! The form of a survey before anybody is asked.

use common_ground::store::people::PersonRole;

use crate::support::app::TestApp;

const SURVEYS: &str = "/programmes/reading/surveys";

#[rocket::async_test]
async fn a_preview_shows_the_pages_of_the_form_and_can_send_nothing() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page = trainer.get(&format!("{SURVEYS}/partner_expect/preview?lang=cy")).await;
    page.says("No native speaker has checked the Welsh pages and ready-made surveys yet.");
    page.has_status(200).says("Tudalen 2 o 4").says("answers[bring_reliability]").says("helaeth iawn");
    let (_, phone) = page.body.split_once("class=\"phone\"").unwrap();
    assert!(!phone.contains("<form") && !phone.contains("<button"), "{phone}");
}
