//! Rounds, for programs.

use common_ground::{
    store::{
        api_tokens::ApiScope,
        audit,
        courses::{self, RoundPurpose},
        people::PersonRole,
    },
    survey::round::{PrivacyMode, RoundState},
};
use jiff::ToSpan;
use rocket::http::Method;
use serde_json::json;

use crate::support::{
    api::{HOME, Program, is_problem, json},
    app::TestApp,
    planning::{filled, plan, round},
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

#[rocket::async_test]
async fn a_program_moves_an_open_round_and_closes_it_and_then_its_dates_stay() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    let round = app.round("staff_needs", |round| round.privacy = PrivacyMode::Confidential).await;
    app.answers(&round, "front_line", 6, 4).await;
    let address = format!("{HOME}/rounds/{}", round.code);
    let moved = program.patch(&address, &json!({"closes_at": "2026-06-05T16:00:30Z"})).await;
    assert_eq!(json(moved.has_status(200))["closes_at"], json!("2026-06-05T16:00:00Z"), "to the minute");
    assert_eq!(program.read(&address).await, json(&moved));
    for (body, pointer) in [
        (json!({"opens_at": "2026-06-01T16:00:00Z"}), "/opens_at"),
        (json!({"closes_at": "2020-06-01T16:00:00Z"}), "/closes_at"),
        (json!({"closes_at": "9000-06-01T16:00:00Z"}), "/closes_at"),
        (json!({"closes_at": null}), "/closes_at"),
        (json!({"state": "cancelled"}), "/state"),
        (json!({"state": "closed", "closes_at": "2026-06-06T16:00:00Z"}), "/state"),
        (json!({"answered": 7}), "/answered"),
    ] {
        let problem = is_problem(&program.patch(&address, &body).await, 422, "invalid");
        assert_eq!(problem["errors"][0]["pointer"].as_str(), Some(pointer), "{problem}");
    }
    is_problem(&program.delete(&address).await, 409, "answered");
    assert_eq!(program.read(&address).await["state"], json!("open"));
    let closed = program.patch(&address, &json!({"state": "closed"})).await;
    assert_eq!(json(closed.has_status(200))["state"], json!("closed"));
    program.get(&format!("{address}/figures")).await.has_status(200);
    is_problem(&program.patch(&address, &json!({"closes_at": "2026-07-05T16:00:00Z"})).await, 409, "over");
    is_problem(&program.patch(&address, &json!({"state": "open"})).await, 422, "invalid");
    is_problem(&program.delete(&address).await, 409, "answered");
    let acts = audit::latest(app.app.db.read(), app.programme.id, 9).await.unwrap();
    for act in ["changed the dates of the survey", "closed the survey early"] {
        assert!(acts.iter().any(|entry| entry.act == act && entry.object.contains("A program")), "{act}");
    }
}

#[rocket::async_test]
async fn a_program_cancels_a_planned_round_plans_it_again_and_deletes_it() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    let round = app
        .round("staff_needs", |round| {
            round.state = RoundState::Planned;
            round.opens_at += 48.hours();
        })
        .await;
    let address = format!("{HOME}/rounds/{}", round.code);
    let seen = program.get(&address).await;
    let mark = seen.header("ETag").unwrap();
    let later = json!({"opens_at": "2026-05-24T09:00:00Z"});
    let later = program.ask(Method::Patch, &address, Some(later.to_string()), &[("If-Match", mark)]).await;
    assert_eq!(json(later.has_status(200))["opens_at"], json!("2026-05-24T09:00:00Z"));
    let off = Some(json!({"state": "cancelled"}).to_string());
    is_problem(&program.ask(Method::Patch, &address, off, &[("If-Match", mark)]).await, 412, "changed_since");
    for state in ["cancelled", "planned"] {
        let now = program.patch(&address, &json!({ "state": state })).await;
        assert_eq!(json(now.has_status(200))["state"], json!(state));
    }
    program.delete(&address).await.has_status(204);
    is_problem(&program.get(&address).await, 404, "not_found");
    is_problem(&program.delete(&address).await, 404, "not_found");
}

#[rocket::async_test]
async fn the_rounds_of_a_course_follow_it_and_one_that_a_course_compares_stays() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (course, _) = plan(&app, &trainer, &filled()).await;
    let own = round(&app, &course, RoundPurpose::Feedback).await;
    let address = format!("{HOME}/rounds/{}", own.code);
    is_problem(&program.patch(&address, &json!({"state": "cancelled"})).await, 409, "of_course");
    is_problem(&program.delete(&address).await, 409, "of_course");
    let compared = app.round("staff_offer", |round| round.state = RoundState::Closed).await;
    let db = app.app.db.write_one();
    courses::attach(db, course.id, compared.id, RoundPurpose::LibraryOffer).await.unwrap();
    is_problem(&program.delete(&format!("{HOME}/rounds/{}", compared.code)).await, 409, "compared");
}
