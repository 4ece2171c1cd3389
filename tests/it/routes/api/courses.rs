//! Courses, for programs.

use common_ground::store::people::PersonRole;
use serde_json::{Value, json};
use uuid::Uuid;

use common_ground::store::api_tokens::ApiScope;

use crate::support::{
    api::{HOME, Program, is_problem, json},
    app::TestApp,
};

fn course() -> Value {
    json!({
        "title": "Pilot course 4", "place": "East Ham Library", "privacy": "anonymous", "sides": ["library"],
        "days": [
            {"date": "2026-06-17", "starts": "10:00", "ends": "16:00"},
            {"date": "2026-06-18", "starts": "10:00", "ends": "12:30"}
        ]
    })
}

#[rocket::async_test]
async fn a_program_plans_a_course_with_its_surveys_and_with_who_takes_part() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    let contact = json!({"name": "Tom Hartley", "email": "tom.hartley@example.org"});
    let contact =
        json(program.post(&format!("{HOME}/contacts"), &contact).await.has_status(201))["id"].clone();
    let mut new = course();
    new["feedback"] = json!("course_post");
    new["aims"] = aims(&program).await;
    new["participants"] = json!([contact]);
    let reply = program.post(&format!("{HOME}/courses"), &new).await;
    let made = json(reply.has_status(201));
    assert_eq!(made["starts_at"], json!("2026-06-17T09:00:00Z"));
    assert_eq!(made["ends_at"], json!("2026-06-18T11:30:00Z"));
    assert_eq!(made["rounds"][0]["purpose"], json!("feedback"));
    let address = reply.header("Location").unwrap();
    assert_eq!(program.read(address).await, made);
    let people = program.read(&format!("{address}/participants")).await;
    assert_eq!(people["data"][0]["name"], json!("Tom Hartley"));
    let round = program.read(&format!("{HOME}/rounds/{}", made["rounds"][0]["code"].as_str().unwrap())).await;
    assert_eq!(
        (&round["state"], &round["course_id"], &round["invited"]),
        (&json!("planned"), &made["id"], &json!(1))
    );
    is_problem(&program.get(&format!("{address}/summary")).await, 404, "not_found");
}

/// As many aims as the survey after a course needs.
async fn aims(program: &Program) -> Value {
    let survey = program.read(&format!("{HOME}/surveys/course_post")).await;
    let survey =
        common_ground::survey::definition::Survey::parse("it", &survey["definition"].to_string()).unwrap();
    let needed = survey.aims_to_pick.unwrap_or_default();
    json!(survey.aims().into_iter().take(needed).collect::<Vec<_>>())
}

#[rocket::async_test]
async fn what_is_wrong_with_a_course_is_told_where_it_is() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    for (member, value, pointer) in [
        ("title", json!(""), "/title"),
        ("sides", json!([]), "/sides"),
        ("privacy", json!("secret"), "/privacy"),
        ("days", json!([]), "/days"),
        ("days", json!([{"date": "soon", "starts": "10:00", "ends": "16:00"}]), "/days/0/date"),
        ("days", json!([{"date": "2026-06-17", "starts": "16:00", "ends": "10:00"}]), "/days/0/ends"),
        (
            "days",
            json!([{"date": "2026-06-17", "starts": "ten\n2026-06-19", "ends": "16:00"}]),
            "/days/0/starts",
        ),
        ("feedback", json!("none_such"), "/feedback"),
        ("time_zone", json!("Mars/Base"), "/time_zone"),
        ("partners", json!([Uuid::new_v4()]), "/partners"),
        ("participants", json!([Uuid::new_v4()]), "/participants"),
    ] {
        let mut new = course();
        new[member] = value;
        let problem = is_problem(&program.post(&format!("{HOME}/courses"), &new).await, 422, "invalid");
        let pointers: Vec<_> =
            problem["errors"].as_array().unwrap().iter().map(|error| &error["pointer"]).collect();
        assert!(pointers.contains(&&json!(pointer)), "{member}: {problem}");
    }
    assert_eq!(program.read(&format!("{HOME}/courses")).await["data"], json!([]));
}

#[rocket::async_test]
async fn a_manager_reads_of_a_course_only_once_its_summary_is_written() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    let manager = Program::of(&app, PersonRole::Manager, &[ApiScope::FiguresRead]).await;
    let reply = program.post(&format!("{HOME}/courses"), &course()).await;
    let address = reply.has_status(201).header("Location").unwrap().to_owned();
    assert_eq!(manager.read(&format!("{HOME}/courses")).await["data"], json!([]));
    is_problem(&manager.get(&address).await, 404, "not_found");
    is_problem(&manager.get(&format!("{address}/summary")).await, 404, "not_found");
}
