//! What spreadsheets read.

use std::{collections::BTreeSet, process::Command};

use base64::{Engine, engine::general_purpose::STANDARD};
use common_ground::{
    store::{
        api_tokens::ApiScope,
        courses::{self, Course, CourseState, RoundPurpose},
        people::PersonRole,
        rounds::Round,
    },
    survey::round::PrivacyMode,
};
use jiff::ToSpan;
use rocket::http::{Header, Method};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{
    api::{HOME, Program, json},
    app::{TestApp, add_programme},
    program,
    visitor::Reply,
};

/// The address of something in the feed of a round.
fn feed(round: &Round, end: &str) -> String {
    format!("/odata/reading/{}.svc{end}", round.code)
}

/// Asks as Excel and Power BI do: with the token as a password.
async fn ask(program: &Program, address: &str) -> Reply {
    let pair = STANDARD.encode(format!("excel:{}", program.token));
    let request = program.visitor.client().get(address.to_owned());
    program.visitor.send(request.header(Header::new("Authorization", format!("Basic {pair}")))).await
}

async fn read(program: &Program, address: &str) -> Value {
    let reply = ask(program, address).await;
    reply.has_status(200);
    assert_eq!(reply.header("OData-Version"), Some("4.0"), "{address}");
    json(&reply)
}

async fn rows(program: &Program, address: &str) -> Vec<Value> {
    read(program, address).await["value"].as_array().unwrap().clone()
}

#[track_caller]
fn is_refused(reply: &Reply, status: u16, code: &str) {
    reply.has_status(status);
    let error = json(reply);
    assert_eq!(error["error"]["code"], json!(code), "{error}");
    assert!(error["error"]["message"].as_str().is_some_and(|words| words.len() > 10), "{error}");
    assert_eq!(reply.header("OData-Version"), Some("4.0"));
}

async fn closes(app: &TestApp) {
    app.wait_days(9);
    app.run_due().await;
}

/// A value as the cell of a CSV file that it stands for.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        number => number.to_string(),
    }
}

/// Whether a value says what a cell says: numbers can be written in several ways.
fn is_same(value: &Value, cell_there: &str) -> bool {
    let number = |text: &str| text.parse::<f64>().ok();
    cell(value) == cell_there || (value.is_number() && value.as_f64() == number(cell_there))
}

/// Holds rows against a CSV file whose headings are their names.
#[track_caller]
fn are_the_lines_of(rows: &[Value], csv_file: &str) {
    let mut file = csv::Reader::from_reader(csv_file.as_bytes());
    let headings = file.headers().unwrap().clone();
    let lines: Vec<_> = file.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), lines.len());
    assert!(!lines.is_empty());
    for (row, line) in rows.iter().zip(&lines) {
        for (heading, there) in headings.iter().zip(line.iter()) {
            assert!(is_same(&row[heading], there), "{heading}: {} is not {there}", row[heading]);
        }
    }
}

#[rocket::async_test]
async fn a_spreadsheet_reads_the_very_figures_of_the_csv_files_with_a_token_as_its_password() {
    let app = TestApp::start().await;
    let program = Program::of(&app, PersonRole::Manager, &[ApiScope::FiguresRead]).await;
    let (offer, expects) =
        (app.round("staff_offer", |_| {}).await, app.round("partner_expect", |_| {}).await);
    app.answers(&offer, "front_line", 8, 2).await;
    app.answers(&expects, "school", 12, 5).await;
    closes(&app).await;
    let service = read(&program, &feed(&offer, "")).await;
    let names: Vec<&str> =
        service["value"].as_array().unwrap().iter().map(|set| set["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Items", "Comparison", "Codebook"], "a manager has no answers");
    assert_eq!(read(&program, &feed(&offer, "/")).await, service, "some add a stroke to the address");
    let figures = program.get(&format!("{HOME}/rounds/{}/figures", offer.code)).await;
    let items = rows(&program, &feed(&offer, "/Items")).await;
    are_the_lines_of(&items, &figures.has_status(200).body);
    assert_eq!((&items[0]["row"], &items[0]["round"]), (&json!(1), &json!(offer.code)));
    let compared = program.get(&format!("{HOME}/comparisons/{}/{}", offer.code, expects.code)).await;
    let comparison = rows(&program, &feed(&expects, "/Comparison")).await;
    are_the_lines_of(&comparison, &compared.has_status(200).body);
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let explained = trainer.get(&format!("/programmes/reading/rounds/{}/codebook.csv", offer.code)).await;
    let codebook = rows(&program, &feed(&offer, "/Codebook")).await;
    are_the_lines_of(&codebook, explained.body.trim_start_matches('\u{feff}'));
}

