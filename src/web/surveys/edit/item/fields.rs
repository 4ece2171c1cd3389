//! The form of a question, as it is or as it was sent: what is asked and how it is answered, and everything else folded
//! away. Beside it stands the question as people will meet it.

use common_ground_reports::scale::{self, Missing};

use crate::{
    store::CustomSurvey,
    survey::{
        ENGLISH, Item, LedgerHalf, Raw, Side, Survey, Text, Wording, carried, definition,
        editor::ItemPlace,
        item::{FileMember, KINDS, KindListing, Members},
        words,
    },
    web::{
        Desk, Field, FormChoice, FormData, FormPage, FormPreview, FormProblems, FormSection, Frame, Link,
        Reading, SendsItself, Tab, Trainer, at,
        parts::{form::pressed_preview, questions},
        surveys::edit::{
            draft_form, edit_field,
            item::{conditions, shift::places},
            wordings::{self, EnteredWording as EnteredWords},
        },
    },
};

pub(crate) enum EnteredItem<'a> {
    /// Nothing yet.
    New {
        /// How it will be answered.
        kind: &'static KindListing,
        /// Where it will stand.
        place: &'a str,
    },
    /// A question as it is.
    Now(&'a Item),
    /// What was sent, for this question or a new one.
    Sent {
        /// How it is answered.
        kind: &'static KindListing,
        /// What was sent.
        entries: &'a FormData,
        /// The question that there is; none for a new one.
        item: Option<&'a Item>,
    },
}

impl<'a> EnteredItem<'a> {
    fn kind(&self) -> &'static KindListing {
        match self {
            Self::New { kind, .. } | Self::Sent { kind, .. } => kind,
            Self::Now(item) => item.kind.listing(),
        }
    }

    fn item(&self) -> Option<&'a Item> {
        match self {
            Self::New { .. } => None,
            Self::Now(item) => Some(item),
            Self::Sent { item, .. } => *item,
        }
    }

    /// The value of a field: what was sent, else what the question has.
    fn value(&self, name: &str, now: impl FnOnce(&Item) -> String) -> String {
        match self {
            Self::New { .. } => String::new(),
            Self::Now(item) => now(item),
            Self::Sent { entries, .. } => entries.one(name).to_owned(),
        }
    }

    fn values(&self, name: &str, now: impl FnOnce(&Item) -> Vec<String>) -> Vec<String> {
        match self {
            Self::New { .. } => Vec::new(),
            Self::Now(item) => now(item),
            Self::Sent { entries, .. } => entries.all(name).map(str::to_owned).collect(),
        }
    }

    fn ticked(&self, name: &str, now: impl FnOnce(&Item) -> bool) -> bool {
        !self.value(name, |item| if now(item) { "yes".to_owned() } else { String::new() }).is_empty()
    }

    /// The words of the question, or of what helps to answer it.
    fn words(&self, now: impl FnOnce(&'a Item) -> Option<&'a Wording>) -> EnteredWords<'a> {
        match self {
            Self::New { .. } => EnteredWords::Now(None),
            Self::Now(item) => EnteredWords::Now(now(item)),
            Self::Sent { entries, .. } => EnteredWords::Sent(entries),
        }
    }
}

