//! The guide for programs: its examples are sent as they stand there, one after the other.

use std::collections::HashMap;

use rocket::http::Method;
use serde_json::Value;

use crate::support::{
    api::{Program, json},
    app::TestApp,
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
    let guide = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/api.md")).unwrap();
    let examples = examples(&guide);
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
