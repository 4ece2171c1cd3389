//! What was agreed after a course, ticked off as it is done.

use common_ground::store::{
    actions, audit,
    courses::{self, Course},
    people::PersonRole,
};
use uuid::Uuid;

use crate::support::{
    app::TestApp,
    summary::{course, page},
    visitor::Visitor,
};

/// Agrees on one thing; its id.
async fn agreed(app: &TestApp, trainer: &Visitor, course: &Course) -> String {
    let note = [("what-1", "Ring the homes"), ("who-1", "Ada"), ("by-1", "2026-06-30")];
    trainer.post(&page(course, "/summary/note"), &note).await.has_status(303);
    actions::of_course(app.app.db.read(), course.id).await.unwrap()[0].id.to_string()
}

#[rocket::async_test]
async fn a_course_without_an_action_says_where_they_are_added() {
    let app = TestApp::start().await;
    let (course, _) = course(&app).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let shown = trainer.get(&page(&course, "/actions")).await;
    shown.has_status(200).says("No action agreed yet");
    shown.says("Add actions on the summary page before it is sent.").never_says("Mark as done");
    trainer.get(&format!("/programmes/reading/courses/{}/actions", Uuid::nil())).await.has_status(404);
    // Before the summary a course is nothing to managers, and what was agreed on it neither.
    let manager = app.signed_in(PersonRole::Manager).await;
    manager.get(&page(&course, "/actions")).await.has_status(403);
}

#[rocket::async_test]
async fn one_action_is_marked_as_done_and_back_and_the_activity_log_says_by_whom() {
    let app = TestApp::start().await;
    let (course, _) = course(&app).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let action = agreed(&app, &trainer, &course).await;
    let address = page(&course, "/actions");
    let shown = trainer.get(&address).await;
    shown.says("One action to do").says("Ada, by 30 June 2026.").says("value=\"2026-05-21\"");
    let done = [("action", &*action), ("done", "yes"), ("day", "2026-05-20")];
    let ticked = trainer.post(&address, &done).await;
    ticked.leads_to(&address);
    trainer.follow(&ticked).await.says("The action is marked as done.").says("The action is done");
    trainer.get(&address).await.says("Done on 20 May 2026.").says("Mark as not done");
    let undone = trainer.post(&address, &[("action", &*action), ("done", "no")]).await;
    trainer.follow(&undone).await.says("The action is marked as not done.").says("One action to do");
    let acts = audit::latest(app.app.db.read(), app.programme.id, 9).await.unwrap();
    for act in ["ticked off an action of", "marked as not done an action of"] {
        assert!(acts.iter().any(|entry| entry.act == act && entry.object == course.title), "{acts:?}");
    }
}

#[rocket::async_test]
async fn a_day_that_cannot_be_stays_to_be_mended_and_an_action_of_another_course_is_not_here() {
    let app = TestApp::start().await;
    let (course, _) = course(&app).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let action = agreed(&app, &trainer, &course).await;
    let address = page(&course, "/actions");
    for (day, why) in [
        ("", "Enter the date, such as 2026-06-30"),
        ("0026-05-20", "Enter the date, such as 2026-06-30"),
        ("2026-05-22", "Enter a date that isn’t in the future"),
    ] {
        let wrong = trainer.post(&address, &[("action", &*action), ("done", "yes"), ("day", day)]).await;
        wrong.has_status(422).says("There is a problem").says(why).says(&format!("value=\"{day}\""));
        wrong.says("One action to do");
    }
    let done = [("action", &*action), ("done", "yes"), ("day", "2026-05-20")];
    trainer.post_from_elsewhere(&address, &done).await.has_status(403);
    for nothing in ["", "none", &Uuid::nil().to_string()] {
        let done = [("action", nothing), ("done", "yes"), ("day", "2026-05-20")];
        trainer.post(&address, &done).await.has_status(404);
    }
    let other = Course { id: Uuid::new_v4(), title: "Pilot course 5".to_owned(), ..course.clone() };
    courses::add(app.app.db.write_one(), &other).await.unwrap();
    trainer.post(&page(&other, "/actions"), &done).await.has_status(404);
    trainer.get(&address).await.says("One action to do");
}
