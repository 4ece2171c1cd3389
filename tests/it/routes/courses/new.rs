//! The form of a course.

use common_ground::{
    store::{
        courses::{self, RoundPurpose},
        invitations, mailings,
        people::PersonRole,
    },
    survey::round::{PrivacyMode, RoundState, Side},
};
use jiff::Timestamp;

use crate::support::{
    app::TestApp,
    planning::{NEW, between, filled, plan, round, with},
};

#[rocket::async_test]
async fn a_course_is_planned_in_one_form_and_everything_follows_from_its_day() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let home = trainer.get("/programmes/reading").await;
    home.says("Plan a course").says(&format!("href=\"{NEW}\""));
    trainer.get(NEW).await.has_status(200).says("value=\"Europe/London\"").says("Aims").says("Do not ask");

    let (course, address) = plan(&app, &trainer, &filled()).await;
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    assert_eq!((course.starts_at, course.ends_at), (at("2026-06-16T09:00:00Z"), at("2026-06-16T15:00:00Z")));
    assert_eq!(course.aims.len(), 4);
    let before = round(&app, &course, RoundPurpose::Before).await;
    assert_eq!((before.opens_at, before.closes_at), (at("2026-06-06T08:00:00Z"), course.starts_at));
    let feedback = round(&app, &course, RoundPurpose::Feedback).await;
    assert_eq!(
        (feedback.opens_at, feedback.closes_at),
        (at("2026-06-16T14:30:00Z"), at("2026-06-24T16:00:00Z"))
    );
    assert_eq!((feedback.side, feedback.privacy), (Side::Library, PrivacyMode::Anonymous));
    assert_eq!((feedback.state, feedback.aims.clone()), (RoundState::Planned, course.aims.clone()));
    let letters = mailings::of_round(app.app.db.read(), feedback.id).await.unwrap();
    assert_eq!(letters.len(), 2, "an invitation and a reminder");

    let page = trainer.get(&address).await;
    page.has_status(200)
        .says("The course is planned")
        .says("Pilot course 6: it is on Tuesday 16 June")
        .says("Invitation about feedback: waiting for participants")
        .says("Reminder about feedback: waiting for participants")
        .says("The follow-up opens")
        .says("Tom Hartley, Ines Okafor")
        .says("Add the people who take part");
    let manager = app.signed_in(PersonRole::Manager).await;
    manager.get(NEW).await.has_status(403);
}

#[rocket::async_test]
async fn every_field_says_what_to_mend_and_keeps_what_was_entered() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let long = "x".repeat(201);
    let longer = "y".repeat(2_001);
    let stranger = "5d0a52c2-0c7f-4d0e-9a37-3f9b51a1f2aa";
    let slips: [(&str, &[&str], &str); 20] = [
        ("title", &[], "Enter the title of the course"),
        ("title", &[&*long], "Shorten this to 200 characters or fewer"),
        ("place", &[""], "Enter the place"),
        ("date", &["16 June"], "Enter a date, such as 2026-05-21"),
        ("date", &["9999-12-31"], "Enter a date, such as 2026-05-21"),
        ("date", &["2025-06-16"], "The times of the surveys you selected have all passed"),
        ("starts", &["morning"], "Enter a time, such as 10:00"),
        ("ends", &["09:00"], "Enter an end that is later than the start"),
        ("ends", &["10:00"], "Enter an end that is later than the start"),
        ("more_days", &["2026-06-17"], "Line 1: enter a date, a start and an end"),
        ("more_days", &["2026-06-15 10:00 to 12:00"], "Enter the first day above"),
        ("more_days", &["2026-06-16 12:00 to 18:00"], "two of these times overlap"),
        ("time_zone", &["Europe/Londres"], "Enter the name of a time zone, such as Europe/London"),
        ("trainers", &[&*longer], "Shorten the names of the trainers"),
        ("aims", &["conf_initiative"], "Select exactly four aims; you have selected 1"),
        ("aims", &["a", "b", "c", "d"], "Select exactly four aims"),
        ("feedback", &["everything"], "Select a survey from this list"),
        ("before", &["partner_expect"], "is only for partners: select another survey, or ask partners too"),
        ("side", &["both"], "Select who is asked"),
        ("privacy", &[], "Select who can see who said what"),
    ];
    for (field, values, problem) in slips {
        let reply = trainer.post(NEW, &with(field, values)).await;
        reply.has_status(422).says("There is a problem").says(problem);
        if field != "title" {
            reply.says("value=\"Pilot course 6\"");
        }
    }
    for (field, value) in [("partners", stranger), ("ledger", "nonsense")] {
        trainer.post(NEW, &with(field, &[value])).await.has_status(404);
    }
    // A day and an hour that are both wrong are both told at once.
    let mut both = with("date", &["30 February"]);
    both.retain(|(name, _)| *name != "starts");
    both.push(("starts", "noon"));
    let reply = trainer.post(NEW, &both).await;
    reply.has_status(422).says("Enter a date, such as 2026-05-21").says("Enter a time, such as 10:00");
    reply.says("href=\"#starts\"").says("value=\"30 February\"").says("value=\"noon\"");
    // 01:30 does not happen on the morning on which the clocks go forward.
    let mut gap = with("date", &["2027-03-28"]);
    gap.retain(|(name, _)| *name != "starts");
    gap.push(("starts", "01:30"));
    trainer.post(NEW, &gap).await.has_status(422).says("the clocks go forward");
    trainer.post(NEW, &[("title", "\u{0}")]).await.has_status(422);
    trainer.get("/programmes/reading/courses").await.says("No course is planned yet");
}

