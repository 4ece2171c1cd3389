//! The form of a question: as it is, or as it was sent.

use common_ground_reports::scale::{self, Missing};

use crate::{
    store::custom_surveys::OwnSurvey,
    survey::{
        definition::Survey,
        item::{self, Counted, Item, KindListing, Ledger, Member, Members},
        round::Side,
        text::{ENGLISH, Text},
        words,
    },
    web::{
        at,
        http::{desk::Desk, form_data::FormData, guard::Trainer},
        parts::form::{Choice, Field, FormPage, Input, Problems, Section},
        surveys::{
            edit::{draft_form, edit_field, wordings::Wordings},
            people,
            sections::shown_if,
        },
    },
};

/// What a form shows.
pub(crate) enum Entered<'a> {
    /// Nothing yet.
    New(&'static KindListing),
    /// A question as it is.
    Now(&'a Item),
    /// What was sent, for this question or a new one.
    Sent { kind: &'static KindListing, entries: &'a FormData, item: Option<&'a Item> },
}

impl<'a> Entered<'a> {
    fn kind(&self) -> &'static KindListing {
        match self {
            Self::New(kind) | Self::Sent { kind, .. } => kind,
            Self::Now(item) => item.kind.listing(),
        }
    }

    fn item(&self) -> Option<&'a Item> {
        match self {
            Self::New(_) => None,
            Self::Now(item) => Some(item),
            Self::Sent { item, .. } => *item,
        }
    }

    /// The value of a field: what was sent, else what the question has.
    fn value(&self, name: &str, now: impl FnOnce(&Item) -> String) -> String {
        match self {
            Self::New(_) => String::new(),
            Self::Now(item) => now(item),
            Self::Sent { entries, .. } => entries.one(name).to_owned(),
        }
    }

    /// Whether a box is ticked.
    fn is_on(&self, name: &str, now: impl FnOnce(&Item) -> bool) -> bool {
        !self.value(name, |item| if now(item) { "yes".to_owned() } else { String::new() }).is_empty()
    }

    fn values(&self, name: &str, now: impl FnOnce(&Item) -> Vec<String>) -> Vec<String> {
        match self {
            Self::New(_) => Vec::new(),
            Self::Now(item) => now(item),
            Self::Sent { entries, .. } => entries.all(name).map(str::to_owned).collect(),
        }
    }
}

pub(crate) fn form(
    desk: &Desk<'_, Trainer>,
    own: &OwnSurvey,
    entered: &Entered<'_>,
    problems: Problems,
) -> FormPage {
    let (slug, draft, kind) = (desk.slug(), &own.draft, entered.kind());
    let form = match entered.item() {
        Some(item) => draft_form(desk, own, format!("Change “{}”", item.label))
            .lead(format!(
                "Its key {} stays, and answers are counted under it. You can correct the wording. To ask \
                 something else, add a new question and remove this one.",
                item.key
            ))
            .button("Keep the question", at::survey_item(slug, &draft.key, &item.key)),
        None => draft_form(desk, own, format!("Add a question: {}", kind.called.to_lowercase()))
            .lead("It gets a key of its own, made from its label, which stays for good.")
            .button("Add the question", at::survey_items(slug, &draft.key)),
    };
    let section =
        |title: &str, fields| Section { title: Some(title.to_owned()), fields, ..Section::default() };
    form.fields(what_is_asked(draft, entered))
        .section(section("How it is answered", how_answered(draft, entered)))
        .section(section("Who is asked, and when", who_and_when(draft, entered)))
        .field(Field::new("kind", "", Input::Hidden(kind.name.to_owned())))
        .field(edit_field(own))
        .problems(problems)
}

fn what_is_asked(draft: &Survey, entered: &Entered<'_>) -> Vec<Field> {
    let wordings = Wordings::of(draft);
    let text = |name: &str| match entered {
        Entered::Now(item) if name == "text" => Some(item.text.clone()),
        Entered::Now(item) => item.hint.clone(),
        Entered::New(_) => None,
        Entered::Sent { entries, .. } => {
            Some(wordings.read(entries, name, usize::MAX, &mut Problems::default()))
        }
    };
    let mut fields = wordings.fields("text", "The question", 2, text("text").as_ref());
    fields.extend(wordings.fields("hint", "What helps to answer", 2, text("hint").as_ref()));
    let label = entered.value("label", |item| item.label.to_string());
    fields.push(
        Field::line("label", "Label in charts", label).hint("Short, and from the library’s point of view."),
    );
    let topic =
        entered.value("topic", |item| item.topic.as_ref().map(ToString::to_string).unwrap_or_default());
    fields.push(
        Field::line("topic", "What findings call it", topic)
            .hint("A noun, as in “Partners expect more flexibility than staff say they give”."),
    );
    fields
}

