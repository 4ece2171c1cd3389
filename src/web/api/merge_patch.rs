//! Changing something by a merge patch (RFC 7396): what is sent is laid over what there is, null takes away, and the whole
//! is read and checked as if all of it had been sent.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use crate::web::{
    Error,
    api::{ApiFieldError, ApiProblem, ApiResult, JsonBody, json_body::unfit},
};

/// What is sent: the members to change.
pub(crate) type MergePatch = JsonBody<Map<String, Value>>;

/// What there is, with a patch laid over it.
///
/// # Errors
/// What is wrong with the whole: a member that is unknown, one that cannot be taken away, a value of another kind.
pub(crate) fn merged<T: Serialize + DeserializeOwned>(there: &T, patch: &Map<String, Value>) -> ApiResult<T> {
    let mut whole = serde_json::to_value(there).map_err(Error::broken)?;
    // One that is taken away would not be missed.
    if let Some(member) = patch.keys().find(|member| whole.get(member.as_str()).is_none()) {
        let words = format!("Remove {member}: it can’t be changed here or doesn’t exist.");
        return Err(ApiProblem::invalid(vec![ApiFieldError::new(
            format!("/{member}"),
            "unknown_member",
            words,
        )]));
    }
    lay_over(&mut whole, patch);
    serde_json::from_value(whole).map_err(|error| unfit(&error))
}

fn lay_over(target: &mut Value, patch: &Map<String, Value>) {
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    let Value::Object(target) = target else { return };
    for (member, value) in patch {
        match value {
            Value::Null => {
                target.remove(member);
            }
            Value::Object(below) => lay_over(target.entry(member).or_insert(Value::Null), below),
            other => {
                target.insert(member.clone(), other.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn laid(target: Value, patch: &Value) -> Value {
        let mut target = target;
        lay_over(&mut target, patch.as_object().unwrap());
        target
    }

    #[test]
    fn a_patch_does_what_the_examples_of_the_standard_say() {
        for (target, patch, result) in [
            (json!({"a": "b"}), json!({"a": "c"}), json!({"a": "c"})),
            (json!({"a": "b"}), json!({"b": "c"}), json!({"a": "b", "b": "c"})),
            (json!({"a": "b"}), json!({"a": null}), json!({})),
            (json!({"a": "b", "b": "c"}), json!({"a": null}), json!({"b": "c"})),
            (json!({"a": ["b"]}), json!({"a": "c"}), json!({"a": "c"})),
            (json!({"a": "c"}), json!({"a": ["b"]}), json!({"a": ["b"]})),
            (json!({"a": {"b": "c"}}), json!({"a": {"b": "d", "c": null}}), json!({"a": {"b": "d"}})),
            (json!({"a": [{"b": "c"}]}), json!({"a": [1]}), json!({"a": [1]})),
            (json!({"e": null}), json!({"a": 1}), json!({"e": null, "a": 1})),
            (json!({}), json!({"a": {"bb": {"ccc": null}}}), json!({"a": {"bb": {}}})),
        ] {
            assert_eq!(laid(target.clone(), &patch), result, "{target} {patch}");
        }
    }
}
