//! Partners, for programs.

use common_ground::store::audit;
use serde_json::json;

use crate::support::{
    api::{HOME, Program, is_problem, json},
    app::TestApp,
};

#[rocket::async_test]
async fn a_program_adds_a_partner_as_the_page_would_and_finds_it_again() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    let reply =
        program.post(&format!("{HOME}/partners"), &json!({"name": " Elm House ", "kind": "school"})).await;
    reply.has_status(201);
    let made = json(&reply);
    assert_eq!((made["name"].as_str(), made["kind"].as_str()), (Some("Elm House"), Some("school")));
    assert_eq!(program.read(reply.header("Location").unwrap()).await, made);
    for (body, pointer) in [
        (json!({"name": "ELM house", "kind": "school"}), "/name"),
        (json!({"name": "", "kind": "school"}), "/name"),
        (json!({"name": "Oak House", "kind": "castle"}), "/kind"),
    ] {
        let problem = is_problem(&program.post(&format!("{HOME}/partners"), &body).await, 422, "invalid");
        assert_eq!(problem["errors"][0]["pointer"].as_str(), Some(pointer), "{problem}");
    }
    let acts = audit::latest(app.app.db.read(), app.programme.id, 5).await.unwrap();
    let act = acts.iter().find(|entry| entry.act == "added the partner").unwrap();
    assert_eq!(act.object, "Elm House (by the access token “A program”)");
    assert_eq!(act.person_id, Some(program.person));
}
