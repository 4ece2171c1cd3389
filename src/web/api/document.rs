//! The OpenAPI document, made from the handlers and the structs of their answers.

mod changes;
mod limits;

use std::sync::LazyLock;

use rocket::http::ContentType;
use serde_json::{Map, Value, json};
use utoipa::OpenApi;

use crate::{
    store::ApiScope,
    web::api::{
        ApiFieldError, comparisons, contacts, courses, error::ProblemDocument, figures, health, me,
        participants, partners, programmes, promises, rounds, surveys,
    },
};

/// What every operation may answer beside what it is for.
const ALWAYS: [(&str, &str); 6] = [
    ("401", "No access token was sent, or the token no longer works."),
    ("403", "The access token doesn’t have the scope, or the role of its owner doesn’t allow this."),
    ("404", "There is nothing at this address, or this token can’t read it."),
    ("429", "Too many requests with this access token. Wait as many seconds as Retry-After says."),
    ("500", "Something went wrong here."),
    ("503", "The service is busy. Wait as many seconds as Retry-After says."),
];
/// The same of operations that something is sent to.
const SENDING: [(&str, &str); 3] = [
    ("400", "The request was cut off."),
    ("413", "The request is too large."),
    ("415", "The request is not JSON."),
];

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Common Ground",
        version = "1",
        description = "Read and change a programme: partners and contacts, courses, surveys, rounds and published \
                       figures. Version 1 only ever gains fields and operations."
    ),
    paths(
        me::show,
        programmes::index,
        programmes::show,
        courses::index,
        courses::show,
        courses::summary,
        courses::create,
        courses::change::change,
        courses::change::delete,
        participants::index,
        participants::show,
        participants::put,
        participants::delete,
        surveys::index,
        surveys::show,
        surveys::create,
        surveys::change::replace,
        surveys::change::delete,
        rounds::index,
        rounds::show,
        rounds::create,
        rounds::change::change,
        rounds::change::delete,
        figures::figures,
        figures::answers,
        comparisons::index,
        comparisons::show,
        partners::index,
        partners::show,
        partners::create,
        partners::change,
        partners::delete,
        health::show,
        contacts::index,
        contacts::show,
        contacts::create,
        contacts::change,
        contacts::delete,
        promises::index,
        promises::show,
        promises::change::change,
        promises::change::delete,
    ),
    components(schemas(ProblemDocument, ApiFieldError))
)]
struct Operations;

/// The document as JSON.
static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    let mut document = serde_json::to_value(Operations::openapi()).unwrap_or_default();
    let schemes = json!({
        "token": {
            "type": "http",
            "scheme": "bearer",
            "description": "An access token. Its scopes: figures:read, answers:read, contacts:read, contacts:write, \
                            courses:write, surveys:write, promises:write."
        },
        "basic": {
            "type": "http",
            "scheme": "basic",
            "description": "For reading: any user name, with the access token as the password."
        }
    });
    document["components"]["securitySchemes"] = schemes;
    if let Some(paths) = document["paths"].as_object_mut() {
        for (path, item) in paths {
            for (method, operation) in item.as_object_mut().into_iter().flatten() {
                complete(path, method, operation);
            }
        }
    }
    limits::write(&mut document);
    changes::write(&mut document);
    document
});

/// The text of the document.
static TEXT: LazyLock<String> = LazyLock::new(|| format!("{:#}", *DOCUMENT));

/// The OpenAPI document.
pub(crate) fn document() -> &'static Value {
    &DOCUMENT
}

/// The file of the document.
#[rocket::get("/api/openapi.json")]
pub(crate) fn file() -> (ContentType, &'static str) {
    (ContentType::JSON, TEXT.as_str())
}

