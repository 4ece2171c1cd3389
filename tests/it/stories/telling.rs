//! Whoever answered and asked for it is told when the results are out, once.

use common_ground::{
    store::{
        contacts,
        courses::{self, RoundPurpose},
        invitations,
        people::PersonRole,
        results_wishes::{self, ResultsWish},
        rounds::Round,
    },
    survey::{audience::Audience, round::PrivacyMode},
    system::secret::KeyPurpose as Carrying,
};

use crate::support::{
    app::TestApp,
    asking::{contact_of, invitation_of, post_all, posted, read, recipients},
    course::{course, with_managers},
    rounds::WHOLE,
};

const DANA: &str = "dana@home.example.org";
const SAM: &str = "sam@elm.example.org";

fn by_link(round: &mut Round) {
    round.audience = Audience::Invited;
    round.privacy = PrivacyMode::Confidential;
}

/// Two people answer a confidential round after six others, and ask to be told.
async fn two_ask(app: &TestApp) {
    app.works_every_day().await;
    let round = app.round("partner_expect", by_link).await;
    app.answers(&round, "school", 6, 4).await;
    for email in [DANA, SAM] {
        ask(app, &round, email, &WHOLE).await;
    }
}

async fn ask(app: &TestApp, round: &Round, email: &str, answers: &[(&str, &str)]) {
    let token = app.invite(round, email).await;
    let visitor = app.visitor().await;
    visitor.post(&format!("/i/{token}"), &[]).await.has_status(303);
    visitor.post(&format!("/s/{}", round.code), answers).await.has_status(303);
    let sent = format!("/s/{}/sent", round.code);
    visitor.post(&sent, &[("tell", "yes")]).await.leads_to(&sent);
}

#[rocket::async_test]
async fn the_results_are_told_once_after_the_close_to_those_who_asked() {
    let app = TestApp::start().await;
    two_ask(&app).await;
    app.run_due().await;
    post_all(&app).await;
    assert!(recipients(&app).is_empty(), "the survey is open");
    app.wait_days(9);
    app.run_due().await;
    app.run_due().await;
    post_all(&app).await;
    assert_eq!(recipients(&app), [DANA, SAM]);
    let letters = posted(&app);
    let letter = letters.iter().find(|letter| letter.to.as_str() == DANA).unwrap();
    let message = read(&letter.bytes);
    assert!(message.subject().unwrap().starts_with("Results: "), "{:?}", message.subject());
    let text = message.body_text(0).unwrap();
    for words in
        ["Dear A. Contact,", "are out. You asked us to tell you.", "In short: ", " partners answered."]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    let stop =
        format!("/stop/{}", app.app.secret.carrying_token(Carrying::Stop, contact_of(&app, DANA).await));
    assert!(text.contains(&stop), "{text}");
    let raw = String::from_utf8_lossy(&letter.bytes);
    assert!(raw.contains("\r\nList-Unsubscribe: <"), "{raw}");
    let wish = results_wishes::find(app.app.db.read(), invitation_of(&app, DANA).await).await.unwrap();
    assert_eq!(wish, Some(ResultsWish::Told));
    app.wait_days(30);
    app.run_due().await;
    post_all(&app).await;
    assert_eq!(posted(&app).len(), 2, "nothing more comes");
}

#[rocket::async_test]
async fn each_of_many_is_told_once_whoever_looks_at_the_clock_at_the_same_time() {
    let app = TestApp::start().await;
    app.works_every_day().await;
    let round = app.round("partner_expect", by_link).await;
    app.answers(&round, "school", 6, 4).await;
    // More than are told in one write.
    let asked: Vec<String> = (0..130).map(|number| format!("person{number:03}@elm.example.org")).collect();
    for email in &asked {
        app.invite(&round, email).await;
        results_wishes::keep(app.app.db.write_one(), invitation_of(&app, email).await).await.unwrap();
    }
    app.wait_days(9);
    tokio::join!(app.run_due(), app.run_due());
    app.run_due().await;
    post_all(&app).await;
    assert_eq!(recipients(&app), asked);
}

