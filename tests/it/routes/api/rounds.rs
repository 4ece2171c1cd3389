//! Rounds, for programs.

use common_ground::store::{api_tokens::ApiScope, people::PersonRole};
use serde_json::json;

use crate::support::{
    api::{HOME, Program, is_problem, json},
    app::TestApp,
};

#[rocket::async_test]
async fn a_program_puts_a_survey_to_people_who_are_then_invited() {
    let app = TestApp::start().await;
    app.works_every_day().await;
    let program = Program::trainer(&app).await;
    let contact = json!({"name": "Tom Hartley", "email": "tom.hartley@example.org"});
    program.post(&format!("{HOME}/contacts"), &contact).await.has_status(201);
    let new = json!({
        "survey": "staff_needs", "side": "library", "privacy": "confidential", "audience": "invited",
        "closes_at": "2026-06-05T16:00:00Z", "groups": ["everybody"]
    });
    let reply = program.post(&format!("{HOME}/rounds"), &new).await;
    let made = json(reply.has_status(201));
    assert_eq!((&made["state"], &made["invited"], &made["answered"]), (&json!("open"), &json!(1), &json!(0)));
    assert_eq!(made["closes_at"], json!("2026-06-05T16:00:00Z"));
    assert_eq!(program.read(reply.header("Location").unwrap()).await, made);
    app.wait_days(1);
    app.run_due().await;
    let link = app.link_to("tom.hartley@example.org", "/i/").await;
    app.visitor().await.get(&link).await.has_status(200);
}

#[rocket::async_test]
async fn what_is_wrong_with_a_round_is_told_where_it_is() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    let good = json!({
        "survey": "staff_needs", "side": "library", "privacy": "anonymous", "audience": "open",
        "closes_at": "2026-06-05T16:00:00Z"
    });
    for (member, value, pointer) in [
        ("survey", json!("none_such"), "/survey"),
        ("side", json!("partner"), "/side"),
        ("privacy", json!(""), "/privacy"),
        ("audience", json!("some"), "/audience"),
        ("audience", json!("invited"), "/groups"),
        ("closes_at", json!("2020-06-05T16:00:00Z"), "/closes_at"),
        ("opens_at", json!("2026-07-05T16:00:00Z"), "/closes_at"),
        ("groups", json!(["nobody"]), "/groups"),
        ("partner_id", json!(program.person), "/partner_id"),
    ] {
        let mut new = good.clone();
        new[member] = value;
        let problem = is_problem(&program.post(&format!("{HOME}/rounds"), &new).await, 422, "invalid");
        let pointers: Vec<_> =
            problem["errors"].as_array().unwrap().iter().map(|error| &error["pointer"]).collect();
        assert!(pointers.contains(&&json!(pointer)), "{member}: {problem}");
    }
    program.post(&format!("{HOME}/rounds"), &good).await.has_status(201);
}

#[rocket::async_test]
async fn no_count_of_an_open_round_moves_with_one_answer() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    let manager = Program::of(&app, PersonRole::Manager, &[ApiScope::FiguresRead]).await;
    let round = app.round("staff_needs", |_| {}).await;
    let address = format!("{HOME}/rounds/{}", round.code);
    let mut counts = Vec::new();
    for _ in 0..12 {
        app.answers(&round, "front_line", 1, 4).await;
        app.run_due().await;
        counts.push(program.read(&address).await["answered"].as_u64().unwrap());
    }
    let steps: Vec<u64> = counts.windows(2).map(|pair| pair[1] - pair[0]).filter(|step| *step > 0).collect();
    assert!(steps.iter().all(|step| *step >= 5), "{counts:?}");
    is_problem(&manager.get(&address).await, 404, "not_found");
    app.wait_days(9);
    app.run_due().await;
    assert_eq!(program.read(&address).await["answered"], json!(12));
    assert_eq!(manager.read(&address).await["state"], json!("closed"));
}
