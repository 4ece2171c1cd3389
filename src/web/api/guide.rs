//! The page that explains what programs can read and write here, drawn from the OpenAPI document.

use std::collections::BTreeMap;

use askama::Template;
use serde_json::Value;

use crate::web::{
    Answer, Frame, Result, Visitor,
    api::document::{document, scopes},
    at,
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "api/guide.html")]
struct ApiGuide {
    frame: Frame,
    /// The address of the document.
    document: String,
    /// The address of the first thing to ask.
    me: String,
    /// The address of the programmes.
    programmes: String,
    scopes: Vec<GuideScope>,
    groups: Vec<GuideGroup>,
}

/// A scope, and what needs it.
#[derive(Debug)]
struct GuideScope {
    name: &'static str,
    operations: String,
}

/// Operations about one thing.
#[derive(Debug)]
struct GuideGroup {
    title: String,
    operations: Vec<GuideOperation>,
}

/// One operation.
#[derive(Debug)]
struct GuideOperation {
    /// `GET`
    method: String,
    address: String,
    about: String,
    /// The scope it needs.
    scope: Option<String>,
}

/// The page.
#[rocket::get("/api")]
#[expect(clippy::needless_pass_by_value, reason = "a guard")]
pub(crate) fn show(visitor: Visitor<'_>) -> Result<Answer> {
    let site = &visitor.app.settings.site_url;
    let scope = |(name, operations): (&'static str, Vec<String>)| GuideScope {
        name,
        operations: operations.join(", "),
    };
    Answer::page(&ApiGuide {
        frame: visitor.frame(),
        document: at::api_openapi_json(),
        me: format!("{site}{}", at::api_me()),
        programmes: format!("{site}{}", at::api_programmes()),
        scopes: scopes().into_iter().map(scope).collect(),
        groups: groups(),
    })
}

/// The operations of the document by what they are about.
fn groups() -> Vec<GuideGroup> {
    let mut groups: BTreeMap<String, Vec<GuideOperation>> = BTreeMap::new();
    for (address, item) in document()["paths"].as_object().into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let scope = operation["security"][0]["token"][0].as_str().map(str::to_owned);
            groups.entry(text(&operation["tags"][0])).or_default().push(GuideOperation {
                method: method.to_uppercase(),
                address: address.clone(),
                about: text(&operation["summary"]),
                scope,
            });
        }
    }
    groups.into_iter().map(|(title, operations)| GuideGroup { title, operations }).collect()
}
