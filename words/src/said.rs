//! What translators wrote, held against what there is to say.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::structs::{Parameter, WordsField, WordsKind};

/// The forms that a word has beside a whole number, by the names of CLDR. The rules are in `survey/src/words/plural.rs`.
const FORMS: [(&str, &[&str]); 6] = [
    ("cy", &["zero", "one", "two", "few", "many", "other"]),
    ("en", &["one", "other"]),
    ("pl", &["one", "few", "many"]),
    ("ro", &["one", "few", "other"]),
    ("uk", &["one", "few", "many"]),
    ("ur", &["one", "other"]),
];

/// The forms in which a language may say a sentence without its number: “one minute”.
const WITHOUT_NUMBER: [&str; 3] = ["zero", "one", "two"];

/// What a language says under one key.
pub(crate) enum Translated {
    /// A sentence.
    Plain(String),
    /// A sentence for each form, with the name of the form.
    Plural(Vec<(&'static str, String)>),
}

/// Every key with what is said; an error for each that is missing, unknown or wrong.
pub(crate) fn read(
    code: &str,
    json: &str,
    fields: &[WordsField],
) -> Result<BTreeMap<String, Translated>, String> {
    let written: Map<String, Value> = serde_json::from_str(json).map_err(|why| why.to_string())?;
    let forms = FORMS.iter().find(|(known, _)| *known == code).map(|(_, forms)| *forms);
    let forms = forms.ok_or_else(|| format!("enter the plural forms of `{code}` in words/src/said.rs"))?;
    let mut wanted = BTreeMap::new();
    list(fields, "", &mut wanted);
    // The name of the file says it.
    wanted.remove("code");
    let unknown = written.keys().filter(|key| !wanted.contains_key(*key));
    let mut problems: Vec<String> = unknown.map(|key| format!("`{key}` is not a key")).collect();
    let mut said = BTreeMap::from([("code".to_owned(), Translated::Plain(code.to_owned()))]);
    for (key, parameters) in wanted {
        let value = written.get(&key).ok_or_else(|| "is missing".to_owned());
        match value.and_then(|value| one(value, parameters, forms)) {
            Ok(one) => {
                said.insert(key, one);
            }
            Err(why) => problems.push(format!("`{key}` {why}")),
        }
    }
    if problems.is_empty() { Ok(said) } else { Err(problems.join("\n")) }
}

/// Every key that the fields need, with what is filled in there.
fn list<'a>(fields: &'a [WordsField], before: &str, keys: &mut BTreeMap<String, &'a [Parameter]>) {
    for field in fields {
        let key = format!("{before}{}", field.name);
        match &field.kind {
            WordsKind::Text => {
                keys.insert(key, &[]);
            }
            WordsKind::Texts(many) => {
                keys.extend((1..=*many).map(|at| (format!("{key}.{at}"), &[] as &[Parameter])));
            }
            WordsKind::Sentence(parameters) => {
                keys.insert(key, parameters);
            }
            WordsKind::Group(_, fields) => list(fields, &format!("{key}."), keys),
        }
    }
}

fn one(value: &Value, parameters: &[Parameter], forms: &[&'static str]) -> Result<Translated, String> {
    match value {
        Value::String(text) => {
            check(text, parameters, None)?;
            Ok(Translated::Plain(text.clone()))
        }
        Value::Object(texts) => plural(texts, parameters, forms),
        _ => Err("is neither a text nor an object with plural forms".to_owned()),
    }
}

fn plural(
    texts: &Map<String, Value>,
    parameters: &[Parameter],
    forms: &[&'static str],
) -> Result<Translated, String> {
    let number = parameters.iter().find(|one| one.counts).ok_or("has no number to change with")?;
    if let Some(form) = texts.keys().find(|form| !forms.contains(&form.as_str())) {
        return Err(format!("has the form `{form}`, which this language does not have"));
    }
    let form = |form: &&'static str| -> Result<(&'static str, String), String> {
        let text = texts.get(*form).and_then(Value::as_str);
        let text = text.ok_or_else(|| format!("lacks a text for the form `{form}`"))?;
        check(text, parameters, WITHOUT_NUMBER.contains(form).then_some(number.name.as_str()))?;
        Ok((*form, text.to_owned()))
    };
    forms.iter().map(form).collect::<Result<_, String>>().map(Translated::Plural)
}

/// Whether a text has what is filled in, and nothing else, and can be written down; `optional` may be left out.
fn check(text: &str, parameters: &[Parameter], optional: Option<&str>) -> Result<(), String> {
    if text.trim().is_empty() {
        return Err("is empty".to_owned());
    }
    if text.contains(['"', '\\', '\n']) {
        return Err("has a straight quotation mark, a backslash or a line break".to_owned());
    }
    let wanted: BTreeSet<&str> = parameters.iter().map(|one| one.name.as_str()).collect();
    let found = placeholders(text)?;
    if let Some(stranger) = found.difference(&wanted).next() {
        return Err(format!("has `{{{stranger}}}`, which nothing is known for"));
    }
    let missing = wanted.difference(&found).find(|name| optional.is_none_or(|may| may != **name));
    missing.map_or(Ok(()), |name| Err(format!("lacks `{{{name}}}`")))
}

/// What stands in braces.
fn placeholders(text: &str) -> Result<BTreeSet<&str>, String> {
    let mut found = BTreeSet::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let inside = rest[at..].strip_prefix('{').and_then(|rest| rest.split_once('}'));
        let (name, after) = inside.ok_or("has a brace without its other half")?;
        found.insert(name);
        rest = after;
    }
    Ok(found)
}
