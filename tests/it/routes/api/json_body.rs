//! What programs send.

use rocket::http::{ContentType, Header, Method};
use serde_json::json;

use crate::support::{
    api::{HOME, Program, is_problem},
    app::TestApp,
};

#[rocket::async_test]
async fn a_member_that_nobody_knows_one_that_is_missing_and_what_is_no_json_are_told_by_name() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    let partners = format!("{HOME}/partners");
    let post = async |body: &str| program.ask(Method::Post, &partners, Some(body.to_owned()), &[]).await;
    let unknown = post(r#"{"name": "Elm House", "kind": "school", "colour": "green"}"#).await;
    let problem = is_problem(&unknown, 422, "invalid");
    assert_eq!(problem["errors"][0]["pointer"], json!("/colour"));
    assert_eq!(problem["errors"][0]["code"], json!("unknown_member"));
    let problem = is_problem(&post(r#"{"name": "Elm House"}"#).await, 422, "invalid");
    assert_eq!(problem["errors"][0]["pointer"], json!("/kind"));
    for body in [
        "",
        "{",
        "[]",
        "null",
        r#"{"name": 1, "kind": []}"#,
        "{\"name\": \"a\\u0000b\", \"kind\": \"school\"}",
    ] {
        is_problem(&post(body).await, 422, "invalid");
    }
    let large = format!(r#"{{"name": "{}", "kind": "school"}}"#, "a".repeat(2 << 20));
    is_problem(&post(&large).await, 413, "too_large");
    let form = program
        .visitor
        .client()
        .post(&*partners)
        .header(rocket::http::Header::new("Authorization", format!("Bearer {}", program.token)));
    let form = form.header(rocket::http::ContentType::Form).body("name=Elm");
    is_problem(&program.visitor.send(form).await, 415, "not_json");
    assert_eq!(program.read(&partners).await["data"], json!([]));
}

#[rocket::async_test]
async fn a_change_comes_as_a_merge_patch_or_as_plain_json_and_as_nothing_else() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    let made =
        program.post(&format!("{HOME}/partners"), &json!({"name": "Elm House", "kind": "school"})).await;
    let address = made.has_status(201).header("Location").unwrap().to_owned();
    for (kind, status) in [
        (ContentType::new("application", "merge-patch+json"), 200),
        (ContentType::JSON, 200),
        (ContentType::new("application", "json-patch+json"), 415),
        (ContentType::Form, 415),
    ] {
        let bearer = Header::new("Authorization", format!("Bearer {}", program.token));
        let patch = program.visitor.client().patch(&*address).header(bearer).header(kind);
        program.visitor.send(patch.body("{\"kind\": \"charity\"}")).await.has_status(status);
    }
    // A member that is not known is told of even where it is to be taken away.
    for body in ["[]", "null", "\"name\"", "{\"name\": 1}", "{\"colour\": null}"] {
        let body = Some(body.to_owned());
        is_problem(&program.ask(Method::Patch, &address, body, &[]).await, 422, "invalid");
    }
}
