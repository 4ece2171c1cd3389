//! Courses and their rounds.

use common_ground::{
    store::{
        courses::{self, Course, RoundPurpose},
        people::PersonRole,
        rounds::Round,
    },
    survey::{audience::Audience, round::Side},
    work::deliver,
};
use jiff::{Timestamp, ToSpan};
use uuid::Uuid;

use crate::support::app::TestApp;

/// A course that starts in an hour, with feedback from its end for eight days, and its summary on the morning after.
async fn course(app: &TestApp) -> (Course, Round) {
    let starts = app.now() + 1.hours();
    let ends: Timestamp = starts + 6.hours();
    let course = Course {
        id: Uuid::new_v4(),
        programme: app.programme.id,
        title: "Pilot course 4".to_owned(),
        place: "East Ham Library".to_owned(),
        starts_at: starts,
        ends_at: ends,
        time_zone: "Europe/London".to_owned(),
        aims: Vec::new(),
        summary_at: ends + (9 * 24).hours(),
        frozen_at: None,
        trainers: String::new(),
        state: courses::CourseState::Planned,
    };
    courses::add(app.app.db.write_one(), &course).await.unwrap();
    let feedback = app
        .round("course_post", |round| {
            round.side = Side::Library;
            round.audience = Audience::Both;
            round.closes_at = ends + (8 * 24).hours();
        })
        .await;
    courses::attach(app.app.db.write_one(), course.id, feedback.id, RoundPurpose::Feedback).await.unwrap();
    (course, feedback)
}

#[rocket::async_test]
async fn the_page_of_a_course_tells_how_it_goes_on_by_itself() {
    let app = TestApp::start().await;
    let (course, feedback) = course(&app).await;
    app.person("head@library.example.org", PersonRole::Manager).await;
    app.answers(&feedback, "front_line", 3, 4).await;
    for name in ["a", "b", "c", "d"] {
        app.invite(&feedback, &format!("{name}@library.example.org")).await;
    }
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page = trainer.get(&format!("/programmes/reading/courses/{}", course.id)).await;
    page.has_status(200)
        .says("Pilot course 4: feedback closes on Friday 29 May")
        .says("3 of 4 have answered")
        .says("Thursday 21 May, 11:00 to 17:00")
        .says("Summary to one manager")
        .says(&format!("/programmes/reading/rounds/{}", feedback.code));
}

#[rocket::async_test]
async fn once_frozen_a_course_says_whom_its_summary_reached_and_managers_read_it() {
    let app = TestApp::start().await;
    let (course, feedback) = course(&app).await;
    app.person("head@library.example.org", PersonRole::Manager).await;
    let manager = app.signed_in(PersonRole::Manager).await;
    app.answers(&feedback, "front_line", 9, 4).await;
    let page = format!("/programmes/reading/courses/{}", course.id);
    manager.get(&page).await.has_status(403);
    manager.get("/programmes/reading/courses").await.never_says("Pilot course 4");
    manager.get(&format!("{page}/summary")).await.has_status(403);

    app.wait_days(11);
    let done = app.run_due().await;
    assert_eq!((done.closed, done.summaries, done.letters), (1, 1, 2));
    let manager = app.signed_in(PersonRole::Manager).await;
    let waiting = manager.get(&page).await;
    waiting.has_status(200).says("on its way to two managers");
    deliver::deliver_due(&app.app, &app.transport, app.now()).await.unwrap();
    let sent = manager.get(&page).await;
    sent.says("Pilot course 4: the summary is written").says("Summary sent to two managers on 1 June 2026");
    // A manager sees what came of the course, not the way into its rounds.
    sent.never_says(&feedback.code).never_says("/rounds/");
    manager.get(&format!("/programmes/reading/rounds/{}", feedback.code)).await.has_status(403);
    manager.get(&format!("{page}/summary")).await.has_status(200).says("9 people answered");
    manager.get("/programmes/reading/courses").await.says("Read the summary");
}
