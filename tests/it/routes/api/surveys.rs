//! Surveys, for programs.

use serde_json::json;

use crate::support::{
    api::{HOME, Program, is_problem, json},
    app::TestApp,
};

#[rocket::async_test]
async fn a_program_makes_a_draft_of_the_file_of_a_survey_and_nobody_is_asked() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    let surveys = format!("{HOME}/surveys");
    let ready = program.read(&format!("{surveys}/partner_expect")).await;
    assert_eq!(ready["ready_made"], json!(true));
    let mut definition = ready["definition"].clone();
    let made = json(program.post(&surveys, &definition).await.has_status(201));
    assert_eq!((&made["ready_made"], &made["published_version"]), (&json!(false), &json!(0)));
    assert_ne!(made["key"], ready["key"]);
    let draft = program.read(&format!("{surveys}/{}", made["key"].as_str().unwrap())).await;
    assert_eq!(draft["definition"]["items"], definition["items"]);
    definition["sides"] = json!(["nobody"]);
    is_problem(&program.post(&surveys, &definition).await, 422, "invalid");
    is_problem(&program.post(&surveys, &json!({})).await, 422, "invalid");
    let listed = program.read(&format!("{surveys}?limit=100")).await;
    let keys: Vec<_> = listed["data"].as_array().unwrap().iter().map(|one| &one["key"]).collect();
    assert!(keys.contains(&&made["key"]) && keys.contains(&&ready["key"]), "{keys:?}");
    assert_eq!(program.read(&format!("{HOME}/rounds")).await["data"], json!([]));
}
