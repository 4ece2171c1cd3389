//! One more survey of a course.

use common_ground::{
    store::{
        courses::{self, RoundPurpose},
        invitations,
        people::PersonRole,
    },
    survey::round::PrivacyMode,
};

use crate::support::{
    app::TestApp,
    planning::{filled, plan, with},
};

const FORM: [(&str, &str); 6] = [
    ("survey", "course_post"),
    ("purpose", "follow_up"),
    ("opens_day", "2026-07-01"),
    ("opens_time", "09:00"),
    ("closes_day", "2026-07-08"),
    ("closes_time", "17:00"),
];

/// The form with another value in one field.
fn but(field: &str, value: &'static str) -> Vec<(&'static str, &'static str)> {
    FORM.into_iter().map(|(name, typed)| (name, if name == field { value } else { typed })).collect()
}

#[rocket::async_test]
async fn whatever_is_wrong_with_another_survey_is_said_and_what_was_typed_stays() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (course, address) = plan(&app, &trainer, &filled()).await;
    let new = format!("{address}/rounds/new");
    trainer.get(&new).await.has_status(200).says("Add a survey").says("Choose a survey");
    let empty = trainer.post(&new, &[]).await;
    empty.has_status(422).says("Select its purpose").says("Select a survey").says("Enter a date");
    for (field, value, why) in [
        ("survey", "nothing", "Select a survey"),
        ("survey", "partner_expect", "This survey is only for partners"),
        ("purpose", "library_offer", "Select its purpose"),
        ("opens_day", "then", "Enter a date, such as 2026-05-21"),
        ("opens_time", "noon", "Enter a time, such as 10:00"),
        ("closes_day", "2026-06-30", "Enter a closing time after the opening time"),
    ] {
        let wrong = trainer.post(&new, &but(field, value)).await;
        wrong.has_status(422).says("There is a problem").says(why);
        wrong.says("value=\"17:00\"").says("value=\"course_post\"");
    }
    let mut past = but("opens_day", "2026-05-01");
    past.retain(|(name, _)| *name != "closes_day");
    past.push(("closes_day", "2026-05-08"));
    trainer.post(&new, &past).await.has_status(422).says("Enter a closing time in the future");
    assert_eq!(courses::rounds(app.app.db.read(), course.id).await.unwrap().len(), 3);
}

#[rocket::async_test]
async fn the_survey_that_is_added_is_like_the_others_and_asks_everybody_on_the_list() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (course, address) = plan(&app, &trainer, &with("privacy", &["confidential"])).await;
    let people = [("people", "Dana <dana@example.org>\nKofi <kofi@example.org>"), ("partner", "")];
    trainer.post(&format!("{address}/participants/new"), &people).await.has_status(303);
    let added = trainer.post(&format!("{address}/rounds/new"), &FORM).await;
    added.leads_to(&address);
    trainer.follow(&added).await.says("The survey was added");
    let db = app.app.db.read();
    let rounds = courses::rounds(db, course.id).await.unwrap();
    let mut follow_up: Vec<_> =
        rounds.into_iter().filter(|(purpose, _)| *purpose == RoundPurpose::FollowUp).collect();
    follow_up.sort_by_key(|(_, round)| round.opens_at);
    let (_, new) = follow_up.remove(0);
    assert_eq!((follow_up.len(), new.privacy), (1, PrivacyMode::Confidential));
    assert_eq!(new.opens_at.to_string(), "2026-07-01T08:00:00Z", "by the clock of the course");
    assert_eq!(invitations::count(db, new.id).await.unwrap(), (2, 0));
    trainer.get(&format!("/programmes/reading/rounds/{}", new.code)).await.has_status(200);
}

#[rocket::async_test]
async fn a_course_that_was_called_off_takes_no_further_survey() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (course, address) = plan(&app, &trainer, &filled()).await;
    trainer.post(&format!("{address}/cancel"), &[]).await.leads_to(&address);
    let new = format!("{address}/rounds/new");
    let wrong = trainer.post(&new, &FORM).await;
    wrong.has_status(422).says("This course is cancelled. Plan it again before you add a survey");
    trainer.post_from_elsewhere(&new, &FORM).await.has_status(403);
    app.signed_in(PersonRole::Manager).await.get(&new).await.has_status(403);
    assert_eq!(courses::rounds(app.app.db.read(), course.id).await.unwrap().len(), 3);
}