#[rocket::async_test]
async fn names_are_the_same_in_the_service_its_description_and_the_rows() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    let round = app.round("staff_needs", |round| round.privacy = PrivacyMode::Confidential).await;
    app.answers(&round, "front_line", 12, 4).await;
    closes(&app).await;
    let metadata = ask(&program, &feed(&round, "/$metadata")).await;
    assert!(metadata.has_status(200).header("Content-Type").unwrap().starts_with("application/xml"));
    let sets: Vec<&str> = names_in(&metadata.body, "<EntitySet Name=\"");
    assert_eq!(sets, ["Items", "Comparison", "Codebook", "Answers"]);
    for set in sets {
        let (_, own) = metadata.body.split_once(&format!("<EntityType Name=\"{set}Row\">")).unwrap();
        let (own, _) = own.split_once("</EntityType>").unwrap();
        let told: BTreeSet<&str> = names_in(own, "<Property Name=\"").into_iter().collect();
        let sign = |c: char| c.is_ascii_alphanumeric() || c == '_';
        assert!(told.iter().all(|name| name.chars().all(sign)), "{told:?}");
        assert_eq!(own.matches("<PropertyRef").count(), 1, "{set} has one key");
        for row in rows(&program, &feed(&round, &format!("/{set}"))).await {
            let there: BTreeSet<&str> = row.as_object().unwrap().keys().map(String::as_str).collect();
            assert_eq!(there, told, "{set}: nothing is left out, not even where there is nothing");
        }
    }
}

fn names_in<'t>(text: &'t str, before: &str) -> Vec<&'t str> {
    text.split(before).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

