//! The ready-made surveys: embedded files, read like any other.

use std::sync::LazyLock;

use super::definition::Survey;

macro_rules! files {
    ($($key:literal),+ $(,)?) => {
        [$(($key, include_str!(concat!("ready/", $key, ".json")))),+]
    };
}

/// Key and file of each, in the order in which a programme comes to need them.
const FILES: [(&str, &str); 10] = files![
    "staff_needs",
    "staff_offer",
    "partner_expect",
    "staff_hope",
    "partner_offer",
    "course_pre",
    "course_post",
    "course_follow",
    "health_foundations",
    "health_ways",
];

/// Read once. A file that does not parse is left out; a test reads every one of them.
static READY: LazyLock<Vec<Survey>> =
    LazyLock::new(|| FILES.iter().filter_map(|(key, json)| Survey::parse(key, json).ok()).collect());

/// Every ready-made survey.
pub fn all() -> &'static [Survey] {
    &READY
}

/// The ready-made survey of that key.
pub fn find(key: &str) -> Option<&'static Survey> {
    all().iter().find(|survey| survey.key == key)
}

#[cfg(test)]
mod tests;