/// The form; `made` is the question that it makes, as far as it can be made sense of.
pub(crate) fn form(
    desk: &Desk<'_, Trainer>,
    own: &CustomSurvey,
    entered: &EnteredItem<'_>,
    problems: FormProblems,
    made: Option<&Item>,
) -> FormPage {
    let (slug, draft, kind) = (desk.slug(), &own.draft, entered.kind());
    let sides = match entered {
        EnteredItem::Now(item) => draft.sides.iter().copied().filter(|side| item.is_on(*side)).collect(),
        _ => draft.sides.clone(),
    };
    let mut form = match entered.item() {
        Some(item) => draft_form(desk, own, format!("Change “{}”", item.label))
            .sends_itself(SendsItself::ToBeKept)
            .button("Save the question", at::survey_item(slug, &draft.key, &item.key)),
        None => draft_form(desk, own, "Add a question")
            .sends_itself(SendsItself::ToBeShown)
            .button("Add the question", at::survey_items(slug, &draft.key)),
    };
    form.tabs = tabs(slug, draft, entered);
    form.preview = Some(beside(desk, &form.frame, draft, entered, made));
    let text = entered.words(|item| Some(&item.text));
    let hint = entered.words(|item| item.hint.as_ref());
    let label = if kind.is_question { "Question" } else { "Text" };
    let mut main = vec![wordings::field("text", label, 2, &sides, &text).first()];
    let mut more = Vec::new();
    for member in kind.members {
        let is_main = !matches!(
            member,
            FileMember::Exclusive
                | FileMember::Other
                | FileMember::Shuffled
                | FileMember::Maximum
                | FileMember::Decimals
        );
        let fields = if is_main { &mut main } else { &mut more };
        fields.extend(own_fields(draft, entered, *member));
    }
    more.extend(how_answered(entered));
    let help = wordings::field("hint", "Help text", 2, &sides, &hint);
    let help = help.hint("Shown under the question. Leave it blank if the question says enough.");
    let others: Vec<(Field, bool)> = [
        wordings::other_field("text", label, 2, &draft.sides, &text),
        wordings::other_field("hint", "Help text", 2, &draft.sides, &hint),
    ]
    .into_iter()
    .flatten()
    .collect();
    let differs = others.iter().any(|(_, is_set)| *is_set);
    let others = others.into_iter().map(|(field, _)| field).collect();
    let in_charts = in_charts(entered);
    form.fields(main)
        .field(Field::hidden("kind", kind.name))
        .field(edit_field(own))
        .section(carrying(draft, entered, &sides))
        .fold("Help text", !help.is_blank(), vec![help])
        .fold("Other words for partners", differs, others)
        .fold("More about the answers", more.iter().any(|field| !field.is_blank()), more)
        .fold("Who is asked, when and where", who_is_set(draft, entered), who_and_when(draft, entered))
        .fold("Label in charts, and comparison", in_charts.1, in_charts.0)
        .problems(problems)
}

/// How an earlier answer is carried into the wording, and which can be.
fn carrying(draft: &Survey, entered: &EnteredItem<'_>, sides: &[Side]) -> FormSection {
    let place = match entered {
        EnteredItem::New { place, .. } => ItemPlace::from_key(draft, place),
        EnteredItem::Sent { entries, item: None, .. } => ItemPlace::from_key(draft, entries.one("place")),
        EnteredItem::Now(item) | EnteredItem::Sent { item: Some(item), .. } => {
            Some(ItemPlace::After(item.key.clone()))
        }
    };
    let holds = |section: &definition::Section, key: &str| section.items.iter().any(|item| item.key == key);
    let section = match place {
        Some(ItemPlace::First(section)) => Some(section),
        Some(ItemPlace::After(key)) => draft.sections.iter().position(|section| holds(section, &key)),
        None => draft.sections.len().checked_sub(1),
    };
    let offered: Vec<String> = carried::offered(draft, section.unwrap_or_default(), sides)
        .map(|item| format!("{} for “{}”", carried::place(item, "…"), item.label))
        .collect();
    let lead = if offered.is_empty() {
        "A wording can repeat what somebody answered on an earlier page: a choice, a rating, a number or a date. No \
         earlier page has such a question yet."
            .to_owned()
    } else {
        format!(
            "A wording can repeat what somebody answered on an earlier page. Where they read their answer, type its \
             name in braces, with what they read if they left it blank in place of the dots, as in “{{answer:name|this \
             place}}”. You can use here: {}.",
            offered.join("; ")
        )
    };
    FormSection {
        title: Some("Repeat an earlier answer in the wording".to_owned()),
        lead: Some(lead),
        fields: Vec::new(),
        folded: Some(false),
    }
}

/// The kinds that a new question can be of.
fn tabs(slug: &str, draft: &Survey, entered: &EnteredItem<'_>) -> Vec<Tab> {
    let place = match entered {
        EnteredItem::New { place, .. } => (*place).to_owned(),
        EnteredItem::Sent { entries, item: None, .. } => entries.one("place").to_owned(),
        _ => return Vec::new(),
    };
    let tab = |kind: &KindListing| {
        let page = at::query(
            at::new_survey_item(slug, &draft.key),
            &[("kind", &Some(kind.name)), ("place", &Some(&*place))],
        );
        Tab { label: kind.called.to_owned(), href: (kind.name != entered.kind().name).then_some(page) }
    };
    KINDS.iter().map(tab).collect()
}

