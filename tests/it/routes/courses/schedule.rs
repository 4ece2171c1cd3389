//! The steps of a course: by themselves, moved, left out and done at once.

use common_ground::{
    store::{
        audit,
        courses::{self, CourseState, RoundPurpose},
        mailings,
        people::PersonRole,
        summaries,
    },
    survey::round::RoundState,
};
use jiff::{Timestamp, ToSpan};

use crate::support::{
    app::TestApp,
    planning::{filled, plan, round, with},
    visitor::Reply,
};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[rocket::async_test]
async fn a_course_lives_from_the_form_to_its_summary_by_itself() {
    let app = TestApp::start().await;
    app.person("head@library.example.org", PersonRole::Manager).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (course, address) = plan(&app, &trainer, &filled()).await;

    app.clock.set(at("2026-06-06T08:00:00Z"));
    assert_eq!(app.run_due().await.opened, 1);
    let before = round(&app, &course, RoundPurpose::Before).await;
    assert_eq!(before.state, RoundState::Open);
    app.answers(&before, "front_line", 6, 2).await;

    app.clock.set(at("2026-06-16T14:30:00Z"));
    let done = app.run_due().await;
    assert_eq!(
        (done.opened, done.closed),
        (1, 1),
        "feedback opens in the room; the survey before it has finished"
    );
    let feedback = round(&app, &course, RoundPurpose::Feedback).await;
    app.answers(&feedback, "front_line", 7, 4).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.get(&address).await.says("feedback closes on Wednesday 24 June");
    trainer.get("/programmes/reading").await.says("7 people have answered");

    app.clock.set(at("2026-06-24T16:00:00Z"));
    let done = app.run_due().await;
    assert_eq!((done.closed, done.summaries), (1, 0), "the summary waits for the morning");
    app.clock.set(at("2026-06-25T08:00:00Z"));
    let done = app.run_due().await;
    assert_eq!((done.summaries, done.letters), (1, 1));
    app.clock.set(at("2026-08-04T08:00:00Z"));
    assert_eq!(app.run_due().await.opened, 1, "the follow-up");
}

#[rocket::async_test]
async fn a_step_is_moved_and_what_hangs_on_it_moves_with_it() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (course, address) = plan(&app, &trainer, &filled()).await;
    let before = round(&app, &course, RoundPurpose::Before).await;
    let opens = format!("{address}/steps/opens-{}", before.code);
    trainer.get(&opens).await.has_status(200).says("The opening of the survey before the course");
    let unknown = [("act", "explode"), ("day", "2026-06-09"), ("time", "09:00")];
    let refused = trainer.post(&opens, &unknown).await;
    refused.has_status(422).says("Select what should happen").says("value=\"2026-06-09\"");
    let moved = trainer.post(&opens, &[("act", "move"), ("day", "2026-06-09"), ("time", "09:00")]).await;
    moved.leads_to(&address);
    trainer
        .get(&address)
        .await
        .says("The opening of the survey before the course is now on Tuesday 9 June, 09:00");
    let before = round(&app, &course, RoundPurpose::Before).await;
    assert_eq!(before.opens_at, at("2026-06-09T08:00:00Z"));
    let letters = mailings::of_round(app.app.db.read(), before.id).await.unwrap();
    assert!(letters.iter().all(|letter| letter.at >= before.opens_at && letter.at < before.closes_at));

    // The day moves everything that is still to come.
    let day =
        trainer.post(&format!("{address}/steps/day"), &[("day", "2026-06-23"), ("time", "10:00")]).await;
    day.leads_to(&address);
    let course = courses::find(app.app.db.read(), course.id).await.unwrap().unwrap();
    assert_eq!((course.starts_at, course.ends_at), (at("2026-06-23T09:00:00Z"), at("2026-06-23T15:00:00Z")));
    assert_eq!(course.summary_at, at("2026-07-02T08:00:00Z"));
    let feedback = round(&app, &course, RoundPurpose::Feedback).await;
    assert_eq!(feedback.closes_at, at("2026-07-01T16:00:00Z"));
    let acts = audit::latest(app.app.db.read(), app.programme.id, 9).await.unwrap();
    assert!(acts.iter().any(|entry| entry.act == "moved the day" && entry.object == "Pilot course 6"));
}

