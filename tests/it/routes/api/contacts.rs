//! Contacts, for programs.

use serde_json::json;

use crate::support::{
    api::{HOME, Program, is_problem, json},
    app::TestApp,
};

#[rocket::async_test]
async fn a_program_adds_contacts_of_a_partner_and_of_the_library() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    let contacts = format!("{HOME}/contacts");
    let partner =
        program.post(&format!("{HOME}/partners"), &json!({"name": "Elm House", "kind": "school"})).await;
    let partner = json(&partner.has_status(201).clone())["id"].clone();
    let dana = json!({
        "partner_id": partner, "name": "Dana Whitfield", "email": "Dana@example.org", "job": "Deputy head",
        "can_say_yes": true, "tags": ["book club", "pilot"]
    });
    let reply = program.post(&contacts, &dana).await;
    let made = json(reply.has_status(201));
    assert_eq!(made["email"], json!("dana@example.org"));
    assert_eq!(made["tags"], json!(["book club", "pilot"]));
    assert_eq!(program.read(reply.header("Location").unwrap()).await, made);
    let colleague = json(
        program.post(&contacts, &json!({"name": "Tom", "phone": "020 7946 0123"})).await.has_status(201),
    );
    assert_eq!(colleague["partner_id"], json!(null));
    for (body, pointer) in [
        (json!({"name": "Dana Again", "email": "DANA@example.org"}), "/email"),
        (json!({"name": "Nobody"}), "/email"),
        (json!({"name": "Nobody", "email": "nobody"}), "/email"),
        (json!({"name": "", "phone": "1"}), "/name"),
        (json!({"partner_id": program.person, "name": "Lost", "phone": "1"}), "/partner_id"),
    ] {
        let problem = is_problem(&program.post(&contacts, &body).await, 422, "invalid");
        assert_eq!(problem["errors"][0]["pointer"].as_str(), Some(pointer), "{problem}");
    }
    assert_eq!(program.read(&contacts).await["data"].as_array().unwrap().len(), 2);
}