#[rocket::async_test]
async fn where_too_few_answered_nothing_of_what_they_said_is_told() {
    let app = TestApp::start().await;
    app.works_every_day().await;
    let round = app.round("partner_expect", by_link).await;
    for email in [DANA, SAM] {
        ask(&app, &round, email, &WHOLE).await;
    }
    app.wait_days(9);
    app.run_due().await;
    let text = app.letter_saying(DANA, "are out. You asked us to tell you.").await;
    assert!(!text.contains("In short") && !text.contains("partners answered"), "{text}");
}

#[rocket::async_test]
async fn of_a_course_they_are_told_after_its_summary() {
    let app = TestApp::start().await;
    let (course, _) = course(&app, 6).await;
    with_managers(&app).await;
    let round = app.round("course_pre", by_link).await;
    courses::attach(app.app.db.write_one(), course.id, round.id, RoundPurpose::Before).await.unwrap();
    app.answers(&round, "front_line", 6, 4).await;
    ask(&app, &round, DANA, &[("action", "submit"), ("answers[staff_group]", "front_line")]).await;
    app.wait_days(9);
    app.run_due().await;
    post_all(&app).await;
    assert!(recipients(&app).is_empty(), "its summary is still to come");
    app.wait_days(2);
    app.run_due().await;
    app.run_due().await;
    post_all(&app).await;
    assert!(recipients(&app).contains(&DANA.to_owned()), "{:?}", recipients(&app));
}

#[rocket::async_test]
async fn whoever_stopped_emails_meanwhile_gets_none() {
    let app = TestApp::start().await;
    two_ask(&app).await;
    let stop =
        format!("/stop/{}", app.app.secret.carrying_token(Carrying::Stop, contact_of(&app, SAM).await));
    app.visitor().await.post(&stop, &[]).await.has_status(200);
    app.wait_days(9);
    app.run_due().await;
    post_all(&app).await;
    assert_eq!(recipients(&app), [DANA]);
    let wish = results_wishes::find(app.app.db.read(), invitation_of(&app, SAM).await).await.unwrap();
    assert_eq!(wish, None, "nobody goes on trying");
}

#[rocket::async_test]
async fn an_email_that_waits_is_called_off_by_its_stop_link() {
    let app = TestApp::start().await;
    two_ask(&app).await;
    app.wait_days(9);
    app.run_due().await;
    // Queued, and not sent yet.
    let stop =
        format!("/stop/{}", app.app.secret.carrying_token(Carrying::Stop, contact_of(&app, SAM).await));
    app.visitor().await.post(&stop, &[]).await.has_status(200);
    post_all(&app).await;
    assert_eq!(recipients(&app), [DANA]);
}

#[rocket::async_test]
async fn what_is_held_about_a_person_tells_their_wish_and_an_erasure_takes_it_away() {
    let app = TestApp::start().await;
    two_ask(&app).await;
    app.wait_days(9);
    app.run_due().await;
    let admin = app.signed_in(PersonRole::Admin).await;
    let page = "/programmes/reading/erasure";
    let file = admin.post(&format!("{page}/person.json"), &[("email", DANA)]).await;
    let file: serde_json::Value = serde_json::from_str(&file.has_status(200).body).unwrap();
    assert_eq!(file["invitations"][0]["wants_results"], true);
    assert_eq!(file["emails"][0]["kind"], "results");
    let invitation = invitation_of(&app, DANA).await;
    admin.post(&format!("{page}/erase"), &[("email", DANA)]).await.has_status(303);
    let db = app.app.db.read();
    assert_eq!(results_wishes::find(db, invitation).await.unwrap(), None);
    assert!(contacts::with_email(db, app.programme.id, DANA).await.unwrap().is_empty());
    assert!(invitations::find(db, invitation).await.unwrap().is_none());
    post_all(&app).await;
    assert_eq!(recipients(&app), [SAM]);
}
