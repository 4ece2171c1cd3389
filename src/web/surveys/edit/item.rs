//! One question: added, changed, copied, moved, removed.

pub(crate) mod change;
pub(crate) mod conditions;
pub(crate) mod duplicate;
pub(crate) mod fields;
pub(crate) mod group;
pub(crate) mod new;
pub(crate) mod read;
pub(crate) mod remove;
pub(crate) mod shift;

use crate::{survey::editor::EditRefusal, web::FormProblems};

/// Puts why a question is refused beside the field that it is about.
fn refuse(problems: &mut FormProblems, refusal: &EditRefusal) {
    match refusal {
        EditRefusal::Broken(reasons) => {
            for reason in reasons {
                let is_condition = reason.starts_with("“When it is shown”");
                problems.add(if is_condition { "show_if" } else { "text" }, reason.as_str());
            }
        }
        other => problems.add("text", other.to_string()),
    }
}
