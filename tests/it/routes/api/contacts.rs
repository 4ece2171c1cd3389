//! Contacts, for programs.

use common_ground::store::audit;
use rocket::http::Method;
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

#[rocket::async_test]
async fn a_program_changes_and_moves_a_contact_and_deletes_them() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    let contacts = format!("{HOME}/contacts");
    let partner =
        program.post(&format!("{HOME}/partners"), &json!({"name": "Elm House", "kind": "school"})).await;
    let partner = json(partner.has_status(201))["id"].clone();
    program.post(&contacts, &json!({"name": "Tom", "email": "tom@example.org"})).await.has_status(201);
    let dana = json!({
        "partner_id": partner, "name": "Dana Whitfield", "email": "dana@example.org", "job": "Deputy head",
        "can_say_yes": true, "tags": ["book club", "pilot"]
    });
    let made = program.post(&contacts, &dana).await;
    let address = made.has_status(201).header("Location").unwrap().to_owned();
    let changed =
        program.patch(&address, &json!({"job": null, "tags": ["pilot"], "phone": "020 7946 0123"})).await;
    let mut wanted = json(&made);
    (wanted["job"], wanted["tags"], wanted["phone"]) = (json!(""), json!(["pilot"]), json!("020 7946 0123"));
    assert_eq!(json(changed.has_status(200)), wanted, "nothing else changed");
    assert_eq!(program.read(&address).await, wanted);
    for (body, pointer) in [
        (json!({"email": "TOM@example.org"}), "/email"),
        (json!({"email": null, "phone": null}), "/email"),
        (json!({"name": null}), "/name"),
        (json!({"partner_id": program.person}), "/partner_id"),
        (json!({"has_left": true}), "/has_left"),
    ] {
        let problem = is_problem(&program.patch(&address, &body).await, 422, "invalid");
        assert_eq!(problem["errors"][0]["pointer"].as_str(), Some(pointer), "{problem}");
    }
    // Without a partner they are library staff.
    let moved = program.patch(&address, &json!({"partner_id": null})).await;
    assert_eq!(json(moved.has_status(200))["partner_id"], json!(null));
    let mark = changed.header("ETag").unwrap();
    let old = program.ask(Method::Delete, &address, None, &[("If-Match", mark)]).await;
    is_problem(&old, 412, "changed_since");
    let mark = moved.header("ETag").unwrap();
    program.ask(Method::Delete, &address, None, &[("If-Match", mark)]).await.has_status(204);
    is_problem(&program.get(&address).await, 404, "not_found");
    let acts = audit::latest(app.app.db.read(), app.programme.id, 20).await.unwrap();
    for act in ["changed a contact", "deleted a contact"] {
        let entry = acts.iter().find(|entry| entry.act == act).unwrap();
        assert!(!entry.object.contains("Dana"), "an erasure leaves no name behind: {}", entry.object);
    }
}
