//! The sheet of paper.

use common_ground::store::people::PersonRole;

use crate::support::app::TestApp;

#[rocket::async_test]
async fn a_sheet_of_paper_has_every_question_of_its_side_and_the_promise() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let survey = app.app.survey(&round).await.unwrap();
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let sheet = trainer.get(&format!("/programmes/reading/rounds/{}/paper", round.code)).await;
    sheet.has_status(200).says("Nobody can link your answers to you").says("give it to a trainer before");
    for item in survey.questions_on(round.side) {
        sheet.says(&survey.question(item, round.side, "en"));
    }
}
