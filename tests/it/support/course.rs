//! A course held and answered, with the managers who get its summary.

use common_ground::store::{
    Connection,
    courses::{self, Course, RoundPurpose},
    keyset::NextIds,
    people::PersonRole,
    rounds::Round,
};
use jiff::ToSpan;
use uuid::Uuid;

use super::app::TestApp;

pub const MANAGERS: [&str; 3] =
    ["gwen@library.example.org", "priya@library.example.org", "sam@library.example.org"];

/// Every course of a programme; a test has some dozen at most.
pub async fn of_programme(db: &Connection, programme: Uuid) -> Vec<Course> {
    let next = NextIds { after: None, most: 1_000 };
    courses::next_by_id(db, programme, false, next).await.unwrap()
}

/// A course held, answered by `people`, whose feedback closes in eight days and whose summary is due in ten.
pub async fn course(service: &TestApp, people: usize) -> (Course, Round) {
    let now = service.now();
    let course = Course {
        id: Uuid::new_v4(),
        programme: service.programme.id,
        title: "Pilot course 3".into(),
        place: "Stratford Library".into(),
        starts_at: now - 6.hours(),
        ends_at: now,
        time_zone: "Europe/London".into(),
        aims: vec![],
        summary_at: now + (10 * 24).hours(),
        frozen_at: None,
        trainers: String::new(),
        state: courses::CourseState::Planned,
    };
    service.works_every_day().await;
    courses::add(service.app.db.write_one(), &course).await.unwrap();
    let feedback = service.round("course_post", |_| {}).await;
    courses::attach(service.app.db.write_one(), course.id, feedback.id, RoundPurpose::Feedback)
        .await
        .unwrap();
    service.answers(&feedback, "front_line", people, 4).await;
    (course, feedback)
}

pub async fn with_managers(service: &TestApp) {
    for email in MANAGERS {
        service.person(email, PersonRole::Manager).await;
    }
}
