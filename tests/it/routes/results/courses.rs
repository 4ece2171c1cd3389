//! Courses side by side, and how far the people of each came.

use std::time::{Duration, Instant};

use common_ground::{
    store::{
        courses::{self, Course, RoundPurpose},
        people::PersonRole,
        rounds::{self, Round},
        tallies,
    },
    survey::{definition::Survey, templates, text::Wording},
};
use jiff::ToSpan;
use uuid::Uuid;

use crate::support::app::TestApp;
use crate::support::visitor::way;

/// A course held `days` ago, answered by `people`, whose feedback closes with the others'.
async fn held(app: &TestApp, title: &str, days: i64, people: usize, point: u8) -> (Course, Round) {
    held_asking(app, templates::find("course_post").unwrap(), title, days, (people, point)).await
}

/// The same with a survey of its own for feedback.
async fn held_asking(
    app: &TestApp,
    survey: &Survey,
    title: &str,
    days: i64,
    (people, point): (usize, u8),
) -> (Course, Round) {
    let now = app.now();
    let starts_at = now - (24 * days).hours();
    let course = Course {
        id: Uuid::new_v4(),
        programme: app.programme.id,
        title: title.into(),
        place: "Stratford Library".into(),
        starts_at,
        ends_at: starts_at + 6.hours(),
        time_zone: "Europe/London".into(),
        aims: vec![],
        summary_at: now + (10 * 24).hours(),
        trainers: String::new(),
        state: courses::CourseState::Planned,
        frozen_at: None,
    };
    courses::add(app.app.db.write_one(), &course).await.unwrap();
    let feedback = app.round_of(survey, |_| {}).await;
    courses::attach(app.app.db.write_one(), course.id, feedback.id, RoundPurpose::Feedback).await.unwrap();
    app.answers(&feedback, "front_line", people, point).await;
    (course, feedback)
}

const PAGE: &str = "/programmes/reading/results/courses";

#[rocket::async_test]
async fn frozen_courses_stand_side_by_side_and_small_ones_show_nothing() {
    let app = TestApp::start().await;
    held(&app, "Pilot course 1", 60, 9, 4).await;
    held(&app, "Pilot course 2", 40, 3, 2).await;
    let (last, _) = held(&app, "Pilot course 3", 20, 12, 5).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.get(PAGE).await.has_status(200).says("No course to compare yet").never_says("<svg");
    trainer.get("/programmes/reading/results").await.never_says("Over courses");
    trainer.get(&format!("{PAGE}/charts/courses-wide.svg")).await.has_status(404);

    app.wait_days(11);
    app.run_due().await;
    let manager = app.signed_in(PersonRole::Manager).await;
    manager.get("/programmes/reading/results").await.says("Over courses").says(PAGE);
    let page = manager.get(PAGE).await;
    page.has_status(200).says("How three courses compare").says("<svg").says("Confidence on leaving");
    page.says("Pilot course 1, ").says("too few answers").says("fewer than 5").never_says("How fast it went");
    // One picture of all questions, which says no more of three courses than may be said.
    assert_eq!(page.body.matches("<figure>").count(), 1);
    page.says("<h2>Too few courses yet: any change may be chance</h2>").says(": may be chance");
    page.says("so a difference may be chance").never_says("differences are chance");
    for (file, says) in [
        ("courses-wide.svg", "n\u{a0}12"),
        ("courses-narrow.svg", "n\u{a0}12"),
        ("courses-slide.svg", "0 0 1280 720"),
    ] {
        manager.get(&format!("{PAGE}/charts/{file}")).await.has_status(200).says(says);
    }
    let data = manager.get(&format!("{PAGE}/charts/courses.csv")).await;
    data.has_status(200).says("Question,Date,Course,Mean,Answers,").says("too few answers");
    manager.get(&format!("{PAGE}/charts/courses-slide.png")).await.has_status(200);
    manager.get(&format!("{PAGE}/charts/nothing.png")).await.has_status(404);

    let summary = format!("/programmes/reading/courses/{}/summary", last.id);
    let page = manager.get(&summary).await;
    page.has_status(200).says("Who answered").says("Charts to keep").says("then-now-wide.png");
    // The last course with enough answers in both is not this one's neighbour of three people.
    page.never_says("Last time (Pilot course 2");
    manager.get(&format!("{summary}/charts/then-now-wide.svg")).await.has_status(200).says("<svg");
    manager.get(&format!("{summary}/charts/then-now-slide.svg")).await.has_status(200).says("0 0 1280 720");
    manager.get(&format!("{summary}/charts/then-now.csv")).await.has_status(200).says("Question,Before,");
    manager.get(&format!("{summary}/charts/nothing-wide.svg")).await.has_status(404);
    manager.get(&format!("{summary}/comparison.csv")).await.has_status(200).says("key,label,n_offer");
}

