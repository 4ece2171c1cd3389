//! What was entered in the form of a question, as an item.

use std::collections::BTreeSet;

use common_ground_reports::{scale::Missing, small_numbers::OTHER};

use crate::{
    survey::{
        condition::{Condition, Conditions, Test},
        definition::Survey,
        editor::{Place, new_key},
        item::{Choice, Item, ItemKind, KindListing, Ledger, Member, Members},
        round::Side,
        text::{ENGLISH, Text, Wording},
        words,
    },
    web::{
        http::form_data::FormData,
        parts::form::Problems,
        surveys::{
            TITLE_MAX,
            edit::{TEXT_MAX, item::fields::in_language, wordings::Wordings},
        },
    },
};

/// The most answers to choose from.
const OPTIONS_MAX: usize = 40;

/// Where a new question goes.
pub(crate) fn place(draft: &Survey, entries: &FormData, problems: &mut Problems) -> Option<Place> {
    if entries.one("page") == "new" {
        let title = line(entries, "page_title", problems);
        if title.is_empty() {
            problems.add("page_title", "Enter the heading of the new page");
        }
        return Some(Place::NewPage(Wording::english(title)));
    }
    if !line(entries, "page_title", problems).is_empty() {
        problems.add("page_title", "Leave this blank, or select a new page for it to stand over");
    }
    let page = entries.one("page").parse::<usize>().ok().and_then(|page| page.checked_sub(1));
    let page = page.filter(|page| *page < draft.sections.len());
    if page.is_none() {
        problems.add("page", "Select where it stands");
    }
    page.map(Place::Page)
}

