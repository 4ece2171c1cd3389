//! Who takes part in a course, for programs.

use common_ground::store::audit;
use rocket::http::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{
    api::{HOME, Program, is_problem, json},
    app::TestApp,
};

/// A course that asks library staff before it is held; its address.
async fn course(program: &Program) -> String {
    let new = json!({
        "title": "Pilot course 4", "place": "East Ham Library", "privacy": "anonymous", "sides": ["library"],
        "days": [{"date": "2026-06-17", "starts": "10:00", "ends": "16:00"}], "before": "staff_needs"
    });
    let made = program.post(&format!("{HOME}/courses"), &new).await;
    made.has_status(201).header("Location").unwrap().to_owned()
}

async fn contact(program: &Program, body: Value) -> String {
    let made = program.post(&format!("{HOME}/contacts"), &body).await;
    json(made.has_status(201))["id"].as_str().unwrap().to_owned()
}

#[rocket::async_test]
async fn a_program_puts_somebody_on_the_list_of_a_course_once_and_takes_them_off() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    let course = course(&program).await;
    let tom = contact(&program, json!({"name": "Tom Hartley", "email": "tom@example.org"})).await;
    let place = format!("{course}/participants/{tom}");
    let put = program.put(&place, &json!({})).await;
    assert_eq!(put.has_status(201).header("Location"), Some(place.as_str()));
    assert_eq!(json(&put), json!({"contact_id": tom, "name": "Tom Hartley", "partner_id": null}));
    assert_eq!(program.put(&place, &json!({})).await.has_status(200).body, put.body, "once is enough");
    let list = format!("{course}/participants");
    assert_eq!(program.read(&list).await["data"].as_array().unwrap().len(), 1);
    let round = program.read(&course).await["rounds"][0]["code"].as_str().unwrap().to_owned();
    assert_eq!(program.read(&format!("{HOME}/rounds/{round}")).await["invited"], json!(1));
    program.delete(&place).await.has_status(204);
    assert_eq!(program.read(&list).await["data"], json!([]));
    assert_eq!(program.read(&format!("{HOME}/rounds/{round}")).await["invited"], json!(0));
    is_problem(&program.delete(&place).await, 404, "not_found");
    let acts = audit::latest(app.app.db.read(), app.programme.id, 9).await.unwrap();
    for act in ["added 1 person to the course", "removed a person from the list of the course"] {
        assert!(acts.iter().any(|entry| entry.act == act && entry.object.contains("A program")), "{acts:?}");
    }
}

#[rocket::async_test]
async fn a_program_puts_on_and_takes_off_only_whom_it_has_seen_as_they_are_now() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    let course = course(&program).await;
    let tom = contact(&program, json!({"name": "Tom Hartley", "email": "tom@example.org"})).await;
    let place = format!("{course}/participants/{tom}");
    let ask =
        async |method: Method, seen: &str| program.ask(method, &place, None, &[("If-Match", seen)]).await;
    is_problem(&program.get(&place).await, 404, "not_found");
    for seen in ["\"old\"", "*"] {
        is_problem(&ask(Method::Put, seen).await, 412, "changed_since");
    }
    let put = program.put(&place, &json!({})).await;
    let mark = put.has_status(201).header("ETag").unwrap();
    let shown = program.get(&place).await;
    assert_eq!((&shown.has_status(200).body, shown.header("ETag")), (&put.body, Some(mark)));
    for method in [Method::Put, Method::Delete] {
        is_problem(&ask(method, "\"old\"").await, 412, "changed_since");
    }
    assert_eq!(ask(Method::Put, mark).await.has_status(200).header("ETag"), Some(mark));
    let married = json!({"name": "Tom Whitfield"});
    program.patch(&format!("{HOME}/contacts/{tom}"), &married).await.has_status(200);
    for method in [Method::Put, Method::Delete] {
        is_problem(&ask(method, mark).await, 412, "changed_since");
    }
    let list = format!("{course}/participants");
    assert_eq!(program.read(&list).await["data"][0]["name"], json!("Tom Whitfield"), "they are still there");
    let now = program.get(&place).await;
    let mark = now.has_status(200).header("ETag").unwrap();
    ask(Method::Delete, &format!("\"old\", {mark}")).await.has_status(204);
    is_problem(&ask(Method::Delete, mark).await, 404, "not_found");
    is_problem(&ask(Method::Put, mark).await, 412, "changed_since");
    program.put(&place, &json!({})).await.has_status(201);
    ask(Method::Delete, "*").await.has_status(204);
}

#[rocket::async_test]
async fn whoever_is_not_asked_or_not_known_is_not_put_on_the_list() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    let course = course(&program).await;
    let elm =
        program.post(&format!("{HOME}/partners"), &json!({"name": "Elm House", "kind": "school"})).await;
    let elm = json(elm.has_status(201))["id"].clone();
    let dana = json!({"partner_id": elm, "name": "Dana", "email": "dana@example.org"});
    let dana = contact(&program, dana).await;
    let problem = is_problem(
        &program.put(&format!("{course}/participants/{dana}"), &json!({})).await,
        409,
        "not_asked",
    );
    assert!(problem["detail"].as_str().unwrap().contains("only asks library staff"), "{problem}");
    for contact in [Uuid::new_v4().to_string(), "nobody".to_owned()] {
        let nobody = format!("{course}/participants/{contact}");
        is_problem(&program.get(&nobody).await, 404, "not_found");
        is_problem(&program.put(&nobody, &json!({})).await, 404, "not_found");
        is_problem(&program.delete(&nobody).await, 404, "not_found");
    }
    let nowhere = format!("{HOME}/courses/{}/participants/{dana}", Uuid::new_v4());
    is_problem(&program.put(&nowhere, &json!({})).await, 404, "not_found");
}
