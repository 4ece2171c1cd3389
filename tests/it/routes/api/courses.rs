//! Courses, for programs.

use common_ground::store::{api_tokens::ApiScope, audit, people::PersonRole};
use rocket::http::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{
    api::{HOME, Program, is_problem, json},
    app::TestApp,
    course as support,
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

#[rocket::async_test]
async fn a_program_moves_a_course_and_its_surveys_move_with_it() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    let mut new = course();
    new["feedback"] = json!("course_post");
    new["aims"] = aims(&program).await;
    let made = program.post(&format!("{HOME}/courses"), &new).await;
    let address = made.has_status(201).header("Location").unwrap().to_owned();
    let told = json(&made);
    assert_eq!(
        (&told["days"], &told["sides"], &told["one_form"]),
        (&new["days"], &new["sides"], &json!(false))
    );
    let days = json!([{"date": "2026-06-24", "starts": "10:00", "ends": "16:00"}]);
    let moved = json!({"days": days, "place": "Plaistow Library", "trainers": "Tom"});
    let moved = json(program.patch(&address, &moved).await.has_status(200));
    assert_eq!((&moved["days"], &moved["title"]), (&days, &new["title"]));
    assert_eq!(
        (&moved["starts_at"], &moved["ends_at"]),
        (&json!("2026-06-24T09:00:00Z"), &json!("2026-06-24T15:00:00Z"))
    );
    assert_eq!(program.read(&address).await, moved);
    let round =
        program.read(&format!("{HOME}/rounds/{}", moved["rounds"][0]["code"].as_str().unwrap())).await;
    assert!(round["opens_at"].as_str().unwrap().starts_with("2026-06-24"), "{round}");
    for (member, value, pointer) in [
        ("title", json!(""), "/title"),
        ("title", json!(null), "/title"),
        ("days", json!([]), "/days"),
        ("days", json!([{"date": "soon", "starts": "10:00", "ends": "16:00"}]), "/days/0/date"),
        ("sides", json!([]), "/sides"),
        ("aims", json!(["nothing"]), "/aims"),
        ("partners", json!([Uuid::new_v4()]), "/partners"),
        ("time_zone", json!("Mars/Base"), "/time_zone"),
        ("state", json!("frozen"), "/state"),
        ("privacy", json!("shared"), "/privacy"),
    ] {
        let problem = is_problem(&program.patch(&address, &json!({ member: value })).await, 422, "invalid");
        let pointers: Vec<_> =
            problem["errors"].as_array().unwrap().iter().map(|error| &error["pointer"]).collect();
        assert!(pointers.contains(&&json!(pointer)), "{member}: {problem}");
    }
    assert_eq!(program.read(&address).await, moved, "what is refused changes nothing");
    let mark = made.header("ETag").unwrap_or("\"none\"");
    let seen = [("If-Match", mark)];
    let old = program.ask(Method::Patch, &address, Some("{\"title\": \"Later\"}".to_owned()), &seen).await;
    is_problem(&old, 412, "changed_since");
    // Both sides are asked from now on, with one link.
    let both = json!({"sides": ["library", "partner"], "one_form": true});
    let both = json(program.patch(&address, &both).await.has_status(200));
    assert_eq!((&both["sides"], &both["one_form"]), (&json!(["library", "partner"]), &json!(true)));
    assert_eq!(both["rounds"].as_array().unwrap().len(), 2);
}

#[rocket::async_test]
async fn a_program_cancels_a_course_and_deletes_one_that_nobody_answered() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    let mut new = course();
    new["feedback"] = json!("course_post");
    new["aims"] = aims(&program).await;
    let made = program.post(&format!("{HOME}/courses"), &new).await;
    let address = made.has_status(201).header("Location").unwrap().to_owned();
    let round = format!("{HOME}/rounds/{}", json(&made)["rounds"][0]["code"].as_str().unwrap());
    let more = json!({"state": "cancelled", "title": "Off"});
    is_problem(&program.patch(&address, &more).await, 422, "invalid");
    let off = json(program.patch(&address, &json!({"state": "cancelled"})).await.has_status(200));
    assert_eq!((&off["state"], &off["title"]), (&json!("cancelled"), &new["title"]));
    assert_eq!(program.read(&round).await["state"], json!("cancelled"));
    is_problem(&program.patch(&address, &json!({"title": "On"})).await, 409, "cancelled");
    program.delete(&address).await.has_status(204);
    is_problem(&program.get(&address).await, 404, "not_found");
    is_problem(&program.get(&round).await, 404, "not_found");
    is_problem(&program.delete(&address).await, 404, "not_found");
    let acts = audit::latest(app.app.db.read(), app.programme.id, 9).await.unwrap();
    for act in ["cancelled the course", "deleted the course"] {
        assert!(acts.iter().any(|entry| entry.act == act && entry.object.contains("A program")), "{act}");
    }
}

#[rocket::async_test]
async fn a_course_that_was_answered_stays_and_after_its_summary_its_days_stay_too() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    support::with_managers(&app).await;
    let (held, _) = support::course(&app, 9).await;
    let address = format!("{HOME}/courses/{}", held.id);
    is_problem(&program.delete(&address).await, 409, "answered");
    program.patch(&address, &json!({"title": "Pilot course 3, Stratford"})).await.has_status(200);
    let aims = json!({"aims": ["anything"]});
    is_problem(&program.patch(&address, &aims).await, 422, "invalid");
    app.wait_days(10);
    app.run_due().await;
    assert_eq!(program.read(&address).await["state"], json!("frozen"));
    is_problem(&program.delete(&address).await, 409, "frozen");
    is_problem(&program.patch(&address, &json!({"state": "cancelled"})).await, 409, "frozen");
    let days = json!({"days": [{"date": "2026-06-24", "starts": "10:00", "ends": "16:00"}]});
    let problem = is_problem(&program.patch(&address, &days).await, 422, "invalid");
    assert_eq!(problem["errors"][0]["pointer"], json!("/days"));
    let renamed = program.patch(&address, &json!({"title": "Pilot course 3"})).await;
    assert_eq!(json(renamed.has_status(200))["title"], json!("Pilot course 3"));
    let manager = Program::of(&app, PersonRole::Manager, &[ApiScope::FiguresRead]).await;
    assert_eq!(manager.read(&address).await["partners"], json!([]));
}
