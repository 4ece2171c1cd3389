//! All courses: what trainers plan, and what managers may read of it.

use common_ground::store::people::PersonRole;

use crate::support::{
    app::TestApp,
    planning::{filled, plan, with},
    summary::{answered, course},
};

const COURSES: &str = "/programmes/reading/courses";

#[rocket::async_test]
async fn where_there_is_no_course_trainers_are_told_how_to_begin_and_managers_what_will_be_here() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page = trainer.get(COURSES).await;
    page.has_status(200).says("No course is planned yet").says("A course needs a date, a place");
    page.says("Plan a course").says("/courses/new");
    let manager = app.signed_in(PersonRole::Manager).await;
    let page = manager.get(COURSES).await;
    page.has_status(200)
        .says("No course is over yet")
        .says("A course appears here when its summary is written");
    page.never_says("Plan a course").never_says("/courses/new");
}

#[rocket::async_test]
async fn the_heading_counts_the_courses_and_each_line_leads_to_what_is_next() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (_, first) = plan(&app, &trainer, &filled()).await;
    let page = trainer.get(COURSES).await;
    page.says("One course, no summary yet").says("Pilot course 6, Plaistow Library").says(&first);
    page.says(&format!("{first}/participants")).says("Plan a course");
    let (_, second) = plan(&app, &trainer, &with("title", &["Pilot course 7"])).await;
    let page = trainer.get(COURSES).await;
    page.says("Two courses, none with a summary").says(&first).says(&second);
}

#[rocket::async_test]
async fn managers_see_the_courses_whose_summary_is_written_and_no_others() {
    let app = TestApp::start().await;
    app.person("head@library.example.org", PersonRole::Manager).await;
    let (over, feedback) = course(&app).await;
    answered(&app, &feedback).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (ahead, _) = plan(&app, &trainer, &filled()).await;
    let manager = app.signed_in(PersonRole::Manager).await;
    manager.get(COURSES).await.says("No course is over yet").never_says("Pilot course");
    app.wait_days(1);
    assert_eq!(app.run_due().await.summaries, 1);
    let page = trainer.get(COURSES).await;
    page.says("Two courses, one with a summary").says("Pilot course 4").says("Pilot course 6");
    page.says("Read the summary");
    let page = manager.get(COURSES).await;
    page.has_status(200).says("One course, with a summary").says(&format!("{COURSES}/{}/summary", over.id));
    page.never_says("Pilot course 6").never_says(&ahead.id.to_string());
}
