//! What was entered in the form of a question, as an item.

use common_ground_reports::{scale::Missing, small_numbers::OTHER};

use crate::{
    survey::{
        ENGLISH, Item, ItemKind, ItemOption, LedgerHalf, Side, Survey, Text, Wording,
        editor::options::options,
        item::{FileMember, KindListing, Members},
        words,
    },
    web::{
        FormData, FormProblems,
        surveys::{
            TITLE_MAX,
            edit::{TEXT_MAX, item::conditions, wordings},
        },
    },
};

/// The most answers to choose from.
const OPTIONS_MAX: usize = 40;
/// Letters of a label that is made from the question.
const LABEL_LETTERS: usize = 60;

/// The question, as far as it can be read; the rules of surveys are checked after.
pub(crate) fn item(
    draft: &Survey,
    entries: &FormData,
    kind: &'static KindListing,
    key: String,
    old: Option<&Item>,
    problems: &mut FormProblems,
) -> Option<Item> {
    let asked: Vec<Side> = match draft.sides.as_slice() {
        [_] => draft.sides.clone(),
        sides => {
            sides.iter().copied().filter(|side| entries.all("sides").any(|key| key == side.key())).collect()
        }
    };
    problems.add_if(asked.is_empty(), "sides", "Select who is asked");
    let text = wordings::read(entries, ("text", TEXT_MAX), &asked, old.map(|old| &old.text), problems);
    let hint = old.and_then(|old| old.hint.as_ref());
    let hint = wordings::read_optional(entries, ("hint", TEXT_MAX), &asked, hint, problems);
    if asked.iter().any(|side| text.read(*side, ENGLISH).is_empty()) {
        problems.add("text", if kind.is_question { "Enter the question" } else { "Enter the text" });
    }
    problems.cap("label", entries.one("label"), TITLE_MAX);
    problems.cap("topic", entries.one("topic"), TITLE_MAX);
    let (label, topic) = (label(entries), entries.one("topic"));
    let missing = [Missing::DontKnow, Missing::NotApplicable, Missing::PreferNotToSay];
    let missing =
        missing.into_iter().filter(|one| entries.all("missing").any(|key| key == one.key())).collect();
    let ledger = match entries.one("ledger") {
        "a" => Some(LedgerHalf::A),
        "b" => Some(LedgerHalf::B),
        "" => None,
        _ => {
            problems.add("ledger", "Select whether it is compared");
            None
        }
    };
    // The group question keeps its part; what is offered or expected follows from the comparison, and stays with it.
    let role = old.filter(|old| old.is_group() || old.ledger == ledger).and_then(|old| old.role);
    let show_if = conditions::read(entries, old, problems);
    let kind = answered(draft, entries, kind, old, problems)?;
    Some(Item {
        label: reworded(old.map(|old| &old.label), &label),
        topic: (!topic.is_empty()).then(|| reworded(old.and_then(|old| old.topic.as_ref()), topic)),
        kind,
        text,
        hint,
        required: entries.is_on("required"),
        required_message: old.and_then(|old| old.required_message.clone()),
        show_if,
        role,
        ledger,
        aim: old.and_then(|old| old.aim.clone()),
        missing,
        describes_person: entries.is_on("describes_person"),
        paper_only: entries.is_on("paper_only"),
        sides: if asked.len() == draft.sides.len() { Vec::new() } else { asked },
        key,
    })
}

/// The label that was entered, or one that is made from the question.
pub(crate) fn label(entries: &FormData) -> String {
    let entered = entries.one("label");
    if !entered.is_empty() {
        return entered.to_owned();
    }
    let line = entries.one("text").lines().next().unwrap_or_default();
    let text = line.trim().trim_end_matches(['?', '.', ':', '…']);
    match text.char_indices().nth(LABEL_LETTERS) {
        None => text.to_owned(),
        Some((end, _)) => {
            let cut = &text[..end];
            format!("{}…", cut.rsplit_once(' ').map_or(cut, |(words, _)| words))
        }
    }
}

/// A label is for reports; a translation of one stays while its English does.
fn reworded(now: Option<&Text>, entered: &str) -> Text {
    match now {
        Some(text) if text.to_string() == entered => text.clone(),
        _ => Text::english(entered),
    }
}

