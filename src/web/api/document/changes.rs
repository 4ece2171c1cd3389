//! What is told of a change: the members of what is made, none of which has to be sent, and null where one can be taken away.

use serde_json::{Map, Value, json};

/// Where the body of a change is told of, below a path.
const BODY: &str = "/patch/requestBody/content/application~1merge-patch+json/schema";

/// Gives every change a schema: `PartnerChange` is made of `NewPartner`, where a partner that is made and one that is changed
/// have the same members; `CourseChange` is there already, and told of as one.
pub(super) fn write(document: &mut Value) {
    let mut names = Vec::new();
    for item in document["paths"].as_object_mut().into_iter().flat_map(Map::values_mut) {
        let Some(body) = item.pointer_mut(BODY) else { continue };
        let Some(name) = body["$ref"].as_str().and_then(|of| of.rsplit('/').next()).map(str::to_owned) else {
            continue;
        };
        let change = match name.strip_prefix("New") {
            Some(noun) => format!("{noun}Change"),
            None => name.clone(),
        };
        *body = json!({"$ref": format!("#/components/schemas/{change}")});
        names.push((name, change));
    }
    let Some(schemas) = document["components"]["schemas"].as_object_mut() else { return };
    for (name, change) in names {
        if let Some(schema) = schemas.get(&name).map(of_change) {
            schemas.insert(change, schema);
        }
    }
}

/// The schema of a change, of that of the whole.
fn of_change(whole: &Value) -> Value {
    let mut change = whole.clone();
    let required = change.as_object_mut().and_then(|members| members.remove("required"));
    let stays = |name: &str| {
        required.as_ref().and_then(Value::as_array).is_some_and(|names| names.iter().any(|one| one == name))
    };
    for (name, member) in change["properties"].as_object_mut().into_iter().flatten() {
        if !stays(name) {
            let_go(member);
        }
    }
    change["description"] =
        json!("What to change; what is left out stays as it is, and null takes a member away.");
    change
}

/// Lets null stand for a member.
fn let_go(member: &mut Value) {
    if let Some(kind) = member["type"].as_str().map(str::to_owned) {
        member["type"] = json!([kind, "null"]);
    }
    if let Some(values) = member.get_mut("enum").and_then(Value::as_array_mut) {
        values.push(Value::Null);
    }
}
