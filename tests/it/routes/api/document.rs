//! The OpenAPI document.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::support::{api::json, app::TestApp};

/// The operations of the document: method and address.
pub(crate) fn operations(document: &Value) -> BTreeSet<(String, String)> {
    let paths = document["paths"].as_object().unwrap();
    let of = |(path, item): (&String, &Value)| {
        let methods: Vec<String> =
            item.as_object().unwrap().keys().map(|method| method.to_uppercase()).collect();
        methods.into_iter().map(|method| (method, path.clone())).collect::<Vec<_>>()
    };
    paths.iter().flat_map(of).collect()
}

#[rocket::async_test]
async fn the_document_names_exactly_the_operations_that_answer() {
    let app = TestApp::start().await;
    let visitor = app.visitor().await;
    let document = json(visitor.get("/api/openapi.json").await.has_status(200));
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"), "{}", document["openapi"]);
    let answering = visitor.routes().into_iter().filter(|(_, pattern)| pattern.starts_with("/api/v1/"));
    let braced = |pattern: &str| pattern.split('?').next().unwrap().replace('<', "{").replace('>', "}");
    let answering: BTreeSet<_> =
        answering.map(|(method, pattern)| (method.to_string(), braced(&pattern))).collect();
    assert_eq!(operations(&document), answering);
    assert!(answering.len() >= 26);
}

#[rocket::async_test]
async fn every_operation_has_a_name_of_its_own_and_every_schema_that_is_named_is_there() {
    let app = TestApp::start().await;
    let document = json(app.visitor().await.get("/api/openapi.json").await.has_status(200));
    let paths = document["paths"].as_object().unwrap().values();
    let operations: Vec<&Value> = paths.flat_map(|item| item.as_object().unwrap().values()).collect();
    let names: BTreeSet<&str> = operations.iter().map(|one| one["operationId"].as_str().unwrap()).collect();
    assert_eq!(names.len(), operations.len());
    for one in &operations {
        assert!(one["summary"].as_str().is_some_and(|summary| !summary.is_empty()), "{one}");
        assert!(one["security"].as_array().is_some_and(|schemes| !schemes.is_empty()), "{one}");
    }
    let text = document.to_string();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    for (_, rest) in text.match_indices("#/components/schemas/").map(|(at, _)| text.split_at(at)) {
        let name = rest["#/components/schemas/".len()..].split('"').next().unwrap();
        assert!(schemas.contains_key(name), "there is no schema {name}");
    }
    // Two structs of one name would become one schema without a word.
    let sources = [
        "me",
        "programmes",
        "courses",
        "courses/change",
        "participants",
        "surveys",
        "rounds",
        "rounds/change",
        "comparisons",
        "partners",
        "contacts",
        "promises",
        "promises/change",
        "error",
    ];
    let mut structs = BTreeSet::new();
    for file in sources {
        let path = format!("{}/src/web/api/{file}.rs", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        for named in text.split("#[schema(as = ").skip(1) {
            let name = named.split(')').next().unwrap().to_owned();
            assert!(structs.insert(name.clone()), "{name} is the name of two structs");
        }
    }
    assert!(structs.len() >= 24, "{structs:?}");
    // What is changed of something that is made has the members of what is made.
    let is_change =
        |name: &str| name.strip_suffix("Change").is_some_and(|noun| structs.contains(&format!("New{noun}")));
    let told: BTreeSet<String> = schemas.keys().filter(|name| !name.starts_with("Paged")).cloned().collect();
    let missing: Vec<_> = structs.difference(&told).collect();
    let strangers: Vec<_> = told.difference(&structs).filter(|name| !is_change(name)).collect();
    assert!(missing.is_empty() && strangers.is_empty(), "{missing:?} {strangers:?}");
}

#[rocket::async_test]
async fn whatever_is_changed_or_deleted_can_be_read_first_and_changed_as_it_was_seen() {
    let app = TestApp::start().await;
    let document = json(app.visitor().await.get("/api/openapi.json").await.has_status(200));
    let mut changes = 0;
    for (address, item) in document["paths"].as_object().unwrap() {
        for method in ["put", "patch", "delete"] {
            let Some(operation) = item.get(method) else { continue };
            let parameters = operation["parameters"].as_array().unwrap();
            let sees = parameters.iter().any(|one| one["name"] == "If-Match");
            assert!(sees && operation["responses"].get("412").is_some(), "{method} {address}");
            assert!(item.get("get").is_some(), "{address}: nobody can read what they are to have seen");
            changes += 1;
        }
    }
    assert!(changes >= 14, "{changes}");
}

#[rocket::async_test]
async fn a_change_is_told_of_as_members_none_of_which_has_to_be_sent() {
    let app = TestApp::start().await;
    let document = json(app.visitor().await.get("/api/openapi.json").await.has_status(200));
    let mut changes = 0;
    for (address, item) in document["paths"].as_object().unwrap() {
        let Some(change) = item.get("patch") else { continue };
        let body = &change["requestBody"]["content"]["application/merge-patch+json"]["schema"]["$ref"];
        let name = body.as_str().unwrap_or_else(|| panic!("{address}: {change}")).rsplit('/').next().unwrap();
        let schema = &document["components"]["schemas"][name];
        assert!(schema.get("required").is_none(), "{name}: {schema}");
        assert_eq!(schema["additionalProperties"], json!(false), "{name}");
        let sees = change["parameters"].as_array().unwrap().iter().any(|one| one["name"] == "If-Match");
        assert!(sees && change["responses"].get("412").is_some(), "{address}");
        changes += 1;
    }
    assert_eq!(changes, 5);
    let change = &document["components"]["schemas"]["ContactChange"]["properties"];
    assert_eq!(change["email"]["type"], json!(["string", "null"]), "it can be taken away");
    assert_eq!(change["name"]["type"], json!("string"), "it cannot");
}
