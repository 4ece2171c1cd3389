//! Figures and answers, for programs.

use common_ground::{
    store::{api_tokens::ApiScope, audit, people::PersonRole},
    survey::round::PrivacyMode,
};
use rocket::http::Method;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::{Value, json};

use crate::support::{
    api::{HOME, Program, is_problem},
    app::TestApp,
    entity::response,
};

#[rocket::async_test]
async fn figures_are_those_of_the_page_once_the_survey_has_closed_as_csv_or_line_by_line() {
    let app = TestApp::start().await;
    let program = Program::of(&app, PersonRole::Manager, &[ApiScope::FiguresRead]).await;
    let round = app.round("staff_needs", |_| {}).await;
    app.answers(&round, "front_line", 7, 4).await;
    app.answers(&round, "outreach", 2, 1).await;
    let trainer = Program::trainer(&app).await;
    let address = format!("{HOME}/rounds/{}/figures", round.code);
    is_problem(&trainer.get(&address).await, 409, "not_closed");
    is_problem(&program.get(&address).await, 404, "not_found");
    app.wait_days(9);
    app.run_due().await;
    let reply = program.get(&address).await;
    let manager = app.signed_in(PersonRole::Manager).await;
    let page = manager.get(&format!("/programmes/reading/rounds/{}/results/items.csv", round.code)).await;
    assert_eq!(reply.has_status(200).body, page.has_status(200).body);
    let mark = reply.header("ETag").unwrap();
    program.ask(Method::Get, &address, None, &[("If-None-Match", mark)]).await.has_status(304);
    let lines = program.ask(Method::Get, &address, None, &[("Accept", "application/jsonl")]).await;
    assert!(lines.header("Content-Type").unwrap().starts_with("application/jsonl"));
    let rows: Vec<Value> = lines.body.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), page.body.lines().count() - 1);
    assert!(rows.iter().all(|row| row["group"] != json!("outreach")), "too few to be told of");
}

#[rocket::async_test]
async fn answers_are_handed_on_after_the_close_alone_without_times_and_every_time_under_other_ids() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    let round = app.round("staff_needs", |round| round.privacy = PrivacyMode::Confidential).await;
    app.answers(&round, "front_line", 12, 4).await;
    let address = format!("{HOME}/rounds/{}/answers", round.code);
    is_problem(&program.get(&address).await, 409, "answers_stay");
    app.wait_days(9);
    app.run_due().await;
    let (one, other) = (program.get(&address).await, program.get(&address).await);
    let ids = |body: &str| -> Vec<String> {
        body.lines().skip(1).map(|line| line.split(',').next().unwrap().to_owned()).collect()
    };
    let (first, second) = (ids(&one.has_status(200).body), ids(&other.has_status(200).body));
    assert_eq!((first.len(), second.len()), (12, 12));
    assert!(!first.iter().any(|id| second.contains(id)), "ids of one file alone");
    assert!(!one.body.contains("2026-"), "no time: {}", one.body);
    // It is the same state of the same answers all the same.
    let mark = one.header("ETag").unwrap();
    assert_eq!(Some(mark), other.header("ETag"));
    program.ask(Method::Get, &address, None, &[("If-None-Match", mark)]).await.has_status(304);
    let acts = audit::latest(app.app.db.read(), app.programme.id, 9).await.unwrap();
    assert!(
        acts.iter()
            .any(|entry| entry.act == "downloaded the answers of" && entry.object.contains("A program"))
    );
}

#[rocket::async_test]
async fn another_answer_in_the_place_of_one_is_another_state_of_the_answers() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    let round = app.round("staff_needs", |round| round.privacy = PrivacyMode::Confidential).await;
    app.answers(&round, "front_line", 12, 4).await;
    app.wait_days(9);
    app.run_due().await;
    let address = format!("{HOME}/rounds/{}/answers", round.code);
    let before = program.get(&address).await;
    let mark = before.has_status(200).header("ETag").unwrap();
    // As many answers as before, and the same close.
    let db = app.app.db.write_one();
    let row = response::Entity::find().filter(response::Column::RoundId.eq(round.id)).one(db).await.unwrap();
    let mut row = row.unwrap().into_active_model();
    let mut answers = row.answers.take().unwrap();
    let (_, point) = answers.as_object_mut().unwrap().iter_mut().find(|(_, given)| **given == 4).unwrap();
    *point = json!(5);
    row.answers = Set(answers);
    row.update(db).await.unwrap();
    let after = program.ask(Method::Get, &address, None, &[("If-None-Match", mark)]).await;
    assert_ne!(after.has_status(200).header("ETag"), Some(mark));
}

#[rocket::async_test]
async fn answers_of_an_anonymous_survey_that_few_people_gave_stay() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    let round = app.round("staff_needs", |_| {}).await;
    app.answers(&round, "front_line", 7, 4).await;
    app.wait_days(9);
    app.run_due().await;
    let reply = program.get(&format!("{HOME}/rounds/{}/answers", round.code)).await;
    is_problem(&reply, 409, "answers_stay");
}
