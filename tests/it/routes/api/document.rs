//! The OpenAPI document.

use std::collections::BTreeSet;

use serde_json::Value;

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
        "surveys",
        "rounds",
        "comparisons",
        "partners",
        "contacts",
        "promises",
        "error",
    ];
    let structs: usize = sources
        .iter()
        .map(|file| {
            let path = format!("{}/src/web/api/{file}.rs", env!("CARGO_MANIFEST_DIR"));
            std::fs::read_to_string(path).unwrap().matches("#[schema(as = ").count()
        })
        .sum();
    let own = schemas.keys().filter(|name| !name.starts_with("Paged")).count();
    assert_eq!(own, structs, "{:?}", schemas.keys().collect::<Vec<_>>());
}
