//! By which clock the times of a course are told: that of its place, wherever the programme is.

use common_ground::{
    store::{
        courses::{self, Course},
        people::PersonRole,
        programmes,
    },
    system::secret::KeyPurpose,
};
use jiff::{Timestamp, ToSpan};
use serde_json::json;
use uuid::Uuid;

use crate::support::{
    api::{HOME, Program},
    app::TestApp,
};

/// A service whose programme is in Tokyo, with a course in seven hours, at 17:00 in London, that is held in a time zone.
async fn in_tokyo_with_a_course_in(time_zone: &str) -> (TestApp, Course) {
    let app = TestApp::start().await;
    let db = app.app.db.write_one();
    let mut programme = app.programme.clone();
    "Asia/Tokyo".clone_into(&mut programme.settings.time_zone);
    programmes::update(db, &programme).await.unwrap();
    let starts_at: Timestamp = app.now() + 7.hours();
    let course = Course {
        id: Uuid::new_v4(),
        programme: programme.id,
        title: "Pilot course 4".to_owned(),
        place: "East Ham Library".to_owned(),
        starts_at,
        ends_at: starts_at + 2.hours(),
        time_zone: time_zone.to_owned(),
        aims: Vec::new(),
        summary_at: starts_at + (9 * 24).hours(),
        frozen_at: None,
        trainers: String::new(),
        state: courses::CourseState::Planned,
    };
    courses::add(db, &course).await.unwrap();
    (app, course)
}

/// Its page, the form for the next like it, the API and its file for calendars name the same day and hours.
async fn is_told(app: &TestApp, course: &Course, (day, date): (&str, &str), (from, to): (&str, &str)) {
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page = trainer.get(&format!("/programmes/reading/courses/{}", course.id)).await;
    page.has_status(200).says(&format!("{day}, {from} to {to}"));
    let next = trainer.get(&format!("/programmes/reading/courses/new?like={}", course.id)).await;
    next.has_status(200).says(&format!("value=\"{from}\"")).says(&format!("value=\"{to}\""));
    let shown = Program::trainer(app).await.read(&format!("{HOME}/courses/{}", course.id)).await;
    assert_eq!(shown["days"], json!([{"date": date, "starts": from, "ends": to}]));
    let token = app.app.secret.carrying_token(KeyPurpose::Calendar, course.id);
    let file = app.visitor().await.get(&format!("/calendar/{token}")).await;
    let name = file.has_status(200).header("Content-Disposition").unwrap();
    assert!(name.contains(&format!("course-{date}.ics")), "{name}");
}

#[rocket::async_test]
async fn a_course_is_told_by_the_clock_of_its_place_wherever_its_programme_is() {
    let (app, course) = in_tokyo_with_a_course_in("Europe/London").await;
    is_told(&app, &course, ("Thursday 21 May", "2026-05-21"), ("17:00", "19:00")).await;
}

#[rocket::async_test]
async fn a_course_whose_time_zone_is_unknown_is_told_by_the_clock_of_its_programme() {
    let (app, course) = in_tokyo_with_a_course_in("Atlantis/Poseidonis").await;
    is_told(&app, &course, ("Friday 22 May", "2026-05-22"), ("01:00", "03:00")).await;
}
