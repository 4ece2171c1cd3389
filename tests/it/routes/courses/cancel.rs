//! A course called off, planned again, deleted.

use common_ground::{
    store::{
        courses::{self, CourseState, RoundPurpose},
        mailings,
        people::PersonRole,
    },
    survey::round::RoundState,
};

use crate::support::{
    app::TestApp,
    planning::{filled, plan, round},
};

#[rocket::async_test]
async fn a_course_that_is_called_off_asks_nobody_and_writes_no_summary() {
    let app = TestApp::start().await;
    app.person("head@library.example.org", PersonRole::Manager).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (course, address) = plan(&app, &trainer, &filled()).await;
    app.clock.set("2026-06-08T08:00:00Z".parse().unwrap());
    app.run_due().await;
    let before = round(&app, &course, RoundPurpose::Before).await;
    app.answers(&before, "front_line", 3, 4).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let ask = trainer.get(&format!("{address}/cancel")).await;
    ask.says("Cancel Pilot course 6?").says("3 people have answered").says("can’t be reopened");
    trainer.post(&format!("{address}/cancel"), &[]).await.leads_to(&address);
    let page = trainer.get(&address).await;
    page.says("The course is cancelled").says("Pilot course 6: it is cancelled").never_says(">Change<");
    assert_eq!(round(&app, &course, RoundPurpose::Before).await.state, RoundState::Closed);
    let feedback = round(&app, &course, RoundPurpose::Feedback).await;
    assert_eq!(feedback.state, RoundState::Cancelled);
    let letters = mailings::of_round(app.app.db.read(), feedback.id).await.unwrap();
    assert!(letters.iter().all(|letter| letter.state == mailings::MailingState::Skipped));
    trainer.get(&format!("{address}/delete")).await.has_status(404);

    // Planned again: what was not open yet is asked after all, what is closed stays closed.
    let ask = trainer.get(&format!("{address}/resume")).await;
    ask.says("Feedback is scheduled again, with its emails")
        .says("The survey before the course stays closed");
    trainer.post(&format!("{address}/resume"), &[]).await.leads_to(&address);
    let feedback = round(&app, &course, RoundPurpose::Feedback).await;
    assert_eq!(feedback.state, RoundState::Planned);
    let letters = mailings::of_round(app.app.db.read(), feedback.id).await.unwrap();
    assert!(
        !letters.is_empty() && letters.iter().all(|letter| letter.state == mailings::MailingState::Planned)
    );

    trainer.post(&format!("{address}/cancel"), &[]).await.leads_to(&address);
    app.wait_days(60);
    let done = app.run_due().await;
    assert_eq!((done.opened, done.summaries), (0, 0));
    let course = courses::find(app.app.db.read(), course.id).await.unwrap().unwrap();
    assert_eq!(course.state, CourseState::Cancelled);
}

#[rocket::async_test]
async fn a_course_that_nobody_answered_is_deleted_with_its_surveys() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (course, address) = plan(&app, &trainer, &filled()).await;
    let feedback = round(&app, &course, RoundPurpose::Feedback).await;
    trainer.get(&format!("{address}/delete")).await.says("Delete Pilot course 6?").says("3 surveys");
    trainer.post(&format!("{address}/delete"), &[]).await.leads_to("/programmes/reading/courses");
    trainer
        .get("/programmes/reading/courses")
        .await
        .says("The course was deleted")
        .says("No course is planned");
    trainer.get(&address).await.has_status(404);
    trainer.get(&format!("/programmes/reading/rounds/{}", feedback.code)).await.has_status(404);
}
