//! The ready-made surveys: embedded files, read like any other.

use std::sync::LazyLock;

use super::Survey;

macro_rules! files {
    ($($key:literal),+ $(,)?) => {
        [$(($key, include_str!(concat!("templates/", $key, ".json")))),+]
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
static TEMPLATES: LazyLock<Vec<Survey>> =
    LazyLock::new(|| FILES.iter().filter_map(|(key, json)| Survey::parse(key, json).ok()).collect());

/// Every ready-made survey.
pub fn all() -> &'static [Survey] {
    &TEMPLATES
}

/// The ready-made survey of that key.
pub fn find(key: &str) -> Option<&'static Survey> {
    all().iter().find(|survey| survey.key == key)
}

/// Marks in an earlier version of a ready-made survey the questions of which the present one says that they describe
/// the person. People who answered before that was written into files are protected as those who answer now.
pub fn mark_describing(survey: &mut Survey) {
    let Some(now) = find(&survey.key) else { return };
    for item in survey.sections.iter_mut().flat_map(|section| &mut section.items) {
        item.describes_person |= now
            .item(&item.key)
            .is_some_and(|now| now.describes_person && now.kind.name() == item.kind.name());
    }
}

#[cfg(test)]
mod tests;