#[rocket::async_test]
async fn a_version_that_only_adds_translations_breaks_no_line_and_other_english_does() {
    let mut untranslated = templates::find("course_post").unwrap().clone();
    (untranslated.version, untranslated.title) = (1, Wording::english("How was the course?"));
    for item in untranslated.sections.iter_mut().flat_map(|section| &mut section.items) {
        item.text = Wording::english(item.text.read(untranslated.sides[0], "en"));
    }
    let mut reworded = untranslated.clone();
    reworded.version = 9;
    let mut items = reworded.sections.iter_mut().flat_map(|section| &mut section.items);
    let useful = items.find(|item| item.key == "react_useful").unwrap();
    useful.text = Wording::english("How much use was the course?");
    for (newest, breaks) in [(&untranslated, false), (&reworded, true)] {
        let app = TestApp::start().await;
        held_asking(&app, &untranslated, "Pilot course 1", 60, (9, 4)).await;
        held(&app, "Pilot course 2", 40, 9, 4).await;
        held_asking(&app, newest, "Pilot course 3", 20, (12, 5)).await;
        app.wait_days(11);
        app.run_due().await;
        let manager = app.signed_in(PersonRole::Manager).await;
        let picture = manager.get(&format!("{PAGE}/charts/courses-wide.svg")).await;
        picture.has_status(200);
        assert_eq!(picture.body.contains("the wording changed here"), breaks, "{}", newest.version);
    }
}

/// So many courses with a summary, a week apart, all answered alike: “Pilot course 1” and so on.
async fn summed_up(app: &TestApp, how_many: i64) {
    let (course, feedback) = held(app, &format!("Pilot course {how_many}"), 20, 9, 4).await;
    app.wait_days(11);
    app.run_due().await;
    let db = app.app.db.write_one();
    let feedback = rounds::find(app.app.db.read(), feedback.id).await.unwrap().unwrap();
    let counted = tallies::of_round(db, feedback.id).await.unwrap();
    let counted = counted.into_iter().map(|cell| ((cell.item, cell.grp, cell.value), cell.n)).collect();
    for number in 1..how_many {
        let starts_at = course.starts_at - (24 * 7 * number).hours();
        let (id, round) = (Uuid::new_v4(), Uuid::new_v4());
        let title = format!("Pilot course {}", how_many - number);
        let code = Uuid::new_v4().simple().to_string()[..6].to_uppercase();
        courses::add(db, &Course { id, title, starts_at, ..course.clone() }).await.unwrap();
        rounds::add(db, &Round { id: round, code, ..feedback.clone() }).await.unwrap();
        courses::attach(db, id, round, RoundPurpose::Feedback).await.unwrap();
        tallies::replace(db, round, &counted).await.unwrap();
        courses::freeze(db, id, app.now()).await.unwrap();
    }
}

#[rocket::async_test]
async fn a_hundred_and_fifty_courses_stand_side_by_side_soon() {
    let app = TestApp::start().await;
    Box::pin(summed_up(&app, 150)).await;
    let manager = app.signed_in(PersonRole::Manager).await;
    let began = Instant::now();
    let page = manager.get(PAGE).await;
    page.has_status(200).says("How 150 courses compare").says("Pilot course 1, ").says("Pilot course 150, ");
    page.says("The latest 100 of 150 courses are drawn.");
    assert!(began.elapsed() < Duration::from_mins(1), "{:?}", began.elapsed());
    assert!(page.body.len() < 8_000_000, "{} bytes", page.body.len());
    page.never_says("Earlier courses").never_says("Later courses");
}

#[rocket::async_test]
async fn of_more_courses_the_latest_stand_side_by_side_and_earlier_ones_on_a_page_of_their_own() {
    let app = TestApp::start().await;
    Box::pin(summed_up(&app, 151)).await;
    let manager = app.signed_in(PersonRole::Manager).await;
    let latest = manager.get(PAGE).await;
    latest
        .has_status(200)
        .says("How 150 courses compare")
        .says("Pilot course 151, ")
        .says("Pilot course 2, ");
    latest.never_says("Pilot course 1, ").never_says("Later courses");
    let earlier = manager.get(&way(&latest, "Earlier courses").unwrap()).await;
    earlier
        .has_status(200)
        .says("One earlier course")
        .says("Pilot course 1, ")
        .never_says("Pilot course 2, ");
    earlier.never_says("Earlier courses");
    // The files are of the courses that stand there.
    let mut files = earlier.body.split("href=\"").filter_map(|rest| rest.split('"').next());
    let data = files.find(|address| address.contains("/charts/courses.csv?after=")).unwrap();
    manager.get(data).await.has_status(200).says("Pilot course 1").never_says("Pilot course 2");
    let back = manager.get(&way(&earlier, "Later courses").unwrap()).await;
    back.says("How 150 courses compare").says("Pilot course 151, ").never_says("Later courses");
}

#[rocket::async_test]
async fn a_round_tells_how_far_people_came() {
    let app = TestApp::start().await;
    let (_, feedback) = held(&app, "Pilot course 3", 2, 4, 4).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page = format!("/programmes/reading/rounds/{}", feedback.code);
    let open = trainer.get(&page).await;
    open.has_status(200).says("Response progress").says("there is no response rate");
    open.never_says("Of those invited");

    for person in 0..8 {
        app.invite(&feedback, &format!("person{person}@example.org")).await;
    }
    // They may have answered by the open link, too.
    let listed = trainer.get(&page).await;
    listed.says("there is no response rate").says("<dt>Invited</dt><dd>8</dd>");
    listed.never_says("AAPOR RR2").never_says("Of those invited").never_says("Delivered");
}
