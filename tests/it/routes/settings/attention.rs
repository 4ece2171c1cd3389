//! One thing that cannot be done stops nothing else, is shown to whoever can mend it, and is done once it is mended.

use common_ground::{
    store::{courses, failures, invitations, people::PersonRole, rounds},
    survey::round::{PrivacyMode, RoundState},
    work::scheduler::{self, Done},
};
use jiff::ToSpan;
use sea_orm::{EntityTrait, Set};
use serde_json::{Value, json};

use crate::support::entity::survey_version;
use crate::{
    support::app::{TestApp, add_programme},
    support::planning::{filled, plan},
    support::visitor::{walk, way},
};

const PAGE: &str = "/programmes/reading/settings/attention";

async fn define(app: &TestApp, version: uuid::Uuid, definition: Value) {
    let row =
        survey_version::ActiveModel { id: Set(version), definition: Set(definition), ..Default::default() };
    survey_version::Entity::update(row).exec(app.app.db.write_one()).await.unwrap();
}

async fn due(app: &TestApp) -> Done {
    scheduler::run_due(&app.app, app.now()).await.unwrap()
}

#[rocket::async_test]
async fn one_round_that_cannot_be_read_stops_no_close_no_summary_and_no_deletion_anywhere() {
    let app = TestApp::start().await;
    app.works_every_day().await;
    app.person("gwen@library.example.org", PersonRole::Manager).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (course, _) = plan(&app, &trainer, &filled()).await;
    // A round of another programme whose survey cannot be read, and one that is as it should be.
    let other = add_programme(&app.app, "elsewhere").await;
    let closes = app.now() + 24.hours();
    let broken = app.round("staff_needs", |round| {
        round.programme = other.id;
        round.closes_at = closes;
    });
    let broken = broken.await;
    let own = app.round("partner_expect", |round| {
        round.privacy = PrivacyMode::Confidential;
        round.closes_at = closes;
    });
    let own = own.await;
    app.invite(&own, "dana@home.example.org").await;
    let definition = survey_version::Entity::find_by_id(broken.survey_version);
    let definition = definition.one(app.app.db.read()).await.unwrap().unwrap().definition;
    define(&app, broken.survey_version, json!({"nothing": "dana@home.example.org"})).await;

    // Past the course and its summary, and past what is kept of invitations.
    app.wait_days(100);
    let done = due(&app).await;
    assert!(done.failed > 0 && done.closed > 0, "{done:?}");
    assert_eq!(done.summaries, 1, "{done:?}");
    assert!(courses::find(app.app.db.read(), course.id).await.unwrap().unwrap().frozen_at.is_some());
    assert_eq!(rounds::find(app.app.db.read(), own.id).await.unwrap().unwrap().state, RoundState::Closed);
    assert_eq!(invitations::count(app.app.db.read(), own.id).await.unwrap(), (0, 0), "deleted as promised");
    assert_eq!(rounds::find(app.app.db.read(), broken.id).await.unwrap().unwrap().state, RoundState::Open);

    // It is not this programme's to mend; the number of all is in the metrics.
    let (admin, trainer) = (app.signed_in(PersonRole::Admin).await, app.signed_in(PersonRole::Trainer).await);
    admin.get(PAGE).await.has_status(200).says("Nothing needs attention");
    trainer.get(PAGE).await.has_status(403);
    let metrics = app.visitor().await.metrics().await;
    metrics.says("common_ground_scheduler_failed_tasks 1");
    // After half a minute it is tried again, not before.
    assert_eq!(due(&app).await.failed, 0, "it waits");
    app.clock.set(app.now() + 31.seconds());
    assert_eq!(due(&app).await.failed, 1);
    app.clock.set(app.now() + 31.seconds());
    assert_eq!(due(&app).await.failed, 0, "it waits longer");

    define(&app, broken.survey_version, definition).await;
    app.clock.set(app.now() + 1.hours());
    let done = due(&app).await;
    assert_eq!((done.failed, done.closed), (0, 1));
    app.visitor().await.metrics().await.says("common_ground_scheduler_failed_tasks 0");
}

#[rocket::async_test]
async fn an_administrator_sees_what_went_wrong_mends_it_and_need_not_wait() {
    let app = TestApp::start().await;
    let round = app.round("staff_needs", |_| {}).await;
    let definition = survey_version::Entity::find_by_id(round.survey_version);
    let definition = definition.one(app.app.db.read()).await.unwrap().unwrap().definition;
    define(&app, round.survey_version, json!({"nothing": "dana@home.example.org"})).await;
    app.wait_days(9);
    let admin = app.signed_in(PersonRole::Admin).await;
    assert_eq!(due(&app).await.failed, 1);
    admin
        .get(PAGE)
        .await
        .has_status(200)
        .says("Needs attention: 1 task failed")
        .says(&format!("A survey could not be closed: survey {}", round.code))
        .says("What went wrong: ")
        .says("It is tried again on")
        .never_says("dana@home.example.org");
    let tried = admin.post(PAGE, &[]).await;
    tried.leads_to(PAGE);
    admin.follow(&tried).await.says("1 task still fails").says("(2 tries)");
    define(&app, round.survey_version, definition).await;
    let tried = admin.post(PAGE, &[]).await;
    admin.follow(&tried).await.says("Everything is done now").says("Nothing needs attention");
    assert_eq!(rounds::find(app.app.db.read(), round.id).await.unwrap().unwrap().state, RoundState::Closed);
}

#[rocket::async_test]
async fn a_failure_whose_task_is_gone_is_forgotten() {
    let app = TestApp::start().await;
    let round = app.round("staff_needs", |_| {}).await;
    define(&app, round.survey_version, json!({})).await;
    app.wait_days(9);
    assert_eq!(due(&app).await.failed, 1);
    crate::support::entity::round::Entity::delete_by_id(round.id).exec(app.app.db.write_one()).await.unwrap();
    app.clock.set(app.now() + 1.hours());
    assert_eq!(due(&app).await.failed, 0);
    assert_eq!(common_ground::store::failures::count(app.app.db.read()).await.unwrap(), 0);
}

#[rocket::async_test]
async fn fifty_things_that_failed_stand_on_a_page_with_all_that_failed_of_each() {
    let app = TestApp::start().await;
    let first = app.round("staff_needs", |_| {}).await;
    for number in 0..51_i64 {
        let subject = if number == 0 { first.id } else { uuid::Uuid::new_v4() };
        for step in ["close", "progress"] {
            let at = app.now() + number.minutes();
            let failure = failures::StoredFailure {
                step: step.to_owned(),
                subject_id: subject,
                programme_id: Some(app.programme.id),
                error: format!("fault {number} of {step}"),
                first_at: at,
                last_at: at,
                tries: 1,
                next_at: at + 1.hours(),
            };
            failures::keep(app.app.db.write_one(), failure).await.unwrap();
        }
    }
    let admin = app.signed_in(PersonRole::Admin).await;
    let pages = walk(&admin, PAGE).await;
    assert_eq!(pages.len(), 2);
    // The one that can be read is called what people call it.
    pages[0].says("A survey could not be closed: ").never_says(&first.code);
    pages[0].says("fault 0 of close").says("fault 0 of progress").says("fault 49 of progress");
    pages[0].never_says("fault 50 of").never_says("Previous 50");
    pages[1].says("fault 50 of close").says("fault 50 of progress").never_says("fault 49 of");
    admin
        .get(&way(&pages[1], "Previous 50").unwrap())
        .await
        .says("fault 0 of close")
        .never_says("fault 50 of");
}