/// The question as people will meet it.
fn beside(
    desk: &Desk<'_, Trainer>,
    top: &Frame,
    draft: &Survey,
    entered: &EnteredItem<'_>,
    made: Option<&Item>,
) -> FormPreview {
    let asked = matches!(entered, EnteredItem::Sent { entries, .. } if pressed_preview(entries));
    let shown = FormPreview::new(top, ENGLISH, asked);
    let sides = draft.sides.iter().copied();
    let side = made.and_then(|item| sides.clone().find(|side| item.is_on(*side)));
    let side = side.or_else(|| sides.clone().next()).unwrap_or(Side::Partner);
    let entries = made.filter(|item| is_readable(draft, item)).map(|item| {
        let of = draft.sections.iter().find(|section| section.items.iter().any(|one| one.key == item.key));
        let stem = of.and_then(|section| section.stem.clone());
        let section = definition::Section { title: Wording::english(""), stem, items: Vec::new() };
        let reading = Reading::of(draft, side, ENGLISH);
        questions::entries(&reading, &section, &[item], &Raw::default(), &[])
    });
    let whole = at::query(at::survey_preview(desk.slug(), &draft.key), &[("side", &Some(side.key()))]);
    FormPreview {
        safeguarding: Some(shown.frame.words().form.safeguarding.to_owned()),
        entries: entries.unwrap_or_default(),
        whole: Some(Link::new("Preview the survey on a phone", whole)),
        ..shown
    }
}

/// Whether there is a question to show yet.
fn is_readable(draft: &Survey, item: &Item) -> bool {
    draft.sides.iter().any(|side| !item.text.read(*side, ENGLISH).is_empty())
}

fn text(text: Option<Text>) -> Option<String> {
    text.map(|text| text.to_string())
}

/// The fields of a member that the kind has of its own.
fn own_fields(draft: &Survey, entered: &EnteredItem<'_>, member: FileMember) -> Vec<Field> {
    let name = member.key();
    let line = |label: &str, now: fn(&Item) -> Option<String>| {
        Field::line(name, label, entered.value(name, |item| now(item).unwrap_or_default()))
    };
    let lines = |label: &str, hint: &str, now: fn(&Members) -> Vec<String>| {
        let value = entered.value(name, |item| now(&item.kind.members()).join("\n"));
        Field::text(name, label, 5, value).hint(hint)
    };
    let tick = |label: &str, hint: &str, now: fn(&Item) -> bool| {
        Field::tick(name, label, entered.ticked(name, now)).hint(hint)
    };
    let field = match member {
        FileMember::Scale => scales(draft, entered),
        FileMember::Options => lines("Answers", "One per line.", |members| {
            let options = members.options.iter().flatten();
            options.filter_map(|option| option.label.texts().next().map(Text::to_string)).collect()
        }),
        FileMember::Labels => {
            lines("Points of the scale", "Two to seven, one per line, from lowest to highest.", |members| {
                members.labels.iter().flatten().map(Text::to_string).collect()
            })
        }
        FileMember::Low => line("What the lowest point means", |item| text(item.kind.members().low)),
        FileMember::High => line("What the highest point means", |item| text(item.kind.members().high)),
        FileMember::Exclusive => {
            let field = line("The answer that rules out all others", |item| {
                let key = item.kind.members().exclusive?;
                item.option(&key)?.label.texts().next().map(Text::to_string)
            });
            field.hint(
                "Such as “None of these”, in the words that it has above. Leave it blank if there is none.",
            )
        }
        FileMember::Other => tick(
            "Add “Other”, with room to say what",
            "What people write there is read and released like any other comment.",
            |item| item.kind.other().is_some(),
        ),
        FileMember::Shuffled => tick(
            "Show the answers in a different order to each person",
            "Not for answers that have an order of their own. “Other” and “None of these” stay last.",
            |item| item.kind.is_shuffled(),
        ),
        FileMember::Maximum => {
            line("Maximum number of choices", |item| Some(item.kind.members().maximum?.to_string()))
                .hint("A number. Leave it blank for no limit.")
        }
        FileMember::Min => line("Smallest number", |item| Some(item.kind.members().min?.to_string())),
        FileMember::Max => line("Largest number", |item| Some(item.kind.members().max?.to_string())),
        FileMember::Decimals => {
            line("Decimal places", |item| Some(item.kind.members().decimals?.to_string()))
                .hint("Leave it blank for whole numbers.")
        }
    };
    vec![field]
}

fn scales(draft: &Survey, entered: &EnteredItem<'_>) -> Field {
    let now = entered.value("scale", |item| item.kind.scale().unwrap_or_default().to_owned());
    let own = draft.scales.iter().map(|scale| scale.key.clone());
    let scales = scale::known_keys().map(str::to_owned).chain(own).map(|key| {
        let labels = draft.scale_labels(&key, ENGLISH).unwrap_or_default();
        FormChoice::of(key, labels.join(" · "), [&*now])
    });
    Field::radios("scale", "Scale", scales)
}