/// The question, as far as it can be read; the rules of surveys are checked after.
pub(crate) fn item(
    draft: &Survey,
    entries: &FormData,
    kind: &'static KindListing,
    key: String,
    old: Option<&Item>,
    problems: &mut Problems,
) -> Option<Item> {
    let wordings = Wordings::of(draft);
    let asked: Vec<Side> = match draft.sides.as_slice() {
        [_] => draft.sides.clone(),
        sides => {
            sides.iter().copied().filter(|side| entries.all("sides").any(|key| key == side.key())).collect()
        }
    };
    if asked.is_empty() {
        problems.add("sides", "Select who is asked");
    }
    let text = only(wordings.read(entries, "text", TEXT_MAX, problems), &asked, draft);
    let hint = wordings.read_optional(entries, ("hint", TEXT_MAX), &asked, problems);
    let hint = hint.map(|hint| only(hint, &asked, draft));
    if asked.iter().any(|side| text.read(*side, ENGLISH).is_empty()) {
        let first = Wordings { sides: &asked, languages: Vec::new() }.first("text");
        problems.add(first, "Enter the question for everybody who is asked");
    }
    let (label, topic) = (line(entries, "label", problems), line(entries, "topic", problems));
    if label.is_empty() {
        problems.add("label", "Enter the label");
    }
    // Labels are for reports; a translation of one stays while its English does.
    let keep = |now: Option<&Text>, entered: &str| match now {
        Some(text) if text.to_string() == entered => text.clone(),
        _ => Text::english(entered),
    };
    let missing = [Missing::DontKnow, Missing::NotApplicable, Missing::PreferNotToSay];
    let missing =
        missing.into_iter().filter(|one| entries.all("missing").any(|key| key == one.key())).collect();
    let ledger = match entries.one("ledger") {
        "a" => Some(Ledger::A),
        "b" => Some(Ledger::B),
        "" => None,
        _ => {
            problems.add("ledger", "Select whether it is one of a pair");
            None
        }
    };
    // The reporting group keeps its part; what is offered or expected follows from the ledger.
    let role = old.and_then(|old| old.role).filter(|_| old.is_some_and(Item::is_group));
    let show_if = condition(entries.one("show_if"), old, problems);
    let kind = answered(draft, entries, kind, old, problems)?;
    Some(Item {
        label: keep(old.map(|old| &old.label), &label),
        topic: (!topic.is_empty()).then(|| keep(old.and_then(|old| old.topic.as_ref()), &topic)),
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

/// The words of the sides that are asked.
fn only(wording: Wording, asked: &[Side], draft: &Survey) -> Wording {
    match wording {
        Wording::BySide { library, partner } if asked.len() < draft.sides.len() => Wording::BySide {
            library: library.filter(|_| asked.contains(&Side::Library)),
            partner: partner.filter(|_| asked.contains(&Side::Partner)),
        },
        same => same,
    }
}

fn line(entries: &FormData, name: &str, problems: &mut Problems) -> String {
    let entered = entries.one(name);
    if entered.chars().count() > TITLE_MAX {
        problems.add(name, format!("Shorten this to {TITLE_MAX} characters or fewer"));
    }
    entered.to_owned()
}

fn condition(entered: &str, old: Option<&Item>, problems: &mut Problems) -> Option<Conditions> {
    match (entered, entered.split_once('=')) {
        ("", _) => None,
        ("keep", _) => old.and_then(|old| old.show_if.clone()),
        (_, Some((item, value))) => {
            Some(Condition { item: item.to_owned(), test: Test::AnyOf(vec![value.to_owned()]) }.into())
        }
        _ => {
            problems.add("show_if", "Select when it is shown");
            None
        }
    }
}

fn answered(
    draft: &Survey,
    entries: &FormData,
    kind: &KindListing,
    old: Option<&Item>,
    problems: &mut Problems,
) -> Option<ItemKind> {
    let mut members = Members::default();
    for member in kind.members {
        match member {
            Member::Scale => {
                let scale = entries.one("scale");
                if draft.scale(scale).is_none() {
                    problems.add("scale", "Select a scale");
                }
                members.scale = Some(scale.to_owned());
            }
            Member::Labels => members.labels = Some(labels(draft, entries, problems)),
            Member::Low => members.low = Some(end(draft, entries, *member, problems)),
            Member::High => members.high = Some(end(draft, entries, *member, problems)),
            Member::Options => members.options = Some(options(draft, entries, old, problems)),
            Member::Exclusive => {
                let key = Some(entries.one("exclusive").to_owned()).filter(|key| !key.is_empty());
                let is_option =
                    |key: &String| members.options.iter().flatten().any(|option| option.key == *key);
                if key.as_ref().is_some_and(|key| !is_option(key)) {
                    problems.add("exclusive", "Enter the key of one of the answers, or leave it blank");
                }
                members.exclusive = key;
            }
            Member::Other => {
                members.other =
                    entries.is_on("other").then(|| other(old, members.options.get_or_insert_default()));
            }
            Member::Shuffled => members.shuffled = entries.is_on("shuffled").then_some(true),
            Member::Maximum => members.maximum = number(entries, *member, problems),
            Member::Min => members.min = number(entries, *member, problems),
            Member::Max => {
                members.max = number(entries, *member, problems);
                if entries.one("max").is_empty() {
                    problems.add("max", "Enter the largest number");
                }
            }
            Member::Decimals => members.decimals = number(entries, *member, problems),
        }
    }
    // What is missing was told beside its field.
    kind.read(members).ok()
}

/// The key of the option for “other”: that which it has, or a new one at the end.
fn other(old: Option<&Item>, options: &mut Vec<Choice>) -> String {
    let had = old.and_then(|old| old.kind.other()).unwrap_or(OTHER);
    if !options.iter().any(|option| option.key == had) {
        let label = words::all()
            .iter()
            .fold(Text::english(String::new()), |text, words| text.with(words.code, words.form.other));
        options.push(Choice { key: had.to_owned(), label: Wording::Same(label) });
    }
    had.to_owned()
}

/// A whole number; none where nothing was entered.
fn number<T: std::str::FromStr>(entries: &FormData, member: Member, problems: &mut Problems) -> Option<T> {
    let entered = Some(entries.one(member.key())).filter(|entered| !entered.is_empty())?;
    let number = entered.parse().ok();
    if number.is_none() {
        problems.add(member.key(), "Enter a whole number");
    }
    number
}

/// What an end of a scale is called, in each language.
fn end(draft: &Survey, entries: &FormData, member: Member, problems: &mut Problems) -> Text {
    if entries.one(&in_language(member, ENGLISH)).is_empty() {
        problems.add(in_language(member, ENGLISH), "Enter what this end of the scale means");
    }
    draft.languages().fold(Text::english(String::new()), |text, language| {
        match line(entries, &in_language(member, language), problems) {
            label if label.is_empty() => text,
            label => text.with(language, label),
        }
    })
}

/// The points of a scale, a line each; another language has as many, or none.
fn labels(draft: &Survey, entries: &FormData, problems: &mut Problems) -> Vec<Text> {
    let mut labels: Vec<Text> = Vec::new();
    for language in draft.languages() {
        let name = in_language(Member::Labels, language);
        let lines: Vec<&str> =
            entries.one(&name).lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        if lines.iter().any(|line| line.chars().count() > TITLE_MAX) {
            problems.add(name.clone(), format!("Shorten each point to {TITLE_MAX} characters or fewer"));
        }
        if language == ENGLISH {
            if !(2..=7).contains(&lines.len()) {
                problems.add(name, "Enter two to seven points, one a line");
            }
            labels = lines.into_iter().map(Text::english).collect();
        } else if lines.len() == labels.len() {
            let pairs = labels.into_iter().zip(lines);
            labels = pairs.map(|(label, line)| label.with(language, line)).collect();
        } else if !lines.is_empty() {
            problems.add(name, "Enter as many points as in English, or none");
        }
    }
    labels
}

/// The answers to choose from: a line each, `key = label`, or a label that gets a key.
fn options(draft: &Survey, entries: &FormData, old: Option<&Item>, problems: &mut Problems) -> Vec<Choice> {
    let mut used: BTreeSet<String> = old.map_or_else(BTreeSet::new, |old| {
        old.kind.options().iter().map(|option| option.key.clone()).collect()
    });
    // These say that there is no answer.
    used.extend(Missing::ALL.map(|missing| missing.key().to_owned()));
    let mut english = lines(entries, ENGLISH, problems);
    if english.len() < 2 {
        problems.add(in_language(Member::Options, ENGLISH), "Enter two answers or more, one a line");
    }
    used.extend(english.iter().map(|(key, _)| key.clone()));
    for (key, label) in &mut english {
        if key.is_empty() {
            *key = new_key(label, &used);
            used.insert(key.clone());
        }
    }
    let others: Vec<_> = draft
        .languages()
        .filter(|language| *language != ENGLISH)
        .map(|language| (language, translated(entries, language, &english, problems)))
        .collect();
    let side = draft.sides[0];
    let choice = |(key, label): &(String, String)| {
        let now = old.and_then(|old| old.option(key)).map(|option| option.label.clone());
        let text = others.iter().fold(Text::english(label), |text, (language, lines)| {
            match lines.iter().find(|(other, _)| other == key) {
                Some((_, label)) => text.with(language, label),
                None => text,
            }
        });
        let is_same = |now: &Wording| {
            draft.languages().all(|language| now.read(side, language) == text.in_language(language))
        };
        Choice { label: now.filter(is_same).unwrap_or(Wording::Same(text)), key: key.clone() }
    };
    english.iter().map(choice).collect()
}

/// The lines of one language, as keys and labels.
fn lines(entries: &FormData, language: &str, problems: &mut Problems) -> Vec<(String, String)> {
    let name = in_language(Member::Options, language);
    let lines = entries.one(&name).lines().map(str::trim).filter(|line| !line.is_empty());
    let split = lines.map(|line| line.split_once('=').unwrap_or(("", line)));
    let lines: Vec<_> = split.map(|(key, label)| (key.trim().to_owned(), label.trim().to_owned())).collect();
    if lines.len() > OPTIONS_MAX {
        problems.add(name, format!("Enter {OPTIONS_MAX} answers or fewer"));
    } else if lines.iter().any(|(_, label)| label.chars().count() > TITLE_MAX) {
        problems.add(name, format!("Shorten each answer to {TITLE_MAX} characters or fewer"));
    }
    lines
}

/// The lines of another language: each belongs to an answer by its key.
fn translated(
    entries: &FormData,
    language: &str,
    english: &[(String, String)],
    problems: &mut Problems,
) -> Vec<(String, String)> {
    let lines = lines(entries, language, problems);
    if let Some((key, label)) = lines.iter().find(|(key, _)| english.iter().all(|(known, _)| known != key)) {
        let line: String = if key.is_empty() { label } else { key }.chars().take(40).collect();
        let told = format!(
            "Begin each line with the key of an answer and “=”. “{line}” has no matching \
                            answer"
        );
        problems.add(in_language(Member::Options, language), told);
    }
    lines
}