/// Adds what is the same for all: the parts of the address, the page of a list, the key of what is made once, and problems.
fn complete(path: &str, method: &str, operation: &mut Value) {
    let is_list = operation["operationId"].as_str().is_some_and(|id| id.starts_with("list"));
    operation["parameters"] = Value::Array(parameters(path, method, is_list));
    // What is any object to us is told in a document of its own.
    if let Some(body) = operation.pointer_mut("/requestBody/content/application~1json/schema")
        && body.as_object().is_some_and(Map::is_empty)
    {
        *body = json!({"type": "object"});
    }
    let sends = operation.get("requestBody").is_some();
    let Some(responses) = operation["responses"].as_object_mut() else { return };
    for (status, description) in ALWAYS {
        problem(responses, status, description);
    }
    if sends {
        for (status, description) in SENDING {
            problem(responses, status, description);
        }
    }
    match method {
        "get" => {
            let words = "Nothing has changed since the ETag that was sent as If-None-Match.";
            responses.insert("304".to_owned(), json!({"description": words}));
        }
        "post" => {
            let words = "Somebody else has just created the same. Read it before you try again.";
            problem(responses, "409", words);
        }
        _ => problem(responses, "409", "It can’t be done now; `detail` says why."),
    }
    if is_seen(method) {
        problem(responses, "412", "It has changed since the ETag that was sent as If-Match.");
    }
    if sends || is_list {
        problem(responses, "422", "The request is not valid; `errors` says what to correct and where.");
    }
    if ["figures", "answers", "{expectation}"].iter().any(|end| path.ends_with(end)) {
        problem(responses, "409", "It is not available yet, or no longer; `detail` says why.");
    }
}

/// Whether something is changed or deleted that a program may have seen in another state.
fn is_seen(method: &str) -> bool {
    matches!(method, "patch" | "put" | "delete")
}

/// The parts of the address, the page of a list, the key of what is made once, and what the program saw.
fn parameters(path: &str, method: &str, is_list: bool) -> Vec<Value> {
    let parts = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let mut parameters: Vec<Value> = parts
        .map(|part| {
            let (about, schema) = (about(part), limits::of_part(part));
            json!({"name": part, "in": "path", "required": true, "description": about, "schema": schema})
        })
        .collect();
    if is_list {
        parameters.push(json!({
            "name": "limit", "in": "query", "required": false, "description": "How many entries a page has.",
            "schema": {"type": "integer", "minimum": 1, "maximum": 100, "default": 20}
        }));
        parameters.push(json!({
            "name": "cursor", "in": "query", "required": false,
            "description": "Where the page begins, taken from `next` on the page before.",
            "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{22}$"}
        }));
    }
    if method == "post" {
        parameters.push(json!({
            "name": "Idempotency-Key", "in": "header", "required": false,
            "description": "A key of your choice, such as a UUID. The same request with the same key within a day \
                            creates nothing twice.",
            "schema": {"type": "string", "minLength": 1, "maxLength": 200}
        }));
    }
    if is_seen(method) {
        parameters.push(json!({
            "name": "If-Match", "in": "header", "required": false,
            "description": "The ETag that you got when you read it. If it has changed since, nothing is done (412).",
            "schema": {"type": "string"}
        }));
    }
    parameters
}

fn problem(responses: &mut Map<String, Value>, status: &str, description: &str) {
    let schema = json!({"$ref": "#/components/schemas/Problem"});
    let content = json!({"application/problem+json": {"schema": schema}});
    responses.insert(status.to_owned(), json!({"description": description, "content": content}));
}

/// What a part of an address stands for.
fn about(part: &str) -> &'static str {
    match part {
        "slug" => "The short name of the programme, as in its addresses.",
        "code" => "The code of the round.",
        "offer" => "The code of the round in which one side said what it offers.",
        "expectation" => "The code of the round in which the other said what it expects.",
        "key" => "The key of the survey.",
        "contact" => "The id of the contact.",
        _ => "The id.",
    }
}

/// What each scope is for, in the words of the page that explains it.
pub(crate) fn scopes() -> Vec<(&'static str, Vec<String>)> {
    ApiScope::ALL.into_iter().map(|scope| (scope.key(), needing(scope.key()))).collect()
}

/// The operations that need a scope.
fn needing(scope: &str) -> Vec<String> {
    let needs = |operation: &Value| {
        let schemes = operation["security"].as_array().into_iter().flatten();
        schemes.flat_map(|scheme| scheme["token"].as_array().into_iter().flatten()).any(|own| own == scope)
    };
    let paths = document()["paths"].as_object().into_iter().flatten();
    let operations = paths.flat_map(|(_, item)| item.as_object().into_iter().flatten());
    let named = operations.filter(|(_, operation)| needs(operation));
    named.filter_map(|(_, operation)| operation["operationId"].as_str().map(str::to_owned)).collect()
}
