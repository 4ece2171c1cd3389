//! The pages of staff: what is happening, and what came of it.

mod programmes;

use common_ground::store::{
    courses::{self, Course, CourseState},
    people::PersonRole,
};
use jiff::ToSpan;
use uuid::Uuid;

use crate::support::{
    app::TestApp,
    summary::{answered, course, page},
};

#[rocket::async_test]
async fn an_empty_programme_says_what_to_do_next() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let home = trainer.get("/programmes/reading").await;
    home.has_status(200).says("Nothing is planned yet").says("A course needs a date, a place");
    trainer.get("/programmes/reading/courses").await.has_status(200).says("No course is planned yet");
    let results = trainer.get("/programmes/reading/results").await;
    results.has_status(200).says("No comparison yet").says("Ask library staff what they offer");
    let manager = app.signed_in(PersonRole::Manager).await;
    manager.get("/programmes/reading").await.has_status(200).says("No results yet");
    manager.get("/programmes/reading/courses").await.has_status(200).says("No course is over yet");
}

#[rocket::async_test]
async fn the_navigation_names_the_place_one_is_in() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    for (page, place) in
        [("", "Home"), ("/courses", "Courses"), ("/partners", "Partners"), ("/results", "Results")]
    {
        let address = format!("/programmes/reading{page}");
        let reply = trainer.get(&address).await;
        reply.says(&format!("<a href=\"{address}\" aria-current=\"page\">{place}</a>")).says("Trainer");
    }
}

#[rocket::async_test]
async fn a_survey_under_way_is_told_at_home_with_how_many_have_answered() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    app.answers(&round, "school", 3, 4).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let home = trainer.get("/programmes/reading").await;
    home.says("Open surveys").says("3 people have answered. It closes on Friday 29 May, 10:00.");
    let manager = app.signed_in(PersonRole::Manager).await;
    manager.get("/programmes/reading").await.never_says("Open surveys");
}

#[rocket::async_test]
async fn what_is_overdue_and_what_waits_lead_the_home_page() {
    let app = TestApp::start().await;
    let (course, feedback) = course(&app).await;
    answered(&app, &feedback).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let note = [("what-1", "Ring the homes"), ("who-1", "Outreach manager"), ("by-1", "2026-06-10")];
    trainer.post(&page(&course, "/summary/note"), &note).await.has_status(303);
    app.wait_days(1);
    app.run_due().await;
    trainer.get("/programmes/reading").await.says("One action to do").never_says("overdue");
    app.clock.set("2026-06-11T08:00:00Z".parse().unwrap());
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let home = trainer.get("/programmes/reading").await;
    home.says("Pilot course 4: 1 action overdue")
        .says("Next: Ring the homes. Outreach manager, by 10 June 2026.");
    let place = |words: &str| home.body.find(words).unwrap_or_else(|| panic!("{words} is not there"));
    assert!(place("Needs attention") < place(">Courses</h2>"), "{}", home.body);
}

#[rocket::async_test]
async fn an_old_backup_is_told_to_who_runs_the_site() {
    let folder = tempfile::tempdir().unwrap();
    let app = TestApp::start_with(|config| config.backup_dir = Some(folder.path().to_owned())).await;
    let home = || async { app.site_admin().await.get("/programmes/reading").await };
    home().await.says("There is no backup");
    let name = |day: i64| {
        common_ground::exchange::backup::folder::name(app.now() - jiff::SignedDuration::from_hours(24 * day))
    };
    std::fs::write(folder.path().join(name(9)), "").unwrap();
    home().await.says("The latest backup is 9 days old");
    app.signed_in(PersonRole::Trainer).await.get("/programmes/reading").await.never_says("backup");
    std::fs::write(folder.path().join(name(1)), "").unwrap();
    home().await.never_says("backup");
}

#[rocket::async_test]
async fn home_shows_the_first_fifty_courses_and_how_many_more_there_are() {
    let app = TestApp::start().await;
    for number in 10..63_i64 {
        let starts_at = app.now() + (24 * number).hours();
        let course = Course {
            id: Uuid::new_v4(),
            programme: app.programme.id,
            title: format!("Course {number}"),
            place: "East Ham".to_owned(),
            starts_at,
            ends_at: starts_at + 6.hours(),
            time_zone: "Europe/London".to_owned(),
            aims: Vec::new(),
            summary_at: starts_at + 72.hours(),
            frozen_at: None,
            trainers: String::new(),
            state: CourseState::Planned,
        };
        courses::add(app.app.db.write_one(), &course).await.unwrap();
    }
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let home = trainer.get("/programmes/reading").await;
    home.says("Course 10: it is on").says("Course 59, East Ham").never_says("Course 60, East Ham");
    home.says("All courses").says("more courses.");
}
