//! Whose token it is, and what it may.

use common_ground::store::{api_tokens::ApiScope, people::PersonRole};
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::support::{
    api::{Program, is_problem, json},
    app::TestApp,
};

const ME: &str = "/api/v1/me";

#[rocket::async_test]
async fn a_program_is_told_whose_token_it_has_and_until_when_it_works() {
    let app = TestApp::start().await;
    let program = Program::of(&app, PersonRole::Trainer, &[ApiScope::ContactsRead]).await;
    let me = json(program.get(ME).await.has_status(200));
    let mut members: Vec<&String> = me.as_object().unwrap().keys().collect();
    members.sort();
    assert_eq!(members, ["email", "expires_at", "name", "programme", "role", "scopes", "token"]);
    assert_eq!((&me["role"], &me["programme"]), (&json!("trainer"), &json!("reading")));
    assert_eq!((&me["token"], &me["scopes"]), (&json!("A program"), &json!(["contacts:read"])));
    assert!(me["email"].as_str().unwrap().starts_with("trainer."), "{me}");
    let until = app.now() + SignedDuration::from_hours(90 * 24);
    assert_eq!(me["expires_at"], json!(until.to_string()));
    // What reads itself never reads the secret.
    assert!(!me.to_string().contains(&program.token));
    app.wait_days(91);
    is_problem(&program.get(ME).await, 401, "token_expired");
}

#[rocket::async_test]
async fn a_token_may_no_more_than_the_role_of_its_owner() {
    let app = TestApp::start().await;
    for (role, scopes) in [
        (PersonRole::Manager, json!(["figures:read"])),
        (PersonRole::Admin, ApiScope::ALL.map(ApiScope::key).into_iter().collect::<Value>()),
    ] {
        let program = Program::of(&app, role, &ApiScope::ALL).await;
        assert_eq!(program.read(ME).await["scopes"], scopes, "{}", role.key());
    }
}
