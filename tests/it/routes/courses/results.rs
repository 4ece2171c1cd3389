//! The results of one course: its own surveys side by side.

use common_ground::{
    store::{
        courses::{self, Course, RoundPurpose},
        people::PersonRole,
        rounds::Round,
    },
    survey::round::RoundState,
};
use jiff::ToSpan;
use uuid::Uuid;

use crate::support::app::TestApp;

/// A course that was held yesterday, with a survey before it, one at its end and one seven weeks later.
struct Held {
    course: Course,
    before: Round,
    feedback: Round,
    later: Round,
}

impl Held {
    async fn in_programme(app: &TestApp) -> Self {
        let db = app.app.db.write_one();
        let starts_at = app.now() - 24.hours();
        let course = Course {
            id: Uuid::new_v4(),
            programme: app.programme.id,
            title: "Pilot course 4".to_owned(),
            place: "East Ham Library".to_owned(),
            starts_at,
            ends_at: starts_at + 6.hours(),
            time_zone: "Europe/London".to_owned(),
            aims: Vec::new(),
            summary_at: app.now() + (10 * 24).hours(),
            frozen_at: None,
            trainers: String::new(),
            state: courses::CourseState::Planned,
        };
        courses::add(db, &course).await.unwrap();
        let before = app.round("course_pre", |round| round.closes_at = app.now() + 1.hours()).await;
        let feedback = app.round("course_post", |_| {}).await;
        let later = app
            .round("course_follow", |round| {
                round.state = RoundState::Planned;
                round.opens_at = app.now() + (40 * 24).hours();
                round.closes_at = app.now() + (54 * 24).hours();
            })
            .await;
        for (round, purpose) in [
            (&before, RoundPurpose::Before),
            (&feedback, RoundPurpose::Feedback),
            (&later, RoundPurpose::FollowUp),
        ] {
            courses::attach(db, course.id, round.id, purpose).await.unwrap();
        }
        Self { course, before, feedback, later }
    }

    fn page(&self) -> String {
        format!("/programmes/reading/courses/{}/results", self.course.id)
    }
}

/// Somebody answers the survey after a course: so confident then, so confident now.
async fn look_back(app: &TestApp, round: &Round, then: &str, now: &str) {
    let survey = app.app.survey(round).await.unwrap();
    let key = Uuid::new_v4().to_string();
    let mut form = vec![
        ("action".to_owned(), "submit".to_owned()),
        ("key".to_owned(), key),
        ("answers[staff_group]".to_owned(), "outreach".to_owned()),
        ("answers[react_useful]".to_owned(), "4".to_owned()),
    ];
    for aim in survey.aims() {
        form.push((format!("answers[{aim}__then]"), then.to_owned()));
        form.push((format!("answers[{aim}__now]"), now.to_owned()));
    }
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (&**name, &**value)).collect();
    app.visitor().await.post(&format!("/s/{}", round.code), &form).await.has_status(303);
}

/// The cells of the first row of the first table.
fn first_row(page: &str) -> Vec<String> {
    let table = page.split("<tbody>").nth(1).unwrap_or_default();
    let row = table.split("</tr>").next().unwrap_or_default();
    let cells = row.split("data-l=\"").skip(1).filter_map(|cell| cell.split_once('>'));
    cells.map(|(_, cell)| cell.split('<').next().unwrap_or_default().to_owned()).collect()
}

