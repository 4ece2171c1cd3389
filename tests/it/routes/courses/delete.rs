//! Deleting a course, as long as nobody has answered.

use common_ground::store::{audit, courses::RoundPurpose, people::PersonRole};

use crate::support::{
    app::TestApp,
    board::Workshop,
    planning::{filled, plan, round},
};

#[rocket::async_test]
async fn before_a_course_is_deleted_the_page_says_what_goes_with_it() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let mut form = filled();
    form.retain(|(name, _)| !["before", "follow_up"].contains(name));
    let (_, address) = plan(&app, &trainer, &form).await;
    let delete = format!("{address}/delete");
    let page = trainer.get(&delete).await;
    page.has_status(200).says("Delete Pilot course 6?").says("its survey with its code");
    page.says("its empty list of participants").says("Your contacts stay").never_says("workshop board");
    let people = [("people", "Dana <dana@example.org>\nKofi <kofi@example.org>"), ("partner", "")];
    trainer.post(&format!("{address}/participants/new"), &people).await.has_status(303);
    trainer.get(&delete).await.says("its list of 2 people");
    // Looking deletes nothing.
    trainer.get(&address).await.has_status(200);
    trainer.post_from_elsewhere(&delete, &[]).await.has_status(403);
    trainer.post(&delete, &[]).await.leads_to("/programmes/reading/courses");
    trainer.get(&address).await.has_status(404);
    trainer.get(&delete).await.has_status(404);
    trainer.post(&delete, &[]).await.has_status(404);
    let acts = audit::latest(app.app.db.read(), app.programme.id, 9).await.unwrap();
    assert!(acts.iter().any(|entry| entry.act == "deleted the course" && entry.object == "Pilot course 6"));
}

#[rocket::async_test]
async fn the_workshop_board_of_a_course_goes_with_it() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    let trainer = &room.trainer;
    let course = format!("/programmes/reading/courses/{}", room.course.id);
    let page = trainer.get(&format!("{course}/delete")).await;
    page.says("Its workshop board with 0 cards and its write-up will be deleted too.");
    let phone = app.visitor().await;
    let board = format!("/b/{}", room.code);
    phone.get(&board).await.has_status(200);
    trainer.post(&format!("{course}/delete"), &[]).await.leads_to("/programmes/reading/courses");
    trainer.get(&room.desk).await.has_status(404);
    phone.get(&board).await.says("We can’t find that board");
}

#[rocket::async_test]
async fn a_course_that_somebody_answered_meanwhile_stays() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (course, address) = plan(&app, &trainer, &filled()).await;
    app.clock.set("2026-06-08T08:00:00Z".parse().unwrap());
    app.run_due().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let delete = format!("{address}/delete");
    trainer.get(&delete).await.has_status(200);
    let before = round(&app, &course, RoundPurpose::Before).await;
    app.answers(&before, "front_line", 1, 4).await;
    let kept = trainer.post(&delete, &[]).await;
    kept.leads_to(&address);
    trainer.follow(&kept).await.says("Somebody has answered since, so it was not deleted");
    trainer.get(&delete).await.has_status(404);
    trainer.get(&format!("/programmes/reading/rounds/{}", before.code)).await.has_status(200);
}
