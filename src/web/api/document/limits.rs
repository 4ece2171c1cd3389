//! What the values of members and of parts of addresses can be, where the type of their struct does not say it: so that programs
//! send what is taken, and tools that make data of the document reach what is behind it.

use serde_json::{Value, json};

/// What a part of an address can be.
pub(super) fn of_part(part: &str) -> Value {
    match part {
        "slug" => json!({"type": "string", "pattern": "^[a-z0-9-]+$"}),
        "code" | "offer" | "expectation" => json!({"type": "string", "pattern": "^[2-9A-HJKMNP-Z]{6}$"}),
        "key" => json!({"type": "string", "pattern": KEY}),
        _ => json!({"type": "string", "format": "uuid"}),
    }
}

/// A key of ours.
const KEY: &str = "^[a-z][a-z0-9_]*$";
/// The same of a survey that need not be asked.
const KEY_OR_NONE: &str = "^([a-z][a-z0-9_]*)?$";
/// Something that is written, and no NUL in it.
const WRITTEN: &str = r"^[^\x00]*[^\x00\s][^\x00]*$";
/// The same, or nothing.
const TEXT: &str = r"^[^\x00]*$";
/// A time of day.
const TIME: &str = "^([01][0-9]|2[0-3]):[0-5][0-9](:00)?$";

/// The members of what is sent, each by its place among the schemas, with what its value can be.
fn members() -> Vec<(&'static str, Value)> {
    let sides = json!({"enum": ["library", "partner"]});
    let privacy = json!({"enum": ["anonymous", "confidential", "shared"]});
    let (written, text) = (json!({"pattern": WRITTEN}), json!({"pattern": TEXT}));
    let (key, time) = (json!({"pattern": KEY}), json!({"pattern": TIME}));
    let asked = json!({"pattern": KEY_OR_NONE});
    let promise = json!({"enum": ["open", "done", "partly", "not_possible"]});
    vec![
        ("NewPartner/properties/name", written.clone()),
        ("NewPartner/properties/kind", key.clone()),
        ("NewContact/properties/name", written.clone()),
        ("NewContact/properties/email", json!({"pattern": r"^\s*$|^[^\x00@]+@[^\x00@]+$"})),
        ("NewContact/properties/job", text.clone()),
        ("NewContact/properties/phone", text.clone()),
        ("NewContact/properties/tags/items", text.clone()),
        ("NewCourse/properties/title", written.clone()),
        ("NewCourse/properties/place", written.clone()),
        ("NewCourse/properties/trainers", text.clone()),
        ("NewCourse/properties/sides/items", sides.clone()),
        ("NewCourse/properties/privacy", privacy.clone()),
        ("NewCourse/properties/before", asked.clone()),
        ("NewCourse/properties/feedback", asked.clone()),
        ("NewCourse/properties/follow_up", asked),
        ("NewCourse/properties/aims/items", key.clone()),
        ("NewCourseDay/properties/starts", time.clone()),
        ("NewCourseDay/properties/ends", time),
        ("CourseChange/properties/title", written.clone()),
        ("CourseChange/properties/place", written.clone()),
        ("CourseChange/properties/trainers", text.clone()),
        ("CourseChange/properties/sides/items", sides.clone()),
        ("CourseChange/properties/aims/items", key.clone()),
        (
            "CourseChange/properties/state",
            json!({"enum": ["planned", "frozen", "cancelled", "without_summary"]}),
        ),
        ("NewRound/properties/survey", key),
        ("NewRound/properties/side", sides),
        ("NewRound/properties/privacy", privacy),
        ("NewRound/properties/audience", json!({"enum": ["open", "invited", "both"]})),
        ("NewRound/properties/groups/items", json!({"pattern": r"^([a-z][a-z0-9_]*|tagged:[^\x00]+)$"})),
        ("RoundChange/properties/state", json!({"enum": ["planned", "open", "closed", "cancelled"]})),
        ("PromiseChange/properties/what", written),
        ("PromiseChange/properties/asked", text.clone()),
        ("PromiseChange/properties/state", promise),
        ("PromiseChange/properties/outcome", text),
    ]
}

/// Writes the limits of members into the document.
pub(super) fn write(document: &mut Value) {
    for (place, limits) in members() {
        let member = document.pointer_mut(&format!("/components/schemas/{place}"));
        let (Some(Value::Object(member)), Value::Object(limits)) = (member, limits) else { continue };
        member.extend(limits);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::api::document::document;

    #[test]
    fn every_member_with_a_limit_is_in_the_document_and_has_it() {
        for (place, limits) in members() {
            let member = document().pointer(&format!("/components/schemas/{place}"));
            let member = member.unwrap_or_else(|| panic!("there is no {place}"));
            for (name, limit) in limits.as_object().unwrap() {
                // In a change, null stands for taking away.
                let kept = member[name] == *limit || place.contains("Change/");
                assert!(kept, "{place}: {member}");
            }
        }
    }
}