#[rocket::async_test]
async fn what_the_surveys_of_a_course_brought_stands_side_by_side_with_the_change() {
    let app = TestApp::start().await;
    let held = Held::in_programme(&app).await;
    app.answers(&held.before, "outreach", 6, 2).await;
    for _ in 0..10 {
        look_back(&app, &held.feedback, "2", "4").await;
    }
    let page = held.page();
    app.wait_days(9);
    app.run_due().await;
    let readers = [app.signed_in(PersonRole::Trainer).await, app.signed_in(PersonRole::Manager).await];
    for reader in &readers {
        let seen = reader.get(&page).await;
        seen.has_status(200)
            .says("<h1>Looking back, confidence is up")
            .says("<svg")
            .says("Confidence at each time");
        seen.says("All answers of the day are in.").says("Download").says("It opens automatically on ");
        assert_eq!(first_row(&seen.body), ["2.0", "6", "2.0", "10", "4.0", "10", "+2.0", "–"]);
    }
    app.wait_days(2);
    assert_eq!(app.run_due().await.summaries, 1);
    let (trainer, manager) =
        (app.signed_in(PersonRole::Trainer).await, app.signed_in(PersonRole::Manager).await);
    for reader in [&trainer, &manager] {
        let seen = reader.get(&page).await;
        seen.says("<h1>Looking back, confidence is up")
            .says("These are the figures of the summary, frozen on ");
        assert_eq!(first_row(&seen.body), ["2.0", "6", "2.0", "10", "4.0", "10", "+2.0", "–"]);
        for round in [&held.before, &held.feedback] {
            seen.says(&format!("/programmes/reading/rounds/{}/results", round.code));
        }
        seen.says("Read the summary").says("Compare with other courses");
        reader.get(&format!("/programmes/reading/courses/{}", held.course.id)).await.says("See the results");
        reader.get("/programmes/reading/results").await.says("Pilot course 4, East Ham Library").says(&page);
        let csv = reader.get(&format!("{page}/confidence.csv")).await;
        csv.has_status(200).says("key,label,n_before,mean_before,").says(",6,2,10,2,10,4,2,,,10,0,0,,,0");
        reader.get(&format!("{page}/charts/then-now-wide.svg")).await.has_status(200).says("<svg");
        reader.get(&format!("{page}/charts/nothing-wide.svg")).await.has_status(404);
    }
    trainer.get(&page).await.says("Review the comments").says("Individual answers, Excel files");
    manager.get(&page).await.never_says("Review the comments").never_says("Individual answers");

    // Weeks later: the frozen figures stay, and beside them is what was asked last.
    app.wait_days(31);
    app.run_due().await;
    app.answers(&held.later, "outreach", 7, 3).await;
    app.run_due().await;
    let (trainer, manager) =
        (app.signed_in(PersonRole::Trainer).await, app.signed_in(PersonRole::Manager).await);
    let open = trainer.get(&page).await;
    open.says("More answers can come").says("Weeks later, answered").never_says("Download");
    assert_eq!(first_row(&open.body)[6..8], ["too few answers", "–"], "the first batch is held back");
    manager.get(&page).await.has_status(200).never_says("Weeks later, answered").says("Download");
    app.wait_days(14);
    app.run_due().await;
    let manager = app.signed_in(PersonRole::Manager).await;
    let closed = manager.get(&page).await;
    assert_eq!(first_row(&closed.body), ["2.0", "6", "2.0", "10", "4.0", "10", "3.0", "7", "+2.0", "–"]);
    closed.says("Only “then” and “now” come from the same people");
}

#[rocket::async_test]
async fn a_course_whose_feedback_is_open_shows_trainers_whole_batches_and_managers_what_is_closed() {
    let app = TestApp::start().await;
    let held = Held::in_programme(&app).await;
    let page = held.page();
    let (trainer, manager) =
        (app.signed_in(PersonRole::Trainer).await, app.signed_in(PersonRole::Manager).await);
    trainer.get(&page).await.has_status(200).says("Nobody has answered yet").never_says("<svg");
    manager.get(&page).await.has_status(403);
    let mut seen = Vec::new();
    for _ in 0..3 {
        for _ in 0..5 {
            look_back(&app, &held.feedback, "2", "4").await;
        }
        app.run_due().await;
        let open = trainer.get(&page).await;
        open.says("More answers can come").never_says("Download").never_says("Change, then to now");
        trainer.get(&format!("{page}/confidence.csv")).await.has_status(404);
        seen.push(open.body.contains("Confidence at each time"));
    }
    assert_eq!(seen, [false, false, true], "ten by an open link, and five more after them");
    let shown = first_row(&trainer.get(&page).await.body);
    assert_eq!(shown, ["too few answers", "–", "2.0", "10", "4.0", "10"], "before, then, now");
    look_back(&app, &held.feedback, "5", "1").await;
    app.run_due().await;
    assert_eq!(first_row(&trainer.get(&page).await.body), shown, "one answer more changes no figure");

    // The survey before it closes: that is what managers read, and nothing of what is open.
    app.answers(&held.before, "outreach", 8, 3).await;
    app.clock.set(app.now() + 2.hours());
    app.run_due().await;
    let closed = manager.get(&page).await;
    closed.has_status(200).never_says("At the end, answered").never_says("What people thought of the day");
    assert_eq!(first_row(&closed.body), ["3.0", "8"]);
}