#[rocket::async_test]
async fn a_move_that_breaks_the_order_says_why() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (course, address) = plan(&app, &trainer, &filled()).await;
    let before = round(&app, &course, RoundPurpose::Before).await;
    let feedback = round(&app, &course, RoundPurpose::Feedback).await;
    let letters = mailings::of_round(app.app.db.read(), feedback.id).await.unwrap();
    for (step, day, time, why) in [
        (format!("opens-{}", before.code), "2026-05-20", "09:00", "Enter a time in the future"),
        (format!("opens-{}", before.code), "2026-06-16", "10:00", "Enter a time before it closes"),
        (format!("opens-{}", feedback.code), "2026-06-15", "10:00", "Enter a time after the course starts"),
        (format!("closes-{}", feedback.code), "2026-06-16", "15:00", "Enter a time after it opens"),
        (format!("closes-{}", feedback.code), "2026-06-26", "09:00", "or move the summary first"),
        (format!("closes-{}", before.code), "2026-06-17", "09:00", "no later than the start of the course"),
        (format!("email-{}", letters[1].id), "2026-06-16", "15:30", "Enter a time after the invitation"),
        (format!("email-{}", letters[0].id), "2026-06-23", "09:00", "Enter a time before the reminder"),
        (format!("email-{}", letters[1].id), "2026-06-25", "09:00", "Enter a time before feedback closes"),
        ("summary".to_owned(), "2026-06-20", "09:00", "Enter a time after the last survey closes"),
        ("summary".to_owned(), "then", "09:00", "Enter a date, such as 2026-05-21"),
        ("day".to_owned(), "2027-03-28", "01:30", "the clocks go forward"),
    ] {
        let reply = trainer.post(&format!("{address}/steps/{step}"), &[("day", day), ("time", time)]).await;
        reply.has_status(422).says(why).says(&format!("value=\"{day}\""));
    }
    for nothing in ["nothing", "opens-QQQQQQ", "email-", "summary/never"] {
        trainer.get(&format!("{address}/steps/{nothing}")).await.has_status(404);
    }
}

#[rocket::async_test]
async fn what_is_left_out_does_not_happen() {
    let app = TestApp::start().await;
    app.person("head@library.example.org", PersonRole::Manager).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (course, address) = plan(&app, &trainer, &filled()).await;
    let before = round(&app, &course, RoundPurpose::Before).await;
    let step = format!("{address}/steps/opens-{}", before.code);
    // The form leads to a page that asks first.
    trainer.post(&step, &[("act", "skip")]).await.leads_to(&format!("{step}/skip"));
    trainer.get(&format!("{step}/skip")).await.says("Skip the survey before the course?");
    trainer.post(&format!("{step}/skip"), &[]).await.leads_to(&address);
    trainer.get(&address).await.says("It was skipped").says("The survey before the course was cancelled");
    trainer.post(&format!("{step}/skip"), &[]).await.has_status(422).says("This can no longer be changed");
    trainer.post(&format!("{address}/steps/summary/skip"), &[]).await.leads_to(&address);
    trainer.get(&address).await.says("No summary will be written");

    app.clock.set(at("2026-06-30T08:00:00Z"));
    let done = app.run_due().await;
    assert_eq!(done.summaries, 0);
    assert_eq!(round(&app, &course, RoundPurpose::Before).await.state, RoundState::Cancelled);
    // After all.
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.get(&format!("{address}/resume")).await.has_status(200).says("Reinstate the summary of");
    trainer.post(&format!("{address}/resume"), &[]).await.leads_to(&address);
    let summary = summaries::latest(app.app.db.read(), course.id).await.unwrap();
    assert!(summary.is_some(), "its time is past and its surveys are closed, so it is written at once");
}

