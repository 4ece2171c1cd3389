//! Cancelling a survey of the programme.

use common_ground::{store::people::PersonRole, survey::round::RoundState};
use jiff::ToSpan;

use crate::support::app::TestApp;

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