#[rocket::async_test]
async fn a_course_that_has_asked_nothing_yet_says_what_happens_next() {
    let app = TestApp::start().await;
    let held = Held::in_programme(&app).await;
    let ahead = Course { id: Uuid::new_v4(), title: "Pilot course 5".to_owned(), ..held.course.clone() };
    courses::add(app.app.db.write_one(), &ahead).await.unwrap();
    let page = format!("/programmes/reading/courses/{}/results", ahead.id);
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer
        .get(&page)
        .await
        .has_status(200)
        .says("No survey is planned for this course")
        .says("Add a survey");
    courses::attach(app.app.db.write_one(), ahead.id, held.later.id, RoundPurpose::FollowUp).await.unwrap();
    let next = trainer.get(&page).await;
    next.says("Pilot course 5: no results yet")
        .says("The follow-up opens automatically on Tuesday 30 June, 10:00");
    next.never_says("<svg").never_says("Download");
    app.signed_in(PersonRole::Manager).await.get(&page).await.has_status(403);
    let nowhere = Uuid::new_v4();
    trainer.get(&format!("/programmes/reading/courses/{nowhere}/results")).await.has_status(404);
}

#[rocket::async_test]
async fn what_was_marked_before_the_course_is_said_beside_what_people_say_looking_back() {
    let app = TestApp::start().await;
    let held = Held::in_programme(&app).await;
    // Before it they thought themselves as confident as now; looking back they say that they were not.
    app.answers(&held.before, "outreach", 12, 4).await;
    for _ in 0..12 {
        look_back(&app, &held.feedback, "2", "4").await;
    }
    app.wait_days(9);
    app.run_due().await;
    let manager = app.signed_in(PersonRole::Manager).await;
    let page = held.page();
    let both = "Looking back, confidence is up on all";
    let seen = manager.get(&page).await;
    seen.says(both).says("aims; compared with ratings given before the course, it is about level");
    let picture = manager.get(&format!("{page}/charts/then-now-wide.svg")).await;
    picture
        .has_status(200)
        .says(both)
        .says("compared with ratings given before the course, it is about level")
        .says(">then, looking back<")
        .says(">now<")
        .says(">given before the course<")
        .says("shift\u{a0}−2.0")
        .says("12\u{a0}before the course");
}

#[rocket::async_test]
async fn how_many_answered_stands_beside_other_courses_once_there_are_two() {
    let app = TestApp::start().await;
    let held = Held::in_programme(&app).await;
    app.answers(&held.feedback, "outreach", 9, 4).await;
    let first = Course {
        id: Uuid::new_v4(),
        title: "Pilot course 3".to_owned(),
        starts_at: held.course.starts_at - (20 * 24).hours(),
        ends_at: held.course.ends_at - (20 * 24).hours(),
        ..held.course.clone()
    };
    courses::add(app.app.db.write_one(), &first).await.unwrap();
    let feedback = app.round("course_post", |_| {}).await;
    courses::attach(app.app.db.write_one(), first.id, feedback.id, RoundPurpose::Feedback).await.unwrap();
    app.answers(&feedback, "outreach", 4, 4).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.get(&held.page()).await.has_status(200).never_says("Response by course");
    app.wait_days(9);
    app.run_due().await;
    let manager = app.signed_in(PersonRole::Manager).await;
    manager.get(&held.page()).await.has_status(200).never_says("Response by course");

    // Four are too few to stand beside others; a third course had enough.
    let third = Course { id: Uuid::new_v4(), title: "Pilot course 2".to_owned(), ..first.clone() };
    courses::add(app.app.db.write_one(), &third).await.unwrap();
    let feedback = app.round("course_post", |_| {}).await;
    courses::attach(app.app.db.write_one(), third.id, feedback.id, RoundPurpose::Feedback).await.unwrap();
    app.answers(&feedback, "outreach", 14, 4).await;
    app.wait_days(9);
    app.run_due().await;
    let manager = app.signed_in(PersonRole::Manager).await;
    let seen = manager.get(&held.page()).await;
    seen.says("Response by course")
        .says("Between 9 and 14 people answered at each of 2 courses")
        .says("Pilot course 2, ")
        .says("<figcaption>People who answered the survey at the end of each course.</figcaption>");
    seen.never_says("Pilot course 3, ");
}
