//! The page with the addresses that spreadsheets keep.

use common_ground::{store::people::PersonRole, survey::round::PrivacyMode};

use crate::support::app::TestApp;

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
