//! Examples of a point, told with it: “Working with schools (eg Elm Road, eg Ash Lane)”.

const OPENS: &str = " (eg ";
const BETWEEN: &str = ", eg ";

/// A point with its examples behind it; without any, the point alone.
#[must_use]
pub fn fold<'a>(point: &str, examples: impl IntoIterator<Item = &'a str>) -> String {
    let examples: Vec<&str> = examples.into_iter().collect();
    if examples.is_empty() { point.to_owned() } else { format!("{point}{OPENS}{})", examples.join(BETWEEN)) }
}

/// The point and its examples, where a text ends with some. [`fold`] makes the same text of them again.
#[must_use]
pub fn unfold(text: &str) -> Option<(&str, Vec<&str>)> {
    let inner = text.strip_suffix(')')?;
    let mut depth = 0_u32;
    let opens = inner.char_indices().rev().find_map(|(at, c)| {
        match c {
            ')' => depth += 1,
            '(' if depth == 0 => return Some(at),
            '(' => depth -= 1,
            _ => {}
        }
        None
    })?;
    let point = inner.get(..opens)?.strip_suffix(' ')?;
    let examples: Vec<&str> = inner.get(opens..)?.strip_prefix(OPENS.trim_start())?.split(BETWEEN).collect();
    let is_clean = |part: &&str| !part.is_empty() && part.trim() == *part;
    (is_clean(&point) && examples.iter().all(is_clean)).then_some((point, examples))
}
