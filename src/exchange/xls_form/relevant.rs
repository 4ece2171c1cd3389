//! When an item is shown, as the `relevant` of an XLSForm.

use crate::survey::{
    Condition, Conditions,
    condition::{Join, Test},
};

/// The conditions of an item that is on sheets of paper alone.
const NEVER: &str = "false()";
/// The most parentheses around a condition, one within the other: a cell has room for thousands.
const AROUND: usize = 32;

/// What an item hangs on; `paper_only` where it is never shown on a screen.
pub(super) fn written(conditions: Option<&Conditions>, paper_only: bool) -> String {
    let conditions = conditions.map(expression);
    match (conditions, paper_only) {
        (None, true) => NEVER.to_owned(),
        (None, false) => String::new(),
        (Some(conditions), true) => format!("{NEVER} and ({conditions})"),
        (Some(conditions), false) => conditions,
    }
}

fn expression(conditions: &Conditions) -> String {
    let several = conditions.tests().len() > 1;
    let test = |Condition { item, test }: &Condition| {
        let atoms: Vec<String> =
            test.values().iter().map(|value| format!("selected(${{{item}}}, '{value}')")).collect();
        let atoms = atoms.join(" or ");
        match test {
            Test::AnyOf(_) if several => format!("({atoms})"),
            Test::AnyOf(_) => atoms,
            Test::NoneOf(_) => format!("not({atoms})"),
        }
    };
    let tests: Vec<String> = conditions.tests().iter().map(test).collect();
    tests.join(match conditions.join() {
        Join::All => " and ",
        Join::Any => " or ",
    })
}

/// Reads what an item hangs on.
///
/// # Errors
/// A condition that items here do not have.
pub(super) fn read(relevant: &str) -> Result<Option<Conditions>, String> {
    let words: Vec<&str> = relevant.split_whitespace().collect();
    let text = words.join(" ");
    let text = match text.strip_prefix(NEVER) {
        Some("") => return Ok(None),
        Some(rest) => rest.strip_prefix(" and ").ok_or_else(|| unreadable(relevant))?,
        None => text.as_str(),
    };
    let text = whole(text);
    if text.is_empty() {
        return Ok(None);
    }
    let (ands, ors) = (split_outside(text, " and "), split_outside(text, " or "));
    let tests = |parts: &[&str]| parts.iter().map(|part| test(part)).collect::<Result<Vec<_>, _>>();
    match (ands.len(), ors.len()) {
        (1, 1) => Ok(Some(Conditions::from(test(text)?))),
        (_, 1) => Ok(Some(Conditions::new(Join::All, tests(&ands)?))),
        // Values of one and the same item, unless each stands for itself.
        (1, _) if !ors.iter().any(|part| part.starts_with('(') || part.starts_with("not(")) => Ok(Some(
            test(text)
                .map(Conditions::from)
                .or_else(|_| Ok::<_, String>(Conditions::new(Join::Any, tests(&ors)?)))?,
        )),
        (1, _) => Ok(Some(Conditions::new(Join::Any, tests(&ors)?))),
        _ => Err("“and” and “or” can’t be mixed in one condition".to_owned()),
    }
}

/// One test: some values of one item, or none of them.
fn test(text: &str) -> Result<Condition, String> {
    let text = whole(text);
    let inside = text.strip_prefix("not(").and_then(|rest| rest.strip_suffix(')'));
    let (rules_out, atoms) = match inside {
        Some(inside) => (true, whole(inside)),
        None => (false, text),
    };
    let mut found: Option<(String, bool)> = None;
    let mut values = Vec::new();
    for part in split_outside(atoms, " or ") {
        let (item, value, differs) = atom(whole(part)).ok_or_else(|| unreadable(part))?;
        if found.as_ref().is_some_and(|found| *found != (item.clone(), differs)) {
            return Err(unreadable(text));
        }
        found = Some((item, differs));
        values.push(value);
    }
    let (item, differs) = found.ok_or_else(|| unreadable(text))?;
    match (rules_out, differs, values.len()) {
        (false, false, _) => Ok(Condition { item, test: Test::AnyOf(values) }),
        (true, false, _) | (false, true, 1) => Ok(Condition { item, test: Test::NoneOf(values) }),
        _ => Err(unreadable(text)),
    }
}

/// `selected(${item}, 'value')`, `${item} = 'value'` or `${item} != 'value'`: the item, the value, whether it must differ.
fn atom(text: &str) -> Option<(String, String, bool)> {
    let (item, value, differs) = if let Some(rest) = text.strip_prefix("selected(") {
        let (item, value) = rest.strip_suffix(')')?.split_once(',')?;
        (item, value, false)
    } else if let Some((item, value)) = text.split_once("!=") {
        (item, value, true)
    } else {
        let (item, value) = text.split_once('=')?;
        (item, value, false)
    };
    let item = item.trim().strip_prefix("${")?.strip_suffix('}')?.trim();
    let value = value.trim();
    let quoted = |quote: char| value.strip_prefix(quote).and_then(|value| value.strip_suffix(quote));
    let value = quoted('\'').or_else(|| quoted('"')).unwrap_or(value);
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let is_value = !value.is_empty() && value.chars().all(is_plain);
    is_value.then(|| (item.to_owned(), value.to_owned(), differs))
}

/// A text without the parentheses around all of it.
fn whole(text: &str) -> &str {
    let mut text = text.trim();
    for _ in 0..AROUND {
        let Some(inside) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) else { break };
        let mut depth = 1_i32;
        for c in inside.chars() {
            depth += i32::from(c == '(') - i32::from(c == ')');
            if depth == 0 {
                return text;
            }
        }
        text = inside.trim();
    }
    text
}

/// The parts of a text between a word, where it stands outside all parentheses and quotation marks.
pub(super) fn split_outside<'t>(text: &'t str, word: &str) -> Vec<&'t str> {
    let (mut parts, mut from) = (Vec::new(), 0);
    let (mut depth, mut quote) = (0_i32, None);
    for (at, c) in text.char_indices() {
        if at < from {
            continue;
        }
        if quote.is_none() && depth == 0 && text[at..].starts_with(word) {
            parts.push(text[from..at].trim());
            from = at + word.len();
            continue;
        }
        match (quote, c) {
            (None, '\'' | '"') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            (None, '(') => depth += 1,
            (None, ')') => depth -= 1,
            _ => {}
        }
    }
    parts.push(text[from..].trim());
    parts
}

fn unreadable(text: &str) -> String {
    format!("this condition can’t be read: {text}")
}
