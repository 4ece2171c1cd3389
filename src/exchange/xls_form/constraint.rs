//! What may be answered, as the `constraint` of an XLSForm.

use super::relevant::split_outside;
use crate::survey::ItemInput;

/// The longest line of words.
const LINE: usize = 100;

/// What a constraint limits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Limits {
    /// The least number.
    pub(super) min: Option<i64>,
    /// The largest number.
    pub(super) max: Option<i64>,
    /// The most options that may be chosen.
    pub(super) most: Option<usize>,
    /// The option that rules out all others.
    pub(super) exclusive: Option<String>,
    /// The most characters.
    pub(super) length: Option<usize>,
}

/// The constraint of an item that is so entered; empty where there is none.
pub(super) fn written(input: ItemInput<'_>) -> String {
    match input {
        ItemInput::Several { exclusive, maximum } => {
            let most = maximum.map(|most| format!("count-selected(.) <= {most}"));
            let alone = exclusive.map(|key| format!("not(selected(., '{key}') and count-selected(.) > 1)"));
            most.into_iter().chain(alone).collect::<Vec<_>>().join(" and ")
        }
        ItemInput::Number { min, max } => format!(". >= {min} and . <= {max}"),
        ItemInput::Line => format!("string-length(.) <= {LINE}"),
        ItemInput::Paragraph { maximum } => format!("string-length(.) <= {maximum}"),
        ItemInput::Scale
        | ItemInput::One
        | ItemInput::Ranked { .. }
        | ItemInput::Date
        | ItemInput::Nothing => String::new(),
    }
}

/// Reads a constraint.
///
/// # Errors
/// A limit that items here do not have.
pub(super) fn read(constraint: &str) -> Result<Limits, String> {
    let mut limits = Limits::default();
    let words: Vec<&str> = constraint.split_whitespace().collect();
    for part in split_outside(&words.join(" "), " and ") {
        let part: String = part.split_whitespace().collect::<String>().replace('"', "'");
        let part = part.strip_prefix('(').and_then(|part| part.strip_suffix(')')).unwrap_or(&part);
        if !limit(&mut limits, part) {
            return Err(format!("this limit can’t be read: {part}"));
        }
    }
    Ok(limits)
}

fn limit(limits: &mut Limits, part: &str) -> bool {
    if part.is_empty() {
        return true;
    }
    let number = |text: &str| text.parse::<i64>().ok();
    let count = |text: &str| text.parse::<usize>().ok();
    if let Some(least) = part.strip_prefix(".>=").and_then(number) {
        limits.min = Some(least);
    } else if let Some(most) = part.strip_prefix(".<=").and_then(number) {
        limits.max = Some(most);
    } else if let Some(below) = part.strip_prefix(".>").and_then(number) {
        limits.min = Some(below.saturating_add(1));
    } else if let Some(above) = part.strip_prefix(".<").and_then(number) {
        limits.max = Some(above.saturating_sub(1));
    } else if let Some(most) = part.strip_prefix("count-selected(.)<=").and_then(count) {
        limits.most = Some(most);
    } else if let Some(length) = part.strip_prefix("string-length(.)<=").and_then(count) {
        limits.length = Some(length);
    } else if let Some(key) =
        part.strip_prefix("not(selected(.,'").and_then(|rest| rest.strip_suffix("')andcount-selected(.)>1)"))
    {
        limits.exclusive = Some(key.to_owned());
    } else {
        return false;
    }
    true
}
