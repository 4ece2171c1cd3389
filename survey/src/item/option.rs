//! The options of choices and rankings.

use common_ground_reports::scale::Missing;
use serde::{Deserialize, Serialize};

use super::EntryPrompt;
use crate::{Side, Wording, text::is_key};

/// An option of a choice or ranking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemOption {
    /// The permanent key.
    pub key: String,
    /// What a person reads.
    pub label: Wording,
}

pub(super) fn find<'o>(options: &'o [ItemOption], key: &str) -> Option<&'o ItemOption> {
    options.iter().find(|option| option.key == key)
}

/// The key of an option that was sent.
pub(super) fn read(
    options: &[ItemOption],
    value: &str,
    question: &EntryPrompt<'_>,
) -> Result<String, String> {
    find(options, value).map(|option| option.key.clone()).ok_or_else(|| question.not_offered())
}

/// Whether two items have the same options, whatever they are called.
pub(super) fn are_same(one: &[ItemOption], other: &[ItemOption]) -> bool {
    one.iter().map(|option| &option.key).eq(other.iter().map(|option| &option.key))
}

/// Whether an option's key can be told from a reason for giving no value.
fn is_option_key(key: &str) -> bool {
    is_key(key) && Missing::from_key(key).is_none()
}

/// What is wrong with the option beside which something may be written; another may rule out all others.
pub(super) fn other_faults(
    options: &[ItemOption],
    other: Option<&str>,
    exclusive: Option<&str>,
) -> Vec<String> {
    let mut reasons = Vec::new();
    if other.is_some_and(|key| find(options, key).is_none()) {
        reasons.push("the option for “other” is not among the options".to_owned());
    }
    if other.is_some() && other == exclusive {
        reasons.push("the option for “other” cannot rule out all others".to_owned());
    }
    reasons
}

pub(super) fn faults(options: &[ItemOption], maximum: Option<usize>, sides: &[Side]) -> Vec<String> {
    let mut reasons = Vec::new();
    if options.len() < 2 {
        reasons.push("there are fewer than two options".to_owned());
    }
    for (at, option) in options.iter().enumerate() {
        let key = &option.key;
        if !is_option_key(key) {
            reasons.push(format!("`{key}` cannot be the key of an option"));
        }
        if find(&options[..at], key).is_some() {
            reasons.push(format!("the option `{key}` is there twice"));
        }
        if !option.label.is_worded(sides) {
            reasons.push(format!("the option `{key}` has no wording for a side"));
        }
    }
    if maximum.is_some_and(|most| most == 0 || most > options.len()) {
        reasons.push("`maximum` is not between 1 and the number of options".to_owned());
    }
    reasons
}
