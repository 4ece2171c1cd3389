//! Partners, for programs.

use common_ground::store::audit;
use rocket::http::Method;
use serde_json::{Value, json};

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

#[rocket::async_test]
async fn a_program_changes_what_it_says_of_a_partner_and_nothing_that_changed_since_it_looked() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    let elm = json!({"name": "Elm House", "kind": "school"});
    let address = program.post(&format!("{HOME}/partners"), &elm).await;
    let address = address.has_status(201).header("Location").unwrap().to_owned();
    program.post(&format!("{HOME}/partners"), &json!({"name": "Oak House", "kind": "school"})).await;
    let before = program.get(&address).await;
    let mark = before.header("ETag").unwrap();
    let change = async |body: Value, seen: &str| {
        program.ask(Method::Patch, &address, Some(body.to_string()), &[("If-Match", seen)]).await
    };
    let changed = change(json!({"name": " Elm Place "}), &format!("\"other\", {mark}")).await;
    assert_eq!(json(changed.has_status(200))["name"], json!("Elm Place"));
    assert_eq!(json(&changed)["kind"], json!("school"), "what was not sent stays");
    let now = program.get(&address).await;
    assert_eq!((&now.body, now.header("ETag")), (&changed.body, changed.header("ETag")));
    is_problem(&change(json!({"kind": "charity"}), mark).await, 412, "changed_since");
    change(json!({"kind": "charity"}), "*").await.has_status(200);
    // Nobody has to say what they saw.
    program.patch(&address, &json!({"kind": "school"})).await.has_status(200);
    for (body, pointer) in [
        (json!({"name": null}), "/name"),
        (json!({"name": ""}), "/name"),
        (json!({"name": "OAK house"}), "/name"),
        (json!({"kind": "castle"}), "/kind"),
        (json!({"id": address}), "/id"),
    ] {
        let problem = is_problem(&program.patch(&address, &body).await, 422, "invalid");
        assert_eq!(problem["errors"][0]["pointer"].as_str(), Some(pointer), "{problem}");
    }
    program.patch(&address, &json!({})).await.has_status(200);
    let acts = audit::latest(app.app.db.read(), app.programme.id, 20).await.unwrap();
    let acts: Vec<_> = acts.iter().filter(|entry| entry.act == "changed the partner").collect();
    assert_eq!(acts.len(), 3, "what changed nothing is no change");
    assert!(acts[0].object.ends_with("(by the access token “A program”)"), "{acts:?}");
}

#[rocket::async_test]
async fn a_partner_who_is_expected_at_a_course_stays_and_any_other_goes_once() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    let elm = json!({"name": "Elm House", "kind": "school"});
    let made = program.post(&format!("{HOME}/partners"), &elm).await;
    let address = made.has_status(201).header("Location").unwrap().to_owned();
    let dana = json!({"partner_id": json(&made)["id"], "name": "Dana", "email": "dana@example.org"});
    let dana = json(program.post(&format!("{HOME}/contacts"), &dana).await.has_status(201));
    let course = json!({
        "title": "Pilot course 4", "place": "East Ham Library", "privacy": "anonymous", "sides": ["partner"],
        "days": [{"date": "2026-06-17", "starts": "10:00", "ends": "16:00"}], "participants": [dana["id"]]
    });
    let course = program.post(&format!("{HOME}/courses"), &course).await;
    let course = course.has_status(201).header("Location").unwrap().to_owned();
    let problem = is_problem(&program.delete(&address).await, 409, "still_expected");
    assert!(problem["detail"].as_str().unwrap().contains("Pilot course 4"), "{problem}");
    let list = format!("{course}/participants/{}", dana["id"].as_str().unwrap());
    program.delete(&list).await.has_status(204);
    let old = program.ask(Method::Delete, &address, None, &[("If-Match", "\"old\"")]).await;
    is_problem(&old, 412, "changed_since");
    let gone = program.delete(&address).await;
    assert_eq!(
        (gone.has_status(204).body.as_str(), gone.header("Cache-Control")),
        ("", Some("private, no-store"))
    );
    is_problem(&program.get(&address).await, 404, "not_found");
    is_problem(&program.delete(&address).await, 404, "not_found");
    is_problem(&program.patch(&address, &json!({"name": "Elm"})).await, 404, "not_found");
    assert_eq!(program.read(&format!("{HOME}/contacts")).await["data"], json!([]), "its contacts go with it");
    let acts = audit::latest(app.app.db.read(), app.programme.id, 5).await.unwrap();
    assert!(
        acts.iter().any(|entry| entry.act == "deleted the partner" && entry.object.contains("A program"))
    );
}
