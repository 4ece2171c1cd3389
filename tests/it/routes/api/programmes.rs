//! The programme of a token.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use common_ground::store::{api_tokens::ApiScope, people::PersonRole, programmes};
use serde_json::json;

use crate::support::{
    api::{HOME, Program, is_problem},
    app::{TestApp, add_programme},
};

const PROGRAMMES: &str = "/api/v1/programmes";

#[rocket::async_test]
async fn a_token_sees_its_programme_as_a_list_of_one_and_no_other() {
    let app = TestApp::start().await;
    add_programme(&app.app, "elsewhere").await;
    let program = Program::of(&app, PersonRole::Manager, &[ApiScope::FiguresRead]).await;
    let listed = program.read(PROGRAMMES).await;
    let one = program.read(HOME).await;
    assert_eq!(listed, json!({ "data": [one], "next": null }));
    assert_eq!((&one["slug"], &one["name"]), (&json!("reading"), &json!("Welcome to reading")));
    assert_eq!((&one["time_zone"], &one["smallest_group"]), (&json!("Europe/London"), &json!(5)));
    let kinds = one["partner_kinds"].as_array().unwrap();
    assert!(kinds.contains(&json!({ "key": "school", "label": "School" })), "{kinds:?}");
    is_problem(&program.get(&format!("{PROGRAMMES}/elsewhere")).await, 404, "not_found");
    let after = format!("{PROGRAMMES}?cursor={}", URL_SAFE_NO_PAD.encode(app.programme.id.as_bytes()));
    assert_eq!(program.read(&after).await["data"], json!([]), "there is nothing after it");
}

#[rocket::async_test]
async fn what_is_set_on_pages_is_what_a_program_reads() {
    let app = TestApp::start().await;
    let program = Program::of(&app, PersonRole::Trainer, &[ApiScope::FiguresRead]).await;
    let mut programme = programmes::get(app.app.db.read(), app.programme.id).await.unwrap();
    programme.name = "Reading together".to_owned();
    programme.settings.time_zone = "Europe/Dublin".to_owned();
    programme.settings.promises.min_group = 8;
    programmes::update(app.app.db.write_one(), &programme).await.unwrap();
    let one = program.read(HOME).await;
    assert_eq!((&one["name"], &one["time_zone"]), (&json!("Reading together"), &json!("Europe/Dublin")));
    assert_eq!(one["smallest_group"], json!(8));
}

#[rocket::async_test]
async fn a_token_without_the_scope_for_figures_reads_no_programme() {
    let app = TestApp::start().await;
    let program = Program::of(&app, PersonRole::Trainer, &[ApiScope::ContactsWrite]).await;
    for address in [PROGRAMMES, HOME] {
        is_problem(&program.get(address).await, 403, "scope_missing");
    }
}