fn answered(
    draft: &Survey,
    entries: &FormData,
    kind: &KindListing,
    old: Option<&Item>,
    problems: &mut FormProblems,
) -> Option<ItemKind> {
    let mut members = Members::default();
    let old = old.map(|old| old.kind.members()).unwrap_or_default();
    for member in kind.members {
        match member {
            FileMember::Scale => {
                let scale = entries.one("scale");
                problems.add_if(draft.scale(scale).is_none(), "scale", "Select a scale");
                members.scale = Some(scale.to_owned());
            }
            FileMember::Labels => members.labels = Some(points(entries, old.labels.as_deref(), problems)),
            FileMember::Low => members.low = Some(end(entries, *member, old.low.as_ref(), problems)),
            FileMember::High => members.high = Some(end(entries, *member, old.high.as_ref(), problems)),
            FileMember::Options => {
                members.options =
                    Some(answers(entries, old.options.as_deref().unwrap_or_default(), problems));
            }
            FileMember::Exclusive => members.exclusive = exclusive(entries, &members, problems),
            FileMember::Other => {
                let options = members.options.get_or_insert_default();
                members.other = entries.is_on("other").then(|| other(old.other.as_deref(), options));
            }
            FileMember::Shuffled => members.shuffled = entries.is_on("shuffled").then_some(true),
            FileMember::Maximum => {
                members.maximum = number(entries, *member, problems);
                let options = members.options.as_ref().map_or(0, Vec::len);
                if members.maximum.is_some_and(|most| most == 0 || most > options) {
                    problems
                        .add("maximum", format!("Enter a number from 1 to {options}, or leave this blank"));
                }
            }
            FileMember::Min => members.min = number(entries, *member, problems),
            FileMember::Max => {
                members.max = number(entries, *member, problems);
                if entries.one("max").is_empty() {
                    problems.add("max", "Enter the largest number");
                } else if members.max.is_some_and(|most| most <= members.min.unwrap_or_default()) {
                    problems.add("max", "Enter a number larger than the smallest number");
                }
            }
            FileMember::Decimals => members.decimals = number(entries, *member, problems),
        }
    }
    // What is missing was told beside its field.
    kind.read(members).ok()
}

/// The key of the answer for “other”: that which it has, or a new one at the end.
fn other(had: Option<&str>, options: &mut Vec<ItemOption>) -> String {
    let had = had.unwrap_or(OTHER);
    if !options.iter().any(|option| option.key == had) {
        let label = words::all()
            .iter()
            .fold(Text::english(String::new()), |text, words| text.with(words.code, words.form.other));
        options.push(ItemOption { key: had.to_owned(), label: Wording::Same(label) });
    }
    had.to_owned()
}

/// A whole number; none where nothing was entered.
fn number<T: std::str::FromStr>(
    entries: &FormData,
    member: FileMember,
    problems: &mut FormProblems,
) -> Option<T> {
    let entered = Some(entries.one(member.key())).filter(|entered| !entered.is_empty())?;
    let number = entered.parse().ok();
    problems.add_if(number.is_none(), member.key(), "Enter a whole number");
    number
}

/// What an end of a scale is called.
fn end(entries: &FormData, member: FileMember, old: Option<&Text>, problems: &mut FormProblems) -> Text {
    let entered = entries.one(member.key());
    problems.add_if(entered.is_empty(), member.key(), "Enter what this end of the scale means");
    problems.cap(member.key(), entered, TITLE_MAX);
    old.cloned().unwrap_or_else(|| Text::english("")).with(ENGLISH, entered)
}

/// The lines of a field that are not blank.
fn lines<'e>(entries: &'e FormData, member: FileMember, problems: &mut FormProblems) -> Vec<&'e str> {
    let lines = entries.one(member.key()).lines().map(str::trim);
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    if lines.iter().any(|line| line.chars().count() > TITLE_MAX) {
        problems.add(member.key(), format!("Shorten each line to {TITLE_MAX} characters or fewer"));
    }
    if let Some(twice) = lines.iter().enumerate().find(|(at, line)| lines[..*at].contains(line)) {
        problems.add(member.key(), format!("“{}” is there twice. Remove one of them", twice.1));
    }
    lines
}

/// The points of a scale, in their old places with their translations.
fn points(entries: &FormData, old: Option<&[Text]>, problems: &mut FormProblems) -> Vec<Text> {
    let lines = lines(entries, FileMember::Labels, problems);
    if !(2..=7).contains(&lines.len()) {
        problems.add(FileMember::Labels.key(), "Enter two to seven points, one per line");
    }
    let old = old.filter(|old| old.len() == lines.len());
    let point = |(at, line): (usize, &str)| match old.and_then(|old| old.get(at)) {
        Some(old) => old.clone().with(ENGLISH, line),
        None => Text::english(line),
    };
    lines.into_iter().enumerate().map(point).collect()
}

/// The answers to choose from, a line each.
fn answers(entries: &FormData, old: &[ItemOption], problems: &mut FormProblems) -> Vec<ItemOption> {
    let lines = lines(entries, FileMember::Options, problems);
    if lines.len() < 2 {
        problems.add(FileMember::Options.key(), "Enter two answers or more, one per line");
    } else if lines.len() > OPTIONS_MAX {
        problems.add(FileMember::Options.key(), format!("Enter {OPTIONS_MAX} answers or fewer"));
    }
    options(old, &lines[..lines.len().min(OPTIONS_MAX)])
}

/// The key of the answer that rules out the others, which is entered in its words.
fn exclusive(entries: &FormData, members: &Members, problems: &mut FormProblems) -> Option<String> {
    let entered = Some(entries.one("exclusive")).filter(|entered| !entered.is_empty())?;
    let same =
        |label: &Wording| label.texts().any(|text| text.to_string().to_lowercase() == entered.to_lowercase());
    let found = members.options.iter().flatten().find(|option| same(&option.label));
    if found.is_none() {
        problems.add("exclusive", "Enter one of the answers in the same words as above, or leave this blank");
    }
    found.map(|option| option.key.clone())
}
