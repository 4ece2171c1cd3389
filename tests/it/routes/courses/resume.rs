//! Planning a course again that was called off.

use common_ground::store::{audit, people::PersonRole};

use crate::support::{
    app::TestApp,
    planning::{filled, plan},
};

#[rocket::async_test]
async fn a_course_that_was_called_off_is_planned_again_once_by_a_double_click() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (_, address) = plan(&app, &trainer, &filled()).await;
    let resume = format!("{address}/resume");
    // There is nothing to plan again yet.
    trainer.get(&resume).await.has_status(404);
    trainer.post(&format!("{address}/cancel"), &[]).await.leads_to(&address);
    let page = trainer.get(&resume).await;
    page.has_status(200).says("Plan Pilot course 6 again?").says("Its date stays the same");
    page.says("Feedback is scheduled again, with its emails.");
    trainer.post_from_elsewhere(&resume, &[]).await.has_status(403);
    let planned = trainer.post(&resume, &[]).await;
    planned.leads_to(&address);
    trainer.follow(&planned).await.says("The course is planned again").says("Plaistow Library");
    let again = trainer.post(&resume, &[]).await;
    trainer.follow(&again).await.says("The course was already planned again");
    let acts = audit::latest(app.app.db.read(), app.programme.id, 20).await.unwrap();
    assert_eq!(acts.iter().filter(|entry| entry.act == "planned again").count(), 1);
    let manager = app.signed_in(PersonRole::Manager).await;
    manager.get(&resume).await.has_status(403);
}

#[rocket::async_test]
async fn what_would_be_over_stays_cancelled_and_the_page_says_so_before() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (_, address) = plan(&app, &trainer, &filled()).await;
    trainer.post(&format!("{address}/cancel"), &[]).await.leads_to(&address);
    app.clock.set("2026-07-01T08:00:00Z".parse().unwrap());
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page = trainer.get(&format!("{address}/resume")).await;
    page.says("The survey before the course stays cancelled: its time has passed.");
    page.says("Feedback stays cancelled: its time has passed.");
    page.says("The follow-up is scheduled again, with its emails.");
}