#[rocket::async_test]
async fn answers_have_the_cells_of_the_csv_file_and_stay_in_one_order_under_ids_of_their_own() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    let round = app.round("staff_needs", |round| round.privacy = PrivacyMode::Confidential).await;
    app.answers(&round, "front_line", 12, 4).await;
    app.answers(&round, "outreach", 6, 2).await;
    closes(&app).await;
    let file = program.get(&format!("{HOME}/rounds/{}/answers", round.code)).await;
    let mut csv_file = csv::Reader::from_reader(file.has_status(200).body.as_bytes());
    let headings: Vec<String> =
        csv_file.headers().unwrap().iter().skip(1).map(|heading| heading.replace('/', "_")).collect();
    let lines = csv_file.records().map(|line| line.unwrap().iter().skip(1).map(str::to_owned).collect());
    let mut lines: Vec<Vec<String>> = lines.collect();
    let answers = rows(&program, &feed(&round, "/Answers")).await;
    let cells = answers.iter().map(|row| headings.iter().map(|name| cell(&row[name])).collect());
    let mut cells: Vec<Vec<String>> = cells.collect();
    lines.sort();
    cells.sort();
    assert_eq!(cells, lines);
    // A spreadsheet that loads them in parts gets each once.
    let first = rows(&program, &feed(&round, "/Answers?$top=10")).await;
    let rest = rows(&program, &feed(&round, "/Answers?$skip=10")).await;
    assert_eq!([first, rest].concat(), answers);
    let ids: BTreeSet<&str> = answers.iter().map(|row| row["response_id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), 18);
    assert!(ids.iter().all(|id| !file.body.contains(id)), "ids of the feed alone");
}

#[rocket::async_test]
async fn rows_and_columns_can_be_chosen_and_what_is_not_supported_is_said() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    let round = app.round("staff_needs", |_| {}).await;
    app.answers(&round, "front_line", 12, 4).await;
    closes(&app).await;
    let all = rows(&program, &feed(&round, "/Items")).await;
    let some = read(&program, &feed(&round, "/Items?$top=2&$skip=1&$count=true&$select=row,key")).await;
    assert_eq!(some["@odata.count"], json!(all.len()));
    assert!(some["@odata.context"].as_str().unwrap().ends_with(".svc/$metadata#Items(row,key)"), "{some}");
    assert_eq!(some["value"], json!([{"row": 2, "key": all[1]["key"]}, {"row": 3, "key": all[2]["key"]}]));
    for (end, status, code) in [
        ("/Items?$filter=n%20gt%205", 501, "not_implemented"),
        ("/Items?$orderby=n", 501, "not_implemented"),
        ("/Items(1)", 501, "not_implemented"),
        ("/Items/$count", 501, "not_implemented"),
        ("/Items(1)/key", 501, "not_implemented"),
        ("/Items(1)/key/$value", 501, "not_implemented"),
        ("/Nothing/$count", 404, "not_found"),
        ("/Items?$top=many", 400, "invalid_option"),
        ("/Items?$select=nothing", 400, "invalid_option"),
        ("/Nothing", 404, "not_found"),
    ] {
        is_refused(&ask(&program, &feed(&round, end)).await, status, code);
    }
    let reply = ask(&program, &feed(&round, "/Items")).await;
    let mark = reply.header("ETag").unwrap();
    program.ask(Method::Get, &feed(&round, "/Items"), None, &[("If-None-Match", mark)]).await.has_status(304);
}

#[rocket::async_test]
async fn an_open_survey_has_its_codebook_alone() {
    let app = TestApp::start().await;
    let (trainer, manager) = (
        Program::trainer(&app).await,
        Program::of(&app, PersonRole::Manager, &[ApiScope::FiguresRead]).await,
    );
    let round = app.round("staff_needs", |_| {}).await;
    app.answers(&round, "front_line", 12, 4).await;
    let service = read(&trainer, &feed(&round, "")).await;
    assert_eq!(service["value"], json!([{"name": "Codebook", "kind": "EntitySet", "url": "Codebook"}]));
    for table in ["/Items", "/Comparison"] {
        is_refused(&ask(&trainer, &feed(&round, table)).await, 409, "not_closed");
    }
    is_refused(&ask(&trainer, &feed(&round, "/Answers")).await, 409, "answers_stay");
    is_refused(&ask(&manager, &feed(&round, "")).await, 404, "not_found");
}

#[rocket::async_test]
async fn answers_stay_where_they_would_tell_who_gave_them_and_for_tokens_that_may_not_have_them() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    let figures = Program::of(&app, PersonRole::Trainer, &[ApiScope::FiguresRead]).await;
    let round = app.round("staff_needs", |_| {}).await;
    app.answers(&round, "front_line", 7, 4).await;
    closes(&app).await;
    assert!(!ask(&program, &feed(&round, "/$metadata")).await.body.contains("Answers"));
    is_refused(&ask(&program, &feed(&round, "/Answers")).await, 409, "answers_stay");
    is_refused(&ask(&figures, &feed(&round, "/Answers")).await, 403, "scope_missing");
}

