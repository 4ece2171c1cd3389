//! What was agreed after a course, in words.

use common_ground_reports::summary::wording;

use crate::store::{CourseAction, PromiseState};

/// “1 of 3 actions done”
pub(crate) fn progress(actions: &[CourseAction]) -> String {
    let done = actions.iter().filter(|action| action.state == PromiseState::Done).count();
    match (done, actions.len()) {
        (0, 1) => "One action to do".to_owned(),
        (1, 1) => "The action is done".to_owned(),
        (done, all) => format!("{done} of {all} actions done"),
    }
}

/// “Outreach manager, by 30 June 2026. Done on 12 June 2026.”
pub(crate) fn detail(action: &CourseAction) -> String {
    let by = action.by_in_words();
    let by = if by.is_empty() { String::new() } else { format!("by {by}") };
    let parts: Vec<&str> = [action.who.as_str(), &by].into_iter().filter(|part| !part.is_empty()).collect();
    let mut detail = wording::capitalised(&parts.join(", "));
    if !detail.is_empty() && !detail.ends_with('.') {
        detail.push('.');
    }
    let day = action.settled_on.map(|day| day.strftime(" on %-d %B %Y").to_string()).unwrap_or_default();
    let stands = match action.state {
        PromiseState::Open => String::new(),
        PromiseState::Done => format!(" Done{day}."),
        PromiseState::Partly => format!(" Partly done{day}."),
        PromiseState::NotPossible => " Not possible.".to_owned(),
    };
    format!("{detail}{stands} {}", wording::sentence(&action.outcome)).trim().to_owned()
}