#[rocket::async_test]
async fn a_form_that_is_sent_twice_plans_one_course_and_one_that_was_changed_plans_another() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page = trainer.get(NEW).await;
    let once = between(&page, "name=\"once\" value=\"", "\"").to_owned();
    let mut form = filled();
    form.push(("once", &once));
    let (course, address) = plan(&app, &trainer, &form).await;
    // A double click, or the way back and the same button again.
    let again = trainer.post(NEW, &form).await;
    again.leads_to(&address);
    trainer.follow(&again).await.says("The course is planned");
    let db = app.app.db.read();
    assert_eq!(crate::support::course::of_programme(db, app.programme.id).await.len(), 1);
    assert_eq!(courses::rounds(db, course.id).await.unwrap().len(), 3);
    // Back in the browser, another title: another course.
    form.retain(|(name, _)| *name != "title");
    form.push(("title", "Pilot course 7"));
    let (other, _) = plan(&app, &trainer, &form).await;
    assert_ne!(other.id, course.id);
    // What is refused keeps the mark.
    form.retain(|(name, _)| *name != "title");
    trainer.post(NEW, &form).await.has_status(422).says(&format!("name=\"once\" value=\"{once}\""));
}

#[rocket::async_test]
async fn a_survey_that_is_added_twice_by_a_double_click_is_asked_once() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (course, address) = plan(&app, &trainer, &filled()).await;
    let page = trainer.get(&format!("{address}/rounds/new")).await;
    let once = between(&page, "name=\"once\" value=\"", "\"").to_owned();
    let form = [
        ("once", &*once),
        ("survey", "course_post"),
        ("purpose", "feedback"),
        ("opens_day", "2026-07-01"),
        ("opens_time", "09:00"),
        ("closes_day", "2026-07-08"),
        ("closes_time", "17:00"),
    ];
    for _ in 0..2 {
        trainer.post(&format!("{address}/rounds/new"), &form).await.leads_to(&address);
    }
    assert_eq!(courses::rounds(app.app.db.read(), course.id).await.unwrap().len(), 4);
}

#[rocket::async_test]
async fn a_course_is_planned_late_and_what_would_be_over_is_left_out() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    // Two days ago.
    let (course, address) = plan(&app, &trainer, &with("date", &["2026-05-19"])).await;
    trainer
        .get(&address)
        .await
        .says("The survey before the course was skipped because the course has started");
    app.run_due().await;
    trainer.get(&address).await.says("feedback closes on Wednesday 27 May");
    let rounds = courses::rounds(app.app.db.read(), course.id).await.unwrap();
    assert!(rounds.iter().all(|(purpose, _)| *purpose != RoundPurpose::Before));
    let feedback = round(&app, &course, RoundPurpose::Feedback).await;
    let letters = mailings::of_round(app.app.db.read(), feedback.id).await.unwrap();
    assert!(letters.iter().all(|letter| letter.at >= app.now()), "no letter is planned for the past");

    // A fortnight ago: feedback would be over by its usual times.
    let (course, _) = plan(&app, &trainer, &with("date", &["2026-05-07"])).await;
    let feedback = round(&app, &course, RoundPurpose::Feedback).await;
    let days = feedback.closes_at.duration_since(app.now()).as_hours() / 24;
    assert!((4..=6).contains(&days), "people have five days: {days}");
    assert!(course.summary_at > feedback.closes_at);
}