#[rocket::async_test]
async fn a_course_has_the_figures_of_its_surveys_together() {
    let app = TestApp::start().await;
    let program = Program::of(&app, PersonRole::Manager, &[ApiScope::FiguresRead]).await;
    let course = Course {
        id: Uuid::new_v4(),
        programme: app.programme.id,
        title: "Pilot course".to_owned(),
        place: "East Ham Library".to_owned(),
        starts_at: app.now(),
        ends_at: app.now() + 6.hours(),
        time_zone: "Europe/London".to_owned(),
        aims: Vec::new(),
        summary_at: app.now() + (60 * 24).hours(),
        frozen_at: None,
        trainers: String::new(),
        state: CourseState::Planned,
    };
    let (before, after) = (app.round("staff_needs", |_| {}).await, app.round("staff_needs", |_| {}).await);
    let db = app.app.db.write_one();
    courses::add(db, &course).await.unwrap();
    for (round, purpose) in [(&before, RoundPurpose::Before), (&after, RoundPurpose::Feedback)] {
        courses::attach(db, course.id, round.id, purpose).await.unwrap();
        app.answers(round, "front_line", 8, 4).await;
    }
    let address = format!("/odata/reading/{}.svc", course.id);
    is_refused(&ask(&program, &address).await, 404, "not_found");
    let page = format!("/programmes/reading/courses/{}/connect", course.id);
    app.signed_in(PersonRole::Manager).await.get(&page).await.has_status(403);
    closes(&app).await;
    let manager = app.signed_in(PersonRole::Manager).await;
    manager.get(&format!("/programmes/reading/courses/{}/results", course.id)).await.says(&page);
    let page = manager.get(&page).await;
    page.has_status(200).says(&address).says(&format!("/rounds/{}/connect", before.code));
    let items = rows(&program, &format!("{address}/Items")).await;
    let of: BTreeSet<&str> = items.iter().map(|row| row["round"].as_str().unwrap()).collect();
    assert_eq!(of, [before.code.as_str(), &after.code].into());
    assert_eq!(items.last().unwrap()["row"], json!(items.len()), "each row has a number of its own");
    is_refused(&ask(&program, &format!("{address}/Answers")).await, 404, "not_found");
}

#[rocket::async_test]
async fn whoever_shows_no_token_is_asked_for_a_name_and_a_password_and_learns_nothing() {
    let app = TestApp::start().await;
    add_programme(&app.app, "elsewhere").await;
    let program = Program::trainer(&app).await;
    let admin = app.signed_in(PersonRole::Admin).await;
    let bare = admin.get("/odata/reading/QQQQQQ.svc").await;
    is_refused(&bare, 401, "token_missing");
    assert!(bare.header("WWW-Authenticate").unwrap().starts_with("Basic "), "no scheme that Excel has not");
    for address in [
        "/odata/elsewhere/QQQQQQ.svc",
        "/odata/reading/QQQQQQ.svc",
        "/odata/reading/QQQQQQ",
        "/odata/reading",
    ] {
        is_refused(&ask(&program, address).await, 404, "not_found");
    }
    let post = program.post("/odata/reading/QQQQQQ.svc/Items", &json!({})).await;
    is_refused(&post, 405, "method");
}

/// A program that is not ours.
#[rocket::async_test]
#[ignore = "needs the readers in Python: scripts/test readers"]
async fn python_odata_finds_the_tables_of_a_feed_and_reads_their_rows() {
    let python =
        std::env::var_os("READERS").expect("READERS names a Python with the readers: scripts/test readers");
    let app = TestApp::start().await;
    let round = app.round("staff_needs", |round| round.privacy = PrivacyMode::Confidential).await;
    app.answers(&round, "front_line", 12, 4).await;
    app.wait_days(9);
    app.run_due().await;
    // The program that serves it reads the real time.
    app.clock.set("2099-01-01T09:00:00Z".parse().unwrap());
    let token = Program::trainer(&app).await.token;
    let data = app.database().data_dir().display().to_string();
    let service = program::Program::on(app.database()).with("COMMON_GROUND_DATA_DIR", data).serve();
    let feed = format!("http://{}/odata/reading/{}.svc", service.address, round.code);
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/routes/api/odata/read.py");
    let read = Command::new(python).args([script, &feed, &token]).output().unwrap();
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    assert_eq!(service.stop().code(), Some(0));
}
