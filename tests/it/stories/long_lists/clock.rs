//! Looking at the clock where many years of surveys lie behind.

use std::time::Duration;

use common_ground::{
    store::{
        courses::CourseState,
        people::PersonRole,
        rounds::{self, Round},
        write,
    },
    survey::round::RoundState,
    work,
};
use jiff::ToSpan;

use super::add_courses;
use crate::support::{
    app::{TestApp, add_programme},
    asking::planned,
    health::Partnership,
    visitor::Visitor,
};

#[rocket::async_test]
async fn a_look_at_the_clock_with_nothing_due_waits_for_nobody_who_writes() {
    let app = TestApp::start().await;
    app.signed_in(PersonRole::Trainer).await;
    app.run_due().await;
    // Somebody writes, and takes their time.
    let writing = write(&app.app.db).await.unwrap();
    tokio::time::timeout(Duration::from_secs(10), Box::pin(app.run_due())).await.unwrap();
    writing.commit().await.unwrap();
}

#[rocket::async_test]
async fn an_instance_that_schedules_already_looks_at_the_clock_and_waits_for_nobody_who_writes() {
    let app = TestApp::start().await;
    app.signed_in(PersonRole::Trainer).await;
    // What was due at the beginning is done, and the lease taken.
    assert!(work::step(&app.app).await.unwrap());
    assert!(work::step(&app.app).await.unwrap());
    let writing = write(&app.app.db).await.unwrap();
    app.clock.set(app.now() + 30.seconds());
    let looked = tokio::time::timeout(Duration::from_secs(10), Box::pin(work::step(&app.app))).await;
    assert!(looked.unwrap().unwrap(), "it still is the one that schedules");
    writing.commit().await.unwrap();
}

#[rocket::async_test]
async fn a_look_through_the_emails_with_nothing_due_waits_for_nobody_who_writes() {
    let app = TestApp::start().await;
    planned(&app, &["ada@example.org"]).await;
    app.run_due().await;
    app.letters().await;
    let writing = write(&app.app.db).await.unwrap();
    tokio::time::timeout(Duration::from_secs(10), Box::pin(app.letters())).await.unwrap();
    writing.commit().await.unwrap();
}

/// So many courses that are over, surveys that are answered now, and surveys that closed years ago; and health checks of
/// these partners, which wait for both sides.
async fn add(app: &TestApp, trainer: &Visitor, how_many: usize, partners: &[&'static str]) {
    add_courses(app, i64::try_from(how_many).unwrap(), CourseState::WithoutSummary).await;
    for _ in 0..how_many {
        let open = app.round("course_post", |_| {}).await;
        app.answers(&open, "front_line", 2, 4).await;
        let old = app
            .round("course_post", |round| {
                round.opens_at = app.now() - (5 * 365 * 24).hours();
                round.closes_at = round.opens_at + (8 * 24).hours();
                round.state = RoundState::Closed;
            })
            .await;
        app.invite(&old, "kofi@example.org").await;
    }
    for &name in partners {
        Partnership::add(app, trainer, name).await.start(trainer).await;
    }
}

/// How many statements a look at the clock asks once everything is done that was due.
async fn asked(app: &TestApp) -> u64 {
    app.run_due().await;
    app.letters().await;
    let mut least = u64::MAX;
    for _ in 0..3 {
        let before = app.app.db.statements();
        app.run_due().await;
        least = least.min(app.app.db.statements() - before);
    }
    least
}

#[rocket::async_test]
async fn a_look_at_the_clock_asks_no_more_where_many_years_of_surveys_lie_behind() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    Box::pin(add(&app, &trainer, 3, &["Elm House"])).await;
    let few = Box::pin(asked(&app)).await;
    let others = ["Ash House", "Oak House", "Fir House", "Yew House", "Bay House"];
    Box::pin(add(&app, &trainer, 40, &others)).await;
    let many = Box::pin(asked(&app)).await;
    assert!(many <= few, "{few} statements, then {many}");
}

#[rocket::async_test]
async fn a_look_at_the_clock_asks_the_same_of_one_programme_as_of_several() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    Box::pin(add(&app, &trainer, 3, &["Elm House"])).await;
    let one = Box::pin(asked(&app)).await;
    for name in ["ash", "oak", "fir", "yew"] {
        let other = add_programme(&app.app, name).await;
        let old = app
            .round("course_post", |round| {
                round.programme = other.id;
                round.opens_at = app.now() - (5 * 365 * 24).hours();
                round.closes_at = round.opens_at + (8 * 24).hours();
                round.state = RoundState::Closed;
            })
            .await;
        app.invite(&old, "kofi@example.org").await;
    }
    let several = Box::pin(asked(&app)).await;
    assert_eq!(several, one, "statements with five programmes, and with one");
}

#[rocket::async_test]
async fn closing_a_survey_does_not_do_what_is_due_in_another_programme() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let other = add_programme(&app.app, "ash").await;
    let here = app.round("course_post", |_| {}).await;
    let there = app
        .round("course_post", |round| {
            round.programme = other.id;
            round.opens_at = app.now() - 48.hours();
            round.closes_at = app.now() - 1.hours();
        })
        .await;
    let state = async |round: &Round| rounds::find(app.app.db.read(), round.id).await.unwrap().unwrap().state;
    let page = format!("/programmes/reading/rounds/{}", here.code);
    trainer.post(&format!("{page}/close"), &[]).await.leads_to(&page);
    assert_eq!((state(&here).await, state(&there).await), (RoundState::Closed, RoundState::Open));
    app.run_due().await;
    assert_eq!(state(&there).await, RoundState::Closed);
}
