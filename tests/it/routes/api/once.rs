//! Making something once, however often the same request comes.

use common_ground::store::people::PersonRole;
use jiff::ToSpan;
use rocket::http::Method;
use sea_orm::EntityTrait;
use serde_json::json;

use crate::support::{
    api::{HOME, Program, is_problem, json},
    app::TestApp,
    entity,
};

#[rocket::async_test]
async fn the_same_request_under_the_same_key_makes_one_thing_and_gets_the_same_answer() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    let partners = format!("{HOME}/partners");
    let send = async |key: &str, name: &str| {
        let body = json!({"name": name, "kind": "school"}).to_string();
        program.ask(Method::Post, &partners, Some(body), &[("Idempotency-Key", key)]).await
    };
    let first = send("one", "Elm House").await;
    first.has_status(201);
    let again = send("one", "Elm House").await;
    again.has_status(201);
    assert_eq!((&first.body, first.header("Location")), (&again.body, again.header("Location")));
    assert_eq!(
        (first.header("Idempotency-Replayed"), again.header("Idempotency-Replayed")),
        (None, Some("true"))
    );
    is_problem(&send("one", "Oak House").await, 422, "key_reused");
    // Without the key it would be the same partner twice, which nobody can add.
    is_problem(&send("two", "Elm House").await, 422, "invalid");
    // What was refused can be corrected under the same key.
    send("two", "Oak House").await.has_status(201);
    app.wait_days(2);
    app.run_due().await;
    is_problem(&send("one", "Elm House").await, 422, "invalid");
    assert_eq!(program.read(&partners).await["data"].as_array().unwrap().len(), 2);
    assert_eq!(json(&first)["name"], json!("Elm House"));
}

#[rocket::async_test]
async fn two_requests_under_one_key_at_one_time_make_one_thing() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    let partners = format!("{HOME}/partners");
    let send = || {
        let body = json!({"name": "Elm House", "kind": "school"}).to_string();
        program.ask(Method::Post, &partners, Some(body), &[("Idempotency-Key", "one")])
    };
    let (one, other) = tokio::join!(send(), send());
    assert_eq!((one.status, other.status), (201, 201), "{} {}", one.body, other.body);
    assert_eq!(one.body, other.body);
    assert_eq!(program.read(&partners).await["data"].as_array().unwrap().len(), 1);
}

#[rocket::async_test]
async fn a_request_that_comes_again_when_it_would_be_too_late_to_make_it_gets_its_answer() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    let rounds = format!("{HOME}/rounds");
    let closes_at = (app.now() + 2.hours()).to_string();
    let body = json!({
        "survey": "staff_needs", "side": "library", "privacy": "anonymous", "audience": "open", "closes_at": closes_at
    })
    .to_string();
    let send =
        async || program.ask(Method::Post, &rounds, Some(body.clone()), &[("Idempotency-Key", "one")]).await;
    let first = send().await;
    first.has_status(201);
    app.clock.set(app.now() + 3.hours());
    let again = send().await;
    again.has_status(201);
    assert_eq!((&first.body, again.header("Idempotency-Replayed")), (&again.body, Some("true")));
    // Another request under that key is still another one.
    let other = body.replace("anonymous", "shared");
    let sent = program.ask(Method::Post, &rounds, Some(other), &[("Idempotency-Key", "one")]).await;
    is_problem(&sent, 422, "key_reused");
}

#[rocket::async_test]
async fn somebody_who_is_deleted_lets_no_other_request_create_a_second_time() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    let send = async |noun: &str, body: &serde_json::Value| {
        let key = [("Idempotency-Key", noun)];
        let sent = program.ask(Method::Post, &format!("{HOME}/{noun}"), Some(body.to_string()), &key).await;
        sent.has_status(201).clone()
    };
    let elm = json!({"name": "Elm House", "kind": "school"});
    let partner = send("partners", &elm).await;
    let dana =
        json!({"name": "Dana Whitfield", "email": "dana@example.org", "partner_id": json(&partner)["id"]});
    let contact = send("contacts", &dana).await;
    program.delete(contact.header("Location").unwrap()).await.has_status(204);
    // The partner is still known as the one that the request made.
    assert_eq!(send("partners", &elm).await.header("Idempotency-Replayed"), Some("true"));
    let again = send("contacts", &dana).await;
    assert_eq!(again.header("Idempotency-Replayed"), None);
    // With the partner go its contacts, and what was answered of them.
    program.delete(partner.header("Location").unwrap()).await.has_status(204);
    let kept = entity::api_request::Entity::find().all(app.app.db.read()).await.unwrap();
    assert!(kept.is_empty(), "{kept:?}");
}

#[rocket::async_test]
async fn no_answer_is_kept_of_somebody_who_was_deleted_or_erased() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    let add = async |noun: &str, body: serde_json::Value| {
        let body = Some(body.to_string());
        let key = [("Idempotency-Key", "one")];
        let made = program.ask(Method::Post, &format!("{HOME}/{noun}"), body, &key).await;
        made.has_status(201);
        assert_eq!(made.header("Idempotency-Replayed"), None);
        let kept = entity::api_request::Entity::find().all(app.app.db.read()).await.unwrap();
        assert!(kept.len() == 1 && kept[0].answer == made.body, "{kept:?}");
        made.header("Location").unwrap().to_owned()
    };
    let nothing_is_kept = async || {
        let kept = entity::api_request::Entity::find().all(app.app.db.read()).await.unwrap();
        assert!(kept.is_empty(), "{kept:?}");
    };
    let dana = || json!({"name": "Dana Whitfield", "email": "dana@example.org"});
    let address = add("contacts", dana()).await;
    program.delete(&address).await.has_status(204);
    nothing_is_kept().await;
    // The same request adds them anew.
    add("contacts", dana()).await;
    let admin = app.signed_in(PersonRole::Admin).await;
    let erase = "/programmes/reading/erasure/erase";
    admin.post(erase, &[("email", "dana@example.org")]).await.has_status(303);
    nothing_is_kept().await;
    let address = add("partners", json!({"name": "Elm House", "kind": "school"})).await;
    program.delete(&address).await.has_status(204);
    nothing_is_kept().await;
}