fn how_answered(draft: &Survey, entered: &Entered<'_>) -> Vec<Field> {
    let kind = entered.kind();
    let mut fields: Vec<Field> =
        kind.members.iter().flat_map(|member| own_fields(draft, entered, *member)).collect();
    if kind.is_question {
        let now = entered.values("missing", |item| item.missing.iter().map(|m| m.key().to_owned()).collect());
        let reasons = [Missing::DontKnow, Missing::NotApplicable, Missing::PreferNotToSay].map(|missing| {
            Choice::of(missing.key(), words::of(ENGLISH).reason(missing), now.iter().map(String::as_str))
        });
        fields.push(Field::new("missing", "Also offered", Input::Boxes(reasons.into())));
        let required = entered.is_on("required", |item| item.required);
        fields.push(Field::new("required", "It needs an answer", Input::Tick(required)));
        let paper = entered.is_on("paper_only", |item| item.paper_only);
        let paper = Field::new("paper_only", "Ask it on paper sheets only", Input::Tick(paper));
        fields.push(
            paper.hint("It is on the sheets that you print, and not on the form that people answer online."),
        );
    }
    // The reporting group always does.
    let is_group = entered.item().is_some_and(Item::is_group);
    if kind.may_describe_person && !is_group {
        fields.push(about_person(entered));
    }
    fields
}

/// The fields of a member that the kind has of its own.
fn own_fields(draft: &Survey, entered: &Entered<'_>, member: Member) -> Vec<Field> {
    let name = member.key();
    let line = |label: &str, now: fn(Members) -> Option<String>| {
        let now = entered.value(name, |item| now(item.kind.members()).unwrap_or_default());
        Field::line(name, label, now)
    };
    match member {
        Member::Scale => scale_and_ledger(draft, entered),
        Member::Options => in_each_language(draft, entered, member, "Answers to choose from", true),
        Member::Labels => in_each_language(draft, entered, member, "Points, from lowest to highest", true),
        Member::Low => in_each_language(draft, entered, member, "What 0 means", false),
        Member::High => in_each_language(draft, entered, member, "What 10 means", false),
        Member::Exclusive => {
            let field = line("Key of the answer that rules out the others", |members| members.exclusive);
            vec![field.hint("Such as “None of these”. Leave it blank if there is none.")]
        }
        Member::Other => {
            let label = "Add “Other”, with room to say what";
            let field =
                Field::new(name, label, Input::Tick(entered.is_on(name, |item| item.kind.other().is_some())));
            vec![field.hint("What people write there is read and released like any other comment.")]
        }
        Member::Shuffled => {
            let label = "Show the answers in a different order to each person";
            let field =
                Field::new(name, label, Input::Tick(entered.is_on(name, |item| item.kind.is_shuffled())));
            vec![field.hint(
                "Not for answers that have an order of their own. “Other” and “None of these” stay last.",
            )]
        }
        Member::Maximum => {
            let field = line("Most that can be chosen", |members| Some(members.maximum?.to_string()));
            vec![field.hint("Leave it blank for all.")]
        }
        Member::Min => vec![line("Smallest", |members| Some(members.min?.to_string()))],
        Member::Max => vec![line("Largest", |members| Some(members.max?.to_string()))],
        Member::Decimals => {
            vec![line("Digits after the point", |members| Some(members.decimals.unwrap_or(0).to_string()))]
        }
    }
}

fn scale_and_ledger(draft: &Survey, entered: &Entered<'_>) -> Vec<Field> {
    let now = entered.value("scale", |item| item.kind.scale().unwrap_or_default().to_owned());
    let own = draft.scales.iter().map(|scale| scale.key.clone());
    let scales = scale::known_keys().map(str::to_owned).chain(own).map(|key| {
        let labels = draft.scale_labels(&key, ENGLISH).unwrap_or_default();
        Choice::of(key, labels.join(" · "), [&*now])
    });
    let scale = Field::new("scale", "Scale", Input::Radios(scales.collect()));
    let now = entered.value("ledger", |item| match item.ledger {
        Some(Ledger::A) => "a".to_owned(),
        Some(Ledger::B) => "b".to_owned(),
        None => String::new(),
    });
    let ledgers = [
        ("", "Not compared between the sides"),
        ("a", "The library offers, partners expect"),
        ("b", "Partners offer, the library hopes"),
    ];
    let ledgers = ledgers.map(|(key, label)| Choice::of(key, label, [&*now]));
    vec![scale, Field::new("ledger", "Pair", Input::Radios(ledgers.into()))]
}

