//! The dataset as a data package: a ZIP with the CSV file, its codebook, both described in `datapackage.json` (Data
//! Package 2), and a script each for R and Python that puts the labels on.

use std::io::{self, Cursor, Write};

use serde_json::{Map, Value, json};
use zip::{CompressionMethod, ZipWriter, result::ZipError, write::SimpleFileOptions};

use crate::{
    dataset::{Dataset, DatasetError},
    variable::{ValueLabel, Variable, VariableKind},
};

const READ_ME: &str = include_str!("package/README.txt");
const READ_R: &str = include_str!("package/read.R");
const READ_PYTHON: &str = include_str!("package/read.py");
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// The package of a dataset, with the two files that it was read from.
///
/// # Errors
/// When the archive cannot be written.
pub fn file(data: &Dataset, answers: &[u8], codebook: &[u8]) -> Result<Vec<u8>, DatasetError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let description = format!("{:#}\n", description(data));
    let codebook = codebook.strip_prefix(BYTE_ORDER_MARK).unwrap_or(codebook);
    let files: [(&str, &[u8]); 6] = [
        ("README.txt", READ_ME.as_bytes()),
        ("answers.csv", answers),
        ("codebook.csv", codebook),
        ("datapackage.json", description.as_bytes()),
        ("read.R", READ_R.as_bytes()),
        ("read.py", READ_PYTHON.as_bytes()),
    ];
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in files {
        archive.start_file(name, options)?;
        archive.write_all(bytes).map_err(|error: io::Error| ZipError::Io(error))?;
    }
    Ok(archive.finish()?.into_inner())
}

fn description(data: &Dataset) -> Value {
    let fields: Vec<Value> = data.variables().iter().map(field).collect();
    let codebook: Vec<Value> = ["column", "kind", "label", "question", "value", "meaning"]
        .into_iter()
        .map(|name| json!({"name": name, "type": "string"}))
        .collect();
    json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "answers",
        "title": data.title(),
        "resources": [
            resource("answers", "One row for each response", &fields),
            resource("codebook", "What each column and value means", &codebook),
        ],
    })
}

fn resource(name: &str, title: &str, fields: &[Value]) -> Value {
    json!({
        "name": name,
        "title": title,
        "path": format!("{name}.csv"),
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields},
    })
}

fn field(variable: &Variable) -> Value {
    let kind = match variable.kind {
        VariableKind::Point
        | VariableKind::Chosen
        | VariableKind::Place
        | VariableKind::Number { decimals: 0 } => "integer",
        VariableKind::Number { .. } => "number",
        VariableKind::Date => "date",
        VariableKind::Id | VariableKind::Choice | VariableKind::Text => "string",
    };
    let mut field = Map::new();
    field.insert("name".to_owned(), json!(variable.key));
    field.insert("title".to_owned(), json!(variable.label));
    field.insert("type".to_owned(), json!(kind));
    if !variable.question.is_empty() {
        field.insert("description".to_owned(), json!(variable.question));
    }
    let categories: Vec<Value> = variable.categories().map(|label| category(label, kind)).collect();
    // The places of a ranking are numbers: one of them alone has a label.
    if !categories.is_empty() && variable.kind != VariableKind::Place {
        field.insert("categories".to_owned(), Value::Array(categories));
        field.insert("categoriesOrdered".to_owned(), json!(variable.kind == VariableKind::Point));
    }
    if variable.kind != VariableKind::Id {
        field.insert("missingValues".to_owned(), Value::Array(missing(variable)));
    }
    Value::Object(field)
}

fn category(label: &ValueLabel, kind: &str) -> Value {
    let number = if kind == "integer" { label.value.parse::<u32>().ok() } else { None };
    match number {
        Some(number) => json!({"value": number, "label": label.label}),
        None => json!({"value": label.value, "label": label.label}),
    }
}

/// Nothing, and every code with what it means where the column can have it.
fn missing(variable: &Variable) -> Vec<Value> {
    let nothing = json!({"value": "", "label": "nothing"});
    let codes = crate::MISSING_CODES.map(|code| {
        let code = code.to_string();
        let known =
            variable.missing.iter().find(|label| label.value == code).map(|label| label.label.clone());
        let label = known.unwrap_or_else(|| format!("no value ({code})"));
        json!({"value": code, "label": label})
    });
    std::iter::once(nothing).chain(codes).collect()
}
