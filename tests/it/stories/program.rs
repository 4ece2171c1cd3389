//! The guide for programs: its examples are sent as they stand there, one after the other.

use std::{
    collections::HashMap,
    process::{Command, Output},
};

use rocket::http::Method;
use serde_json::Value;

use crate::support::{
    api::{HOME, Program, json},
    app::TestApp,
    program,
};

/// What a guide may send besides its token.
const HEADERS: [&str; 2] = ["Idempotency-Key", "If-Match"];
/// What stands for the mark of what was read last.
const MARK: &str = "{etag}";

/// A request of the guide, and what it says comes back.
struct Example {
    method: Method,
    address: String,
    headers: Vec<(&'static str, String)>,
    body: Option<String>,
    /// None where it says that nothing does.
    answer: Option<Value>,
}

fn guide() -> String {
    std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/api.md")).unwrap()
}

fn examples(guide: &str) -> Vec<Example> {
    let blocks: Vec<&str> = guide.split("```http\n").skip(1).collect();
    blocks.into_iter().map(example).collect()
}

fn example(block: &str) -> Example {
    let (request, after) = block.split_once("```").unwrap();
    let answer = after.trim_start().strip_prefix("```json\n");
    let (head, body) = request.split_once("\n\n").unwrap_or((request, ""));
    let mut lines = head.lines();
    let (method, address) = lines.next().unwrap().split_once(' ').unwrap();
    let header = |line: &str| {
        let (name, value) = line.split_once(": ").unwrap();
        let name = HEADERS.into_iter().find(|known| *known == name);
        (name.unwrap_or_else(|| panic!("{line}")), value.to_owned())
    };
    Example {
        method: method.parse().unwrap(),
        address: address.to_owned(),
        headers: lines.map(header).collect(),
        body: Some(body.trim().to_owned()).filter(|body| !body.is_empty()),
        answer: answer.map(|answer| serde_json::from_str(answer.split("```").next().unwrap()).unwrap()),
    }
}

/// Whether an answer holds all that is told of it; `{name}` stands for the same text everywhere.
fn holds(told: &Value, answer: &Value, known: &mut HashMap<String, String>) -> bool {
    match (told, answer) {
        (Value::Object(told), Value::Object(answer)) => {
            told.iter().all(|(name, told)| answer.get(name).is_some_and(|is| holds(told, is, known)))
        }
        (Value::Array(told), Value::Array(answer)) => {
            told.len() == answer.len() && told.iter().zip(answer).all(|(told, is)| holds(told, is, known))
        }
        (Value::String(told), Value::String(answer)) if told.starts_with('{') => {
            known.entry(told.clone()).or_insert_with(|| answer.clone()) == answer
        }
        _ => told == answer,
    }
}

#[rocket::async_test]
async fn the_examples_of_the_guide_for_programs_get_the_answers_that_it_shows() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    let examples = examples(&guide());
    assert!(examples.len() >= 17, "{} examples", examples.len());
    let mut known: HashMap<String, String> = HashMap::new();
    for example in examples {
        let fill = |text: &str| {
            known.iter().fold(text.to_owned(), |text, (name, is): (&String, &String)| text.replace(name, is))
        };
        let (address, body) = (fill(&example.address), example.body.as_deref().map(fill));
        let headers: Vec<(&'static str, String)> =
            example.headers.iter().map(|(name, value)| (*name, fill(value))).collect();
        let headers: Vec<(&'static str, &str)> =
            headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let reply = program.ask(example.method, &address, body, &headers).await;
        if example.method == Method::Get {
            known.insert(MARK.to_owned(), reply.header("ETag").unwrap().to_owned());
        }
        let Some(told) = example.answer else {
            assert_eq!((reply.status, &*reply.body), (204, ""), "{address}");
            continue;
        };
        let answer = json(&reply);
        assert!(holds(&told, &answer, &mut known), "{address}: {answer}, not {told}");
    }
}

/// What somebody who follows the guide runs in a language: its lines with their own site, survey and token.
fn lines(language: &str, [site, code, token]: [&str; 3]) -> String {
    let guide = guide();
    let (_, block) = guide.split_once(&format!("```{language}\n")).unwrap();
    let (block, _) = block.split_once("```").unwrap();
    let mut filled = block.to_owned();
    for (told, own) in [("https://feedback.example.org", site), ("K7QX2M", code), ("cg_pat_…", token)] {
        assert!(filled.contains(told), "no {told} in {block}");
        filled = filled.replace(told, own);
    }
    filled
}

/// The number that a program printed.
#[track_caller]
fn number(ran: &Output) -> usize {
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{said}");
    String::from_utf8_lossy(&ran.stdout).trim().parse().unwrap()
}

#[rocket::async_test]
#[ignore = "needs R, and the readers in Python: scripts/test readers"]
async fn r_and_pandas_read_all_figures_by_the_lines_of_the_guide() {
    let python =
        std::env::var_os("READERS").expect("READERS names a Python with the readers: scripts/test readers");
    let app = TestApp::start().await;
    let round = app.round("staff_needs", |_| {}).await;
    app.answers(&round, "front_line", 7, 4).await;
    app.wait_days(9);
    app.run_due().await;
    // The program that serves it reads the real time.
    app.clock.set("2099-01-01T09:00:00Z".parse().unwrap());
    let reader = Program::trainer(&app).await;
    let figures = reader.get(&format!("{HOME}/rounds/{}/figures", round.code)).await;
    let rows = figures.has_status(200).body.lines().count() - 1;
    let data = app.database().data_dir().display().to_string();
    let service = program::Program::on(app.database()).with("COMMON_GROUND_DATA_DIR", data).serve();
    let site = format!("http://{}", service.address);
    let own = [&*site, &*round.code, &*reader.token];
    let r = format!("{}\ncat(nrow(figures))", lines("r", own));
    assert_eq!(number(&Command::new("Rscript").args(["-e", &r]).output().unwrap()), rows);
    let pandas = format!("{}\nprint(len(figures))", lines("python", own));
    assert_eq!(number(&Command::new(python).args(["-c", &pandas]).output().unwrap()), rows);
    assert_eq!(service.stop().code(), Some(0));
}
