//! Closing a survey of the programme early.

use common_ground::store::people::PersonRole;

use crate::support::app::TestApp;

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
