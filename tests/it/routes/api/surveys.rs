//! Surveys, for programs.

use common_ground::store::{audit, people::PersonRole};
use rocket::http::Method;
use serde_json::{Value, json};

use crate::support::{
    api::{HOME, Program, is_problem, json},
    app::TestApp,
    editing::publish,
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

#[rocket::async_test]
async fn a_program_replaces_a_draft_as_the_page_would_and_deletes_one_that_was_never_published() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    let surveys = format!("{HOME}/surveys");
    let ready = program.read(&format!("{surveys}/partner_expect")).await;
    let made = program.post(&surveys, &ready["definition"]).await;
    let address = made.has_status(201).header("Location").unwrap().to_owned();
    let key = json(&made)["key"].clone();
    let seen = program.get(&address).await;
    let mark = seen.header("ETag").unwrap();
    let mut definition = json(&seen)["definition"].clone();
    definition["title"] = json!("What partners hope for");
    definition["key"] = json!("another_key");
    let put = async |body: &Value| {
        program.ask(Method::Put, &address, Some(body.to_string()), &[("If-Match", mark)]).await
    };
    let replaced = put(&definition).await;
    let now = json(replaced.has_status(200));
    assert_eq!((&now["title"], &now["key"]), (&json!("What partners hope for"), &key));
    assert_eq!(program.read(&address).await, now);
    is_problem(&put(&definition).await, 412, "changed_since");
    is_problem(&program.put(&address, &json!({})).await, 422, "invalid");
    // An answer that is given in another way would be counted with the old ones.
    let mut other = definition.clone();
    let items = other["sections"][0]["items"].as_array_mut().unwrap();
    items.iter_mut().find(|item| item["role"].is_null()).unwrap()["kind"] = json!("short_text");
    is_problem(&program.put(&address, &other).await, 422, "invalid");
    assert_eq!(program.read(&address).await, now);
    let ready = format!("{surveys}/partner_expect");
    is_problem(&program.put(&ready, &definition).await, 409, "ready_made");
    is_problem(&program.delete(&ready).await, 409, "ready_made");
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page = format!("/programmes/reading/surveys/{}", key.as_str().unwrap());
    publish(&trainer, &page).await.has_status(303);
    is_problem(&program.delete(&address).await, 409, "published");
    program.put(&address, &definition).await.has_status(200);
    let draft = program.post(&surveys, &definition).await;
    let draft = draft.has_status(201).header("Location").unwrap().to_owned();
    program.delete(&draft).await.has_status(204);
    is_problem(&program.get(&draft).await, 404, "not_found");
    is_problem(&program.delete(&draft).await, 404, "not_found");
    let acts = audit::latest(app.app.db.read(), app.programme.id, 20).await.unwrap();
    for act in ["replaced the survey by a file", "deleted the survey"] {
        assert!(acts.iter().any(|entry| entry.act == act && entry.object.contains("A program")), "{act}");
    }
}