#[rocket::async_test]
async fn a_course_that_is_running_is_set_up_today() {
    let app = TestApp::start().await;
    app.clock.set("2026-06-16T11:00:00Z".parse().unwrap());
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (course, address) = plan(&app, &trainer, &filled()).await;
    trainer.get(&address).await.says("The survey before the course was skipped").says("it is today");
    let feedback = round(&app, &course, RoundPurpose::Feedback).await;
    assert_eq!(feedback.opens_at, "2026-06-16T14:30:00Z".parse::<Timestamp>().unwrap());
}

#[rocket::async_test]
async fn a_course_of_several_days_is_timed_by_its_first_start_and_its_last_end() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let days = "17 June 2026, 09:30 to 12:00\n2026-06-23 10:00 to 15:00";
    let (course, address) = plan(&app, &trainer, &with("more_days", &[days])).await;
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    assert_eq!((course.starts_at, course.ends_at), (at("2026-06-16T09:00:00Z"), at("2026-06-23T14:00:00Z")));
    assert_eq!(round(&app, &course, RoundPurpose::Before).await.closes_at, course.starts_at);
    assert_eq!(round(&app, &course, RoundPurpose::Feedback).await.opens_at, at("2026-06-23T13:30:00Z"));
    let page = trainer.get(&address).await;
    page.says("Wednesday 17 June, 09:30 to 12:00").says("until Tuesday 23 June, 15:00");
    // Moved, every day moves.
    let step = format!("{address}/steps/day");
    trainer.post(&step, &[("day", "2026-06-18"), ("time", "10:00")]).await.leads_to(&address);
    trainer.get(&address).await.says("Friday 19 June, 09:30 to 12:00");
}

#[rocket::async_test]
async fn a_survey_of_the_programme_is_asked_in_a_course_with_aims_or_without() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let copied =
        trainer.post("/programmes/reading/surveys/course_post/copy", &[("title", "Our own feedback")]).await;
    let address = copied.header("Location").unwrap().to_owned();
    let key = address.rsplit_once('/').unwrap().1.to_owned();
    trainer.get(NEW).await.never_says("Our own feedback");
    let edit = trainer.get(&format!("{address}/publish")).await.field("edit").unwrap().to_owned();
    trainer.post(&format!("{address}/publish"), &[("edit", &edit)]).await.has_status(303);
    trainer.get(NEW).await.says("Our own feedback");
    let (course, _) = plan(&app, &trainer, &with("feedback", &[&*key])).await;
    let feedback = round(&app, &course, RoundPurpose::Feedback).await;
    let survey = app.app.survey(&feedback).await.unwrap();
    assert_eq!((&survey.key, &feedback.aims), (&key, &course.aims));

    // A survey without aims asks for none, and takes none.
    let mut form = with("feedback", &["staff_needs"]);
    form.retain(|(name, _)| !["before", "follow_up"].contains(name));
    trainer.post(NEW, &form).await.has_status(422).says("Select only aims from this course’s surveys");
    form.retain(|(name, _)| *name != "aims");
    let (course, _) = plan(&app, &trainer, &form).await;
    assert!(course.aims.is_empty());
    assert!(round(&app, &course, RoundPurpose::Feedback).await.aims.is_empty());
}

#[rocket::async_test]
async fn a_course_belongs_to_the_latest_surveys_of_both_sides_and_names_its_partners() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let db = app.app.db.write_one();
    let elm = invitations::add_partner(db, app.programme.id, "Elm House", "childrens_home").await.unwrap();
    let offer = app.round("staff_offer", |_| {}).await;
    let form = trainer.get(NEW).await;
    form.says("Elm House").says("Surveys of both sides").says(&format!("value=\"{}\" checked", offer.id));
    let (elm, id) = (elm.to_string(), offer.id.to_string());
    let mut filled: Vec<(&str, &str)> = filled();
    filled.extend([("partners", &*elm), ("ledger", &*id)]);
    let (course, address) = plan(&app, &trainer, &filled).await;
    assert_eq!(round(&app, &course, RoundPurpose::LibraryOffer).await.id, offer.id);
    trainer.get(&address).await.says("Partners there").says("Elm House");
    // Held again: everything but the day is filled in.
    let again = trainer.get(&format!("{NEW}?like={}", course.id)).await;
    again.has_status(200).says("value=\"Plaistow Library\"").says("name=\"date\" value=\"\"");
    again.says(&format!("value=\"{elm}\" checked")).says("value=\"course_follow\" selected");
    trainer.get(&format!("{NEW}?like=5d0a52c2-0c7f-4d0e-9a37-3f9b51a1f2aa")).await.has_status(404);
}
