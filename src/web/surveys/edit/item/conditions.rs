//! When a question is shown, in its form: up to three tests of earlier answers, and whether all or any of them must hold.

use crate::{
    survey::{
        Condition, Conditions, ENGLISH, Item, Survey,
        condition::{Join, Test},
        item::Counted,
    },
    web::{Field, FormChoice, FormData, FormProblems, surveys::sections::shown_if},
};

/// The fields of the tests.
const TESTS: [(&str, &str); 3] =
    [("show_if", "When it is shown"), ("show_if_2", "Second condition"), ("show_if_3", "Third condition")];
/// The field that says how they work together.
const JOIN: &str = "show_if_join";
/// What stands for conditions that these fields cannot say.
const KEEP: &str = "keep";

/// The fields, with what was sent or else what the question has.
pub(super) fn fields(draft: &Survey, item: Option<&Item>, sent: Option<&FormData>) -> Vec<Field> {
    let now = item.and_then(|item| item.show_if.as_ref());
    let written = now.map(|conditions| written(conditions).ok_or(conditions));
    let side = draft.sides[0];
    let mut tests = Vec::new();
    let others = draft.items().filter(|other| item.is_none_or(|item| item.key != other.key));
    for other in others.filter(|other| other.kind.counted() != Counted::Not) {
        for (sign, is) in [("=", "is"), ("!=", "is not")] {
            for (value, label) in draft.values(other, side, ENGLISH) {
                let key = format!("{}{sign}{value}", other.key);
                tests.push((key, format!("If “{}” {is} “{label}”", other.label)));
            }
        }
    }
    let mut fields: Vec<Field> = (0..)
        .zip(TESTS)
        .map(|(place, (name, label))| {
            let now = match (sent, &written) {
                (Some(sent), _) => sent.one(name).to_owned(),
                (None, Some(Ok(tests))) => tests.get(place).cloned().unwrap_or_default(),
                (None, Some(Err(_))) if place == 0 => KEEP.to_owned(),
                _ => String::new(),
            };
            let first = if place == 0 { "Always" } else { "None" };
            let mut choices = vec![FormChoice::of("", first, [&*now])];
            if let Some(Err(conditions)) = written.as_ref().filter(|_| place == 0) {
                choices.push(FormChoice::of(KEEP, shown_if(draft, conditions, side), [&*now]));
            }
            choices.extend(tests.iter().map(|(key, label)| FormChoice::of(key.clone(), label, [&*now])));
            let field = Field::select(name, label, choices);
            if place == 0 { field.hint("It can depend on questions of earlier sections.") } else { field }
        })
        .collect();
    let sent = sent.and_then(|sent| Join::from_key(sent.one(JOIN)));
    let join = sent.or(now.map(Conditions::join)).unwrap_or(Join::All).key();
    let joins = [(Join::All, "All conditions are met"), (Join::Any, "Any condition is met")];
    let joins = joins.map(|(one, label)| FormChoice::of(one.key(), label, [join]));
    let join = Field::radios(JOIN, "If there are several conditions, show it when", joins);
    fields.push(join);
    fields
}

/// Conditions as these fields say them; none where they say more.
fn written(conditions: &Conditions) -> Option<Vec<String>> {
    let test = |condition: &Condition| match &condition.test {
        Test::AnyOf(values) if values.len() == 1 => Some(format!("{}={}", condition.item, values[0])),
        Test::NoneOf(values) if values.len() == 1 => Some(format!("{}!={}", condition.item, values[0])),
        Test::AnyOf(_) | Test::NoneOf(_) => None,
    };
    let tests: Vec<String> = conditions.tests().iter().map(test).collect::<Option<_>>()?;
    (tests.len() <= TESTS.len()).then_some(tests)
}

/// What was entered; none for a question that is always shown.
pub(super) fn read(
    entries: &FormData,
    old: Option<&Item>,
    problems: &mut FormProblems,
) -> Option<Conditions> {
    if entries.one(TESTS[0].0) == KEEP {
        return old.and_then(|old| old.show_if.clone());
    }
    let mut tests: Vec<Condition> = Vec::new();
    for (name, _) in TESTS {
        match entries.one(name) {
            "" => {}
            entered => match test(entered) {
                Some(test) if tests.contains(&test) => problems.add(name, "This condition is there twice"),
                Some(test) => tests.push(test),
                None => problems.add(name, "Select one of the conditions shown"),
            },
        }
    }
    let join = match entries.one(JOIN) {
        "" => Join::All,
        entered => Join::from_key(entered).unwrap_or_else(|| {
            problems.add(JOIN, "Select whether all of the conditions must be met or any of them");
            Join::All
        }),
    };
    (!tests.is_empty()).then(|| Conditions::new(join, tests))
}

fn test(entered: &str) -> Option<Condition> {
    let (item, value) = entered.split_once('=')?;
    let values = vec![value.to_owned()];
    let (item, test) = match item.strip_suffix('!') {
        Some(item) => (item, Test::NoneOf(values)),
        None => (item, Test::AnyOf(values)),
    };
    Some(Condition { item: item.to_owned(), test })
}
