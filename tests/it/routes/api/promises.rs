//! Promises, for programs.

use common_ground::store::{api_tokens::ApiScope, audit, people::PersonRole};
use rocket::http::Method;
use serde_json::json;

use crate::support::{
    api::{HOME, Program, is_problem, json},
    app::TestApp,
    promises::add_promise,
};

#[rocket::async_test]
async fn a_program_says_how_a_promise_stands_and_puts_it_into_better_words() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page =
        add_promise(&trainer, &[("what", "Ring the homes"), ("who", "Ada"), ("by", "2026-06-20")]).await;
    let program =
        Program::of(&app, PersonRole::Trainer, &[ApiScope::PromisesWrite, ApiScope::FiguresRead]).await;
    let address = format!("{HOME}/promises/{}", page.rsplit('/').next().unwrap());
    let seen = program.get(&address).await;
    let mark = seen.header("ETag").unwrap();
    for (body, pointer) in [
        (json!({"state": "done"}), "/outcome"),
        (json!({"state": "maybe"}), "/state"),
        (json!({"what": null}), "/what"),
        (json!({"what": " "}), "/what"),
        (json!({"due_on": "soon"}), "/due_on"),
        (json!({"owner": "Ben"}), "/owner"),
    ] {
        let problem = is_problem(&program.patch(&address, &body).await, 422, "invalid");
        assert_eq!(problem["errors"][0]["pointer"].as_str(), Some(pointer), "{problem}");
    }
    let done = json!({"state": "done", "outcome": "We rang all five"});
    let done = json(program.patch(&address, &done).await.has_status(200));
    assert_eq!((&done["state"], &done["owner"]), (&json!("done"), &json!("Ada")));
    trainer.get(&page).await.says("Done on 21 May 2026. We rang all five.");
    let words = json!({"what": "Ring all the homes", "asked": "More calls", "due_on": null});
    let worded = json(program.patch(&address, &words).await.has_status(200));
    assert_eq!(
        (&worded["what"], &worded["due_on"], &worded["state"]),
        (&json!("Ring all the homes"), &json!(null), &json!("done"))
    );
    assert_eq!(program.read(&address).await, worded);
    let open = json(program.patch(&address, &json!({"state": "open"})).await.has_status(200));
    assert_eq!(open["outcome"], json!(""), "what is not done has no outcome");
    is_problem(
        &program.ask(Method::Delete, &address, None, &[("If-Match", mark)]).await,
        412,
        "changed_since",
    );
    program.delete(&address).await.has_status(204);
    is_problem(&program.get(&address).await, 404, "not_found");
    trainer.get(&page).await.has_status(404);
    let acts = audit::latest(app.app.db.read(), app.programme.id, 9).await.unwrap();
    for act in ["said how a promise stands", "changed the promise", "deleted the promise"] {
        assert!(acts.iter().any(|entry| entry.act == act && entry.object.contains("A program")), "{act}");
    }
}
