//! The OpenAPI document, made from the handlers and the structs of their answers.

use std::sync::LazyLock;

use rocket::http::ContentType;
use serde_json::{Map, Value, json};
use utoipa::OpenApi;

use crate::{
    store::api_tokens::ApiScope,
    web::api::{
        comparisons, contacts, courses,
        error::{ApiFieldError, ProblemDocument},
        figures, health, me, partners, programmes, promises, rounds, surveys,
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
/// The same of operations that make something.
const MAKING: [(&str, &str); 4] = [
    ("400", "The request was cut off."),
    ("409", "Somebody else has just created the same. Read it before you try again."),
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
        courses::people,
        courses::create,
        surveys::index,
        surveys::show,
        surveys::create,
        rounds::index,
        rounds::show,
        rounds::create,
        figures::figures,
        figures::answers,
        comparisons::index,
        comparisons::show,
        partners::index,
        partners::show,
        partners::create,
        health::show,
        contacts::index,
        contacts::show,
        contacts::create,
        promises::index,
        promises::show,
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
                            courses:write, surveys:write."
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
    let makes = method == "post";
    let mut parameters: Vec<Value> = path
        .split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
        .map(|part| json!({"name": part, "in": "path", "required": true, "description": about(part), "schema": {"type": "string"}}))
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
    if makes {
        parameters.push(json!({
            "name": "Idempotency-Key", "in": "header", "required": false,
            "description": "A key of your choice, such as a UUID. The same request with the same key within a day \
                            creates nothing twice.",
            "schema": {"type": "string", "minLength": 1, "maxLength": 200}
        }));
    }
    operation["parameters"] = Value::Array(parameters);
    // What is any object to us is told in a document of its own.
    if let Some(body) = operation.pointer_mut("/requestBody/content/application~1json/schema")
        && body.as_object().is_some_and(Map::is_empty)
    {
        *body = json!({"type": "object"});
    }
    let Some(responses) = operation["responses"].as_object_mut() else { return };
    for (status, description) in ALWAYS {
        problem(responses, status, description);
    }
    if makes {
        for (status, description) in MAKING {
            problem(responses, status, description);
        }
    } else {
        responses.insert(
            "304".to_owned(),
            json!({"description": "Nothing has changed since the ETag that was sent as If-None-Match."}),
        );
    }
    if makes || is_list {
        problem(responses, "422", "The request is not valid; `errors` says what to correct and where.");
    }
    if ["figures", "answers", "{expectation}"].iter().any(|end| path.ends_with(end)) {
        problem(responses, "409", "It is not available yet, or no longer; `detail` says why.");
    }
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