/// A course that asks for feedback alone.
fn feedback_only() -> Vec<(&'static str, &'static str)> {
    let mut form = filled();
    form.retain(|(name, _)| !["before", "follow_up"].contains(name));
    form
}

#[rocket::async_test]
async fn what_is_done_at_once_is_done_once() {
    let app = TestApp::start().await;
    app.person("head@library.example.org", PersonRole::Manager).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (course, address) = plan(&app, &trainer, &feedback_only()).await;
    let feedback = round(&app, &course, RoundPurpose::Feedback).await;
    let (opens, closes) = (format!("opens-{}", feedback.code), format!("closes-{}", feedback.code));
    app.clock.set(course.starts_at + 1.hours());
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let now = |step: &str| format!("{address}/steps/{step}/now");
    trainer
        .get(&now("summary"))
        .await
        .says("The summary cannot be written now")
        .says("Feedback isn’t closed yet");
    trainer.post(&now("summary"), &[]).await.has_status(422).says("Feedback isn’t closed yet");
    trainer.post(&now(&closes), &[]).await.has_status(422).says("It isn’t open yet");

    trainer.post(&now(&opens), &[]).await.leads_to(&address);
    assert_eq!(round(&app, &course, RoundPurpose::Feedback).await.state, RoundState::Open);
    trainer.post(&now(&opens), &[]).await.has_status(422);
    app.answers(&feedback, "front_line", 7, 4).await;
    app.clock.set(app.now() + 1.hours());
    trainer.get(&now(&closes)).await.says("7 people have answered").says("can’t be reopened");
    trainer.post(&now(&closes), &[]).await.leads_to(&address);
    assert_eq!(round(&app, &course, RoundPurpose::Feedback).await.state, RoundState::Closed);
    let again = trainer.get(&format!("{address}/steps/{closes}")).await;
    again.says("This survey was anonymous").says("Ask again in a new survey");
    let reopen = [("day", "2026-06-30"), ("time", "10:00")];
    trainer.post(&format!("{address}/steps/{closes}"), &reopen).await.has_status(422);

    trainer.post(&now("summary"), &[]).await.leads_to(&address);
    let course = courses::find(app.app.db.read(), course.id).await.unwrap().unwrap();
    assert_eq!(course.state, CourseState::Frozen);
    assert_eq!(app.run_due().await.summaries, 0);
    trainer.get(&format!("{address}/steps/{closes}")).await.says("Its answers are frozen");
}

#[rocket::async_test]
async fn a_closed_confidential_survey_opens_again_until_its_summary_is_written() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (course, address) = plan(&app, &trainer, &with("privacy", &["confidential"])).await;
    app.clock.set(at("2026-06-16T15:00:00Z"));
    app.run_due().await;
    let feedback = round(&app, &course, RoundPurpose::Feedback).await;
    let closes = format!("{address}/steps/closes-{}", feedback.code);
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.post(&format!("{closes}/now"), &[]).await.leads_to(&address);
    trainer.get(&closes).await.says("Reopen feedback");
    trainer.post(&closes, &[("day", "2026-06-22"), ("time", "12:00")]).await.leads_to(&address);
    let again = round(&app, &course, RoundPurpose::Feedback).await;
    assert_eq!((again.state, again.closes_at), (RoundState::Open, at("2026-06-22T11:00:00Z")));
    app.answers(&again, "front_line", 5, 4).await;
    // And once more in a survey of its own.
    let more = format!("{address}/rounds/new");
    trainer.get(&more).await.has_status(200).says("Add a survey");
    trainer
        .post(&more, &[("purpose", "feedback"), ("survey", "course_post")])
        .await
        .has_status(422)
        .says("Enter a date");
    let window = [("opens_day", "2026-06-23"), ("opens_time", "09:00"), ("closes_day", "2026-06-24")];
    let mut form = window.to_vec();
    form.extend([("closes_time", "12:00"), ("survey", "course_post"), ("purpose", "feedback")]);
    trainer.post(&more, &form).await.leads_to(&address);
    let own = courses::rounds(app.app.db.read(), course.id).await.unwrap();
    assert_eq!(own.iter().filter(|(purpose, _)| *purpose == RoundPurpose::Feedback).count(), 2);
}