/// What else can be said about the answers to any question.
fn how_answered(entered: &EnteredItem<'_>) -> Vec<Field> {
    let kind = entered.kind();
    let mut fields = Vec::new();
    if !kind.is_question {
        return fields;
    }
    let now = entered.values("missing", |item| item.missing.iter().map(|m| m.key().to_owned()).collect());
    let reasons = [Missing::DontKnow, Missing::NotApplicable, Missing::PreferNotToSay].map(|missing| {
        FormChoice::of(missing.key(), words::of(ENGLISH).reason(missing), now.iter().map(String::as_str))
    });
    fields.push(Field::boxes("missing", "Also offered", reasons));
    let required = entered.ticked("required", |item| item.required);
    fields.push(Field::tick("required", "It must be answered", required));
    let paper = entered.ticked("paper_only", |item| item.paper_only);
    let paper = Field::tick("paper_only", "Ask it on paper sheets only", paper);
    fields.push(
        paper.hint("It is on the sheets that you print, and not on the form that people answer online."),
    );
    // The group question always does.
    if kind.may_describe_person && !entered.item().is_some_and(Item::is_group) {
        let describes = entered.ticked("describes_person", |item| item.describes_person);
        let label = "This question describes the person answering";
        fields.push(Field::tick("describes_person", label, describes).hint(
            "Such as how long they have worked here, or their age group. Answers that too few people chose are then put \
             together as “Other”, in results and in files, so that nobody can be picked out by them.",
        ));
    }
    fields
}

/// Whether something is set that says who is asked, when and where.
fn who_is_set(draft: &Survey, entered: &EnteredItem<'_>) -> bool {
    match entered {
        EnteredItem::New { .. } => false,
        EnteredItem::Now(item) => item.show_if.is_some() || draft.sides.iter().any(|side| !item.is_on(*side)),
        EnteredItem::Sent { entries, .. } => !entries.one("show_if").is_empty(),
    }
}

fn who_and_when(draft: &Survey, entered: &EnteredItem<'_>) -> Vec<Field> {
    let mut fields = Vec::new();
    if draft.sides.len() > 1 {
        let now = match entered {
            EnteredItem::New { .. } => draft.sides.iter().map(|side| side.key().to_owned()).collect(),
            _ => entered.values("sides", |item| {
                let asked = draft.sides.iter().filter(|side| item.is_on(**side));
                asked.map(|side| side.key().to_owned()).collect()
            }),
        };
        let sides = draft
            .sides
            .iter()
            .map(|side| FormChoice::of(side.key(), side.people(), now.iter().map(String::as_str)));
        fields.push(Field::boxes("sides", "Who is asked", sides));
    }
    let sent = if let EnteredItem::Sent { entries, .. } = entered { Some(*entries) } else { None };
    fields.extend(conditions::fields(draft, entered.item(), sent));
    let place = match entered {
        EnteredItem::New { place, .. } => Some((*place).to_owned()),
        EnteredItem::Sent { entries, item: None, .. } => Some(entries.one("place").to_owned()),
        _ => None,
    };
    fields.extend(place.map(|place| Field::select("place", "Where it goes", places(draft, None, &place))));
    fields
}

/// What charts and findings call it; and whether it is compared.
fn in_charts(entered: &EnteredItem<'_>) -> (Vec<Field>, bool) {
    let label = entered.value("label", |item| item.label.to_string());
    let mut fields = vec![Field::line("label", "Label in charts", label).hint(
        "A few words, from the library’s point of view. Leave it blank and it’s made from the question.",
    )];
    if !entered.kind().is_question {
        return (fields, false);
    }
    let topic =
        entered.value("topic", |item| item.topic.as_ref().map(ToString::to_string).unwrap_or_default());
    fields.push(
        Field::line("topic", "What findings call it", topic)
            .hint("A noun, as in “Partners expect more flexibility than staff say they give”."),
    );
    if !entered.kind().members.contains(&FileMember::Scale) {
        return (fields, false);
    }
    let now = entered.value("ledger", |item| match item.ledger {
        Some(LedgerHalf::A) => "a".to_owned(),
        Some(LedgerHalf::B) => "b".to_owned(),
        None => String::new(),
    });
    let ledgers = [
        ("", "Not compared between the sides"),
        ("a", "The library offers, partners expect"),
        ("b", "Partners offer, the library hopes"),
    ];
    let ledgers = ledgers.map(|(key, label)| FormChoice::of(key, label, [&*now]));
    fields.push(Field::radios("ledger", "Comparison", ledgers));
    (fields, !now.is_empty())
}