/// Whether the answers say who the person is.
fn about_person(entered: &Entered<'_>) -> Field {
    let is_ticked = entered.is_on("describes_person", |item| item.describes_person);
    Field::new("describes_person", "This question describes the person answering", Input::Tick(is_ticked)).hint(
        "Such as how long they have worked here, or their age group. Answers that too few people chose are then put \
         together as “Other”, in results and in files, so that nobody can be picked out by them.",
    )
}

/// Words that both sides read, a field for each language; `lines` for several, one a line.
fn in_each_language(
    draft: &Survey,
    entered: &Entered<'_>,
    member: Member,
    label: &str,
    lines: bool,
) -> Vec<Field> {
    let field = |language: &str| {
        let name = in_language(member, language);
        let now =
            entered.value(&name, |item| written(draft.sides[0], &item.kind.members(), member, language));
        let label = match language {
            ENGLISH => label.to_owned(),
            other => format!("{label} in {}", words::name_of(other)),
        };
        if !lines {
            return Field::line(name, label, now);
        }
        Field::new(name, label, Input::Text { rows: 7, value: now }).hint(match member {
            Member::Options => {
                "One a line. What stands before “=” is the key of an answer and stays; a line without one gets a key."
            }
            _ => "Two to seven, one a line.",
        })
    };
    draft.languages().map(field).collect()
}

/// What a question has now, as it is written in the form.
fn written(side: Side, members: &Members, member: Member, language: &str) -> String {
    let text = |text: &Text| {
        let is_there = text.languages().any(|one| one == language);
        if is_there { text.in_language(language).to_owned() } else { String::new() }
    };
    let lines: Vec<String> = match member {
        Member::Options => {
            let line =
                |option: &item::Choice| format!("{} = {}", option.key, option.label.read(side, language));
            members.options.iter().flatten().map(line).collect()
        }
        Member::Labels => members.labels.iter().flatten().map(text).collect(),
        Member::Low => members.low.iter().map(text).collect(),
        _ => members.high.iter().map(text).collect(),
    };
    lines.join("\n").trim_end().to_owned()
}

/// The field of a member in a language.
pub(super) fn in_language(member: Member, language: &str) -> String {
    format!("{}_{language}", member.key())
}

fn who_and_when(draft: &Survey, entered: &Entered<'_>) -> Vec<Field> {
    let mut fields = Vec::new();
    if entered.item().is_none() {
        let now = entered.value("page", |_| String::new());
        let pages = draft.sections.iter().zip(1..).map(|(section, number)| {
            let title = section.title.read(draft.sides[0], ENGLISH);
            Choice::of(number.to_string(), format!("Page {number}: {title}"), [&*now])
        });
        let mut pages: Vec<Choice> = pages.collect();
        pages.push(Choice::of("new", "A new page at the end", [&*now]));
        fields.push(Field::new("page", "Where it stands", Input::Select(pages)));
        let title = entered.value("page_title", |_| String::new());
        fields.push(Field::line("page_title", "Heading of the new page", title).hint("Only for a new page."));
    }
    if draft.sides.len() > 1 {
        let now = match entered {
            Entered::New(_) => draft.sides.iter().map(|side| side.key().to_owned()).collect(),
            _ => entered.values("sides", |item| {
                let asked = draft.sides.iter().filter(|side| item.is_on(**side));
                asked.map(|side| side.key().to_owned()).collect()
            }),
        };
        let sides = draft
            .sides
            .iter()
            .map(|side| Choice::of(side.key(), people(*side), now.iter().map(String::as_str)));
        fields.push(Field::new("sides", "Who is asked", Input::Boxes(sides.collect())));
    }
    let condition = entered.item().and_then(|item| item.show_if.as_ref());
    let now =
        entered.value("show_if", |_| if condition.is_some() { "keep".to_owned() } else { String::new() });
    let mut choices = vec![Choice::of("", "Always", [&*now])];
    if let Some(condition) = condition {
        choices.push(Choice::of("keep", shown_if(draft, condition, draft.sides[0]), [&*now]));
    }
    let others = draft.items().filter(|other| entered.item().is_none_or(|item| item.key != other.key));
    for other in others.filter(|other| other.kind.counted() != Counted::Not) {
        for (value, label) in draft.values(other, draft.sides[0], ENGLISH) {
            let value = format!("{}={value}", other.key);
            choices.push(Choice::of(value, format!("If “{}” is “{label}”", other.label), [&*now]));
        }
    }
    let field = Field::new("show_if", "When it is shown", Input::Select(choices));
    fields.push(field.hint("It can depend on a question of an earlier page."));
    fields
}