/// Everything in the tables of a page.
fn tables(page: &Reply) -> Vec<String> {
    page.body
        .split("<tbody>")
        .skip(1)
        .filter_map(|part| part.split("</tbody>").next())
        .map(str::to_owned)
        .collect()
}

#[rocket::async_test]
async fn two_closes_of_a_survey_never_differ_by_fewer_people_than_the_smallest_group() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (course, address) = plan(&app, &trainer, &with("privacy", &["confidential"])).await;
    app.clock.set(at("2026-06-16T15:00:00Z"));
    app.run_due().await;
    let feedback = round(&app, &course, RoundPurpose::Feedback).await;
    let (trainer, manager) =
        (app.signed_in(PersonRole::Trainer).await, app.signed_in(PersonRole::Manager).await);
    let step = format!("{address}/steps/closes-{}", feedback.code);
    let results = format!("/programmes/reading/rounds/{}/results", feedback.code);
    let close = async || trainer.post(&format!("{step}/now"), &[]).await.leads_to(&address).status;
    let open_again = async || {
        trainer.post(&step, &[("day", "2026-06-22"), ("time", "12:00")]).await.leads_to(&address).status
    };
    for (group, point) in [("front_line", 4), ("front_line", 5), ("outreach", 4), ("outreach", 5)] {
        app.answers(&feedback, group, 3, point).await;
    }
    close().await;
    let first = manager.get(&results).await;
    first.says("12 library staff answered").says("4.5 (6)").never_says("too few to be shown apart");

    // One person more: their answers are counted, and move no figure, in no table and in no file.
    let items = format!("{results}/items.csv");
    let figures = manager.get(&items).await.body;
    let course_results = format!("{address}/results");
    let of_course = manager.get(&course_results).await;
    of_course.has_status(200).says("12 people answered");
    open_again().await;
    app.answers(&feedback, "outreach", 1, 1).await;
    app.run_due().await;
    trainer.get(&results).await.never_says(">13<").never_says(">4.2<");
    close().await;
    let second = manager.get(&results).await;
    second.says("12 library staff answered").says("too few to be shown apart from the others");
    assert_eq!(tables(&second), tables(&first));
    assert_eq!(manager.get(&items).await.body, figures);
    let again = manager.get(&course_results).await;
    again.has_status(200).says("too few to be shown apart");
    assert_eq!(tables(&again), tables(&of_course));

    // With four more of another group they are five, but each group gained too few to tell what they answered.
    open_again().await;
    app.answers(&feedback, "front_line", 4, 1).await;
    app.run_due().await;
    close().await;
    assert_eq!(tables(&manager.get(&results).await), tables(&first));
    assert_eq!(manager.get(&items).await.body, figures);

    // One more of that group, and it moves: by its own five, and without the one of the other.
    open_again().await;
    app.answers(&feedback, "front_line", 1, 1).await;
    app.run_due().await;
    close().await;
    let fourth = manager.get(&results).await;
    fourth.says("17 library staff answered").says(">17<").says("too few to be shown apart").never_says("(7)");
    assert_ne!(tables(&fourth), tables(&first));
    let after = manager.get(&items).await.body;
    assert!(after.contains("react_useful,library,front_line,11,"), "{after}");
    assert!(after.contains("react_useful,library,outreach,6,"), "{after}");
}
