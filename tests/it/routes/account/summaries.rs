//! What somebody gets by email about courses.

use common_ground::store::{
    actions::{self, CourseAction},
    courses::Course,
    people::PersonRole,
    promises::PromiseState,
};
use uuid::Uuid;

use crate::support::{
    accounts::sign_in,
    app::{PASSWORD, TestApp},
    course::course,
    summary::{page, posted},
    visitor::Visitor,
};

const ADA: &str = "ada@library.example.org";
const GWEN: &str = "gwen@library.example.org";
const ACCOUNT: &str = "/programmes/reading/account";
const CHOOSE: &str = "/programmes/reading/account/summaries";

/// A manager who chose this.
async fn manager(app: &TestApp, choice: &str) -> Visitor {
    app.person(ADA, PersonRole::Manager).await;
    chooses(app, ADA, choice).await
}

/// Somebody signs in and chooses this.
async fn chooses(app: &TestApp, email: &str, choice: &str) -> Visitor {
    let visitor = app.visitor().await;
    sign_in(&visitor, email, PASSWORD).await.has_status(303);
    visitor.post(CHOOSE, &[("emails", choice)]).await.leads_to(ACCOUNT);
    visitor
}

/// Lets the summary of a course freeze.
async fn frozen(app: &TestApp) -> Course {
    let (course, _) = course(app, 9).await;
    app.wait_days(10);
    app.run_due().await;
    course
}

#[rocket::async_test]
async fn everybody_chooses_what_they_get_and_managers_have_every_summary_until_they_do() {
    let app = TestApp::start().await;
    let ada = manager(&app, "monthly").await;
    ada.get(ACCOUNT).await.says("One email a month, about the summaries of the month before");
    ada.get(CHOOSE).await.says("What you get").says("Only what needs a decision").says(ADA);
    let wrong = ada.post(CHOOSE, &[("emails", "hourly")]).await;
    wrong.has_status(422).says("Select what you want to get");
    ada.get(ACCOUNT).await.says("One email a month");
    let manager = app.signed_in(PersonRole::Manager).await;
    manager.get(ACCOUNT).await.says("Emails about courses: The summary of each course.");
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.get(ACCOUNT).await.says("Emails about courses: Nothing.");
}

#[rocket::async_test]
async fn whoever_chose_nothing_gets_nothing() {
    let app = TestApp::start().await;
    manager(&app, "nothing").await;
    frozen(&app).await;
    assert!(posted(&app).await.is_empty());
}

#[rocket::async_test]
async fn a_summary_with_an_action_asks_nothing_of_whoever_wants_only_what_needs_them() {
    for agreed in [false, true] {
        let app = TestApp::start().await;
        manager(&app, "when_needed").await;
        let (course, _) = course(&app, 9).await;
        let action = CourseAction {
            id: Uuid::new_v4(),
            what: "Ring the homes".to_owned(),
            who: "Ada".to_owned(),
            by: "2026-06-30".to_owned(),
            state: PromiseState::Open,
            outcome: String::new(),
            settled_on: None,
            card: None,
        };
        let agreed_on = if agreed { vec![action] } else { Vec::new() };
        actions::replace(app.app.db.write_one(), course.id, &agreed_on).await.unwrap();
        app.wait_days(10);
        app.run_due().await;
        let said: Vec<String> = posted(&app).await.into_iter().map(|[_, _, text, _]| text).collect();
        assert_eq!(said.len(), usize::from(!agreed), "{said:?}");
        assert!(said.iter().all(|text| text.contains("No action agreed yet.")), "{said:?}");
    }
}

#[rocket::async_test]
async fn one_email_a_month_tells_of_its_summaries_and_leads_to_each_report() {
    let app = TestApp::start().await;
    manager(&app, "monthly").await;
    // On 31 May.
    let course = frozen(&app).await;
    assert!(posted(&app).await.is_empty(), "the month is not over");
    app.wait_days(2);
    assert_eq!(app.run_due().await.letters, 1);
    assert_eq!(app.run_due().await.letters, 0, "once");
    let letters = posted(&app).await;
    let [[to, subject, text, html]] = letters.as_slice() else { panic!("{letters:?}") };
    assert_eq!((to.as_str(), subject.as_str()), (ADA, "Course summaries of May 2026"));
    assert!(text.contains("One course summary was written for"), "{text}");
    assert!(text.contains("Pilot course 3 · Stratford Library · 21 May 2026"), "{text}");
    assert!(text.contains("No action agreed yet.") && html.contains("No action agreed yet."), "{text}");
    for part in [text, html] {
        assert!(part.contains(CHOOSE) && !part.contains("/stop/"), "{part}");
    }
    let report = text.split("/summary/").nth(1).unwrap().split_whitespace().next().unwrap();
    app.visitor().await.get(&format!("/summary/{report}")).await.has_status(200).says("Pilot course 3");
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.get(&page(&course, "/summary/deliveries")).await.says("The summary was sent to 1 person");
    app.wait_days(30);
    assert_eq!(app.run_due().await.letters, 0, "no summary in June");
}

#[rocket::async_test]
async fn two_instances_send_one_digest_and_what_came_before_is_not_told_again() {
    let app = TestApp::start().await;
    manager(&app, "each_course").await;
    frozen(&app).await;
    assert_eq!(posted(&app).await.len(), 1);
    chooses(&app, ADA, "monthly").await;
    app.person(GWEN, PersonRole::Manager).await;
    chooses(&app, GWEN, "monthly").await;
    app.wait_days(2);
    let other = app.another().await;
    let both = tokio::join!(
        common_ground::work::scheduler::run_due(&app.app, app.now()),
        common_ground::work::scheduler::run_due(&other.app, app.now())
    );
    assert_eq!(both.0.unwrap().letters + both.1.unwrap().letters, 1);
    let told: Vec<[String; 4]> =
        posted(&app).await.into_iter().filter(|[_, subject, ..]| subject.contains("of May")).collect();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0][0], GWEN, "Ada had the summary itself");
}

#[rocket::async_test]
async fn whoever_unsubscribed_is_told_so_and_can_start_again() {
    let app = TestApp::start().await;
    let ada = manager(&app, "each_course").await;
    ada.get(CHOOSE).await.never_says("You unsubscribed");
    let hash = app.app.secret.fingerprint(ADA);
    let db = app.app.db.write_one();
    common_ground::store::invitations::stop(db, app.programme.id, &hash, app.now()).await.unwrap();
    ada.get(CHOOSE).await.says("You unsubscribed by the link in an email");
    ada.post(CHOOSE, &[("emails", "nothing")]).await.leads_to(ACCOUNT);
    ada.get(CHOOSE).await.says("You unsubscribed");
    ada.post(CHOOSE, &[("emails", "each_course")]).await.leads_to(ACCOUNT);
    ada.get(CHOOSE).await.never_says("You unsubscribed");
    frozen(&app).await;
    let letters = posted(&app).await;
    assert_eq!(letters.len(), 1);
    // Whoever it is forwarded to can read the report, and stop nothing.
    assert!(letters[0][3].contains(CHOOSE) && !letters[0][3].contains("/stop/"));
}
