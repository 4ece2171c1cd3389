//! Definitions are refused with the place and the reason, and survive being written and read.

use proptest::prelude::*;

use common_ground_reports::scale::Missing;

use super::*;
use crate::survey::condition::{Condition, Test};
use crate::survey::item::{
    Choice, Date, ItemKind, LongText, MultipleChoice, Number, Points, Ranking, Rating, Scale0To10, ShortText,
    SingleChoice, Statement,
};

/// A sound survey with one item more, given as JSON.
fn with(item: &str) -> Result<Survey, DefinitionError> {
    parse(&format!(r#"{GROUP}, {{"title": "Second", "items": [{item}]}}"#), "")
}

/// A sound survey with these sections after the reporting group, and more members.
fn parse(sections: &str, more: &str) -> Result<Survey, DefinitionError> {
    let json = format!(
        r#"{{"schema": 1, "key": "trial", "version": 1, "title": "Trial", "intro": "Hello",
            "sides": ["partner"], "sections": [{sections}]{more}}}"#
    );
    Survey::parse("trial.json", &json)
}

const GROUP: &str = r#"{"title": "About you", "items": [
    {"key": "partner_kind", "kind": "single_choice", "label": "Kind", "role": "group",
     "text": "Which kind of organisation do you work for?",
     "options": [{"key": "school", "label": "A school"}, {"key": "charity", "label": "A charity"}]},
    {"key": "first", "kind": "rating", "label": "First", "text": "How much?", "scale": "amount5",
     "missing": ["dk"]}]}"#;

/// The reasons for refusing, with their items.
fn reasons(result: Result<Survey, DefinitionError>) -> String {
    result.expect_err("this definition should be refused").to_string()
}

fn rating(key: &str, more: &str) -> String {
    format!(
        r#"{{"key": "{key}", "kind": "rating", "label": "L", "text": "How much?", "scale": "amount5"{more}}}"#
    )
}

#[test]
fn a_file_that_is_not_json_is_refused_with_line_and_column() {
    let error = Survey::parse("broken.json", "{\n  \"schema\": 1,\n  oops\n}").unwrap_err();
    assert_eq!(error.to_string(), "broken.json:3:3: key must be a string");
}

#[test]
fn an_unknown_member_is_refused_where_it_stands() {
    let error = with(&rating("more", r#", "colour": "red""#)).unwrap_err();
    assert!(matches!(error, DefinitionError::Syntax { line: 2.., .. }), "{error:?}");
    assert!(error.to_string().contains("unknown field `colour`"), "{error}");
}

#[test]
fn a_file_of_a_later_schema_is_refused_by_that_name() {
    let error = Survey::parse("later.json", r#"{"schema": 2, "pages": []}"#).unwrap_err();
    assert_eq!(error.to_string(), "later.json: schema 2 is not known here; this program reads 1");
}

#[test]
fn each_broken_rule_is_named_with_its_item() {
    let text = |kind: &str, more: &str| {
        format!(r#"{{"key": "more", "kind": "{kind}", "label": "L", "text": "What?"{more}}}"#)
    };
    let yes_no = r#", "options": [{"key": "yes", "label": "Yes"}, {"key": "no", "label": "No"}]"#;
    let cases = [
        (rating("more", "").replace("amount5", "mood5"), "more: there is no scale `mood5`"),
        (rating("first", ""), "first: this key is used twice"),
        (rating("More-1", ""), "More-1: this is not a key"),
        (rating("group", ""), "group: this key names a column of its own"),
        (rating("more", r#", "missing": ["skipped"]"#), "more: only `dk`, `na` and `pns` can be offered"),
        (rating("more", r#", "ledger": "a", "role": "offer""#), "more: this role is not the one"),
        (rating("more", r#", "role": "offer""#), "more: an offer or expectation needs its half"),
        (rating("more", r#", "maximum": 2"#), "more: `maximum` has no meaning for a rating item"),
        (rating("more", r#", "sides": ["library"]"#), "more: its sides are not sides of the survey"),
        (
            rating("more", r#", "describes_person": true"#),
            "more: only a single or multiple choice can have `describes_person`",
        ),
        (text("long_text", r#", "describes_person": true"#), "more: only a single or multiple choice"),
        (text("statement", r#", "describes_person": true"#), "more: only a single or multiple choice"),
        (text("opinion", ""), "more: `opinion` is not a kind of item"),
        (text("rating", ""), "more: a rating needs its `scale`"),
        (text("single_choice", ""), "more: there are fewer than two options"),
        (text("single_choice", &yes_no.replace("\"no\"", "\"dk\"")), "`dk` cannot be the key of an option"),
        (text("single_choice", &yes_no.replace("\"no\"", "\"yes\"")), "the option `yes` is there twice"),
        (
            text("multiple_choice", &format!(r#"{yes_no}, "exclusive": "none""#)),
            "more: the exclusive option is not among the options",
        ),
        (text("ranking", &format!(r#"{yes_no}, "maximum": 3"#)), "more: `maximum` is not between 1 and"),
        (text("points", ""), "more: a scale of its own needs its `labels`"),
        (text("points", r#", "labels": ["One"]"#), "more: a scale has 2 to 7 points"),
        (
            text("points", r#", "labels": ["One", "One"]"#),
            "more: two points of its scale have the same label",
        ),
        (text("points", r#", "labels": ["One", " "]"#), "more: a point of its scale has no label"),
        (text("scale0to10", r#", "low": "Never""#), "more: a scale from 0 to 10 needs `low` and `high`"),
        (text("scale0to10", r#", "low": "Never", "high": "" "#), "more: an end of its scale has no label"),
        (text("number", r#", "min": -1, "max": 5"#), "more: a number starts at 0 or above"),
        (text("number", r#", "min": 5, "max": 5"#), "more: `min` is not below `max`"),
        (text("statement", r#", "required": true"#), "more: a statement cannot be answered"),
        (
            text("long_text", "").replace("\"What?\"", "\" \""),
            "more: there is no wording for the partner side",
        ),
        (
            text("long_text", "").replace("\"What?\"", r#"{"library": "What?"}"#),
            "more: there is no wording for the partner side",
        ),
    ];
    for (item, expected) in cases {
        let refusal = reasons(with(&item));
        assert!(refusal.starts_with("trial.json: "), "{refusal}");
        assert!(refusal.contains(expected), "expected “{expected}”, got “{refusal}”");
    }
}

#[test]
fn a_condition_looks_back_to_an_earlier_page() {
    let show_if = |target: &str, values: &str| {
        with(&rating("more", &format!(r#", "show_if": {{"item": "{target}", "any_of": [{values}]}}"#)))
    };
    assert!(show_if("first", r#""1", "dk""#).is_ok());
    assert!(reasons(show_if("nothing", "\"1\"")).contains("`nothing`, which is no item"));
    assert!(reasons(show_if("more", "\"1\"")).contains("`more`, which is not on an earlier page"));
    assert!(reasons(show_if("first", "\"6\"")).contains("looks for `6`, which `first` cannot have"));
    assert!(reasons(show_if("first", "\"na\"")).contains("looks for `na`, which `first` cannot have"));
    assert!(reasons(show_if("first", "")).contains("names no values"));
}

#[test]
fn a_survey_may_be_long_and_its_writer_is_told_so() {
    let page = |from: usize, to: usize| {
        let items: Vec<String> = (from..to).map(|n| rating(&format!("item_{n}"), "")).collect();
        format!(r#"{{"title": "Page", "items": [{}]}}"#, items.join(", "))
    };
    let told = |sections: String| -> Vec<String> {
        let survey = parse(&sections, "").unwrap();
        crate::survey::wording::warnings(&survey).into_iter().map(|warning| warning.what).collect()
    };
    // Neither a statement nor the group counts.
    let note = r#"{"title": "Note", "items": [
        {"key": "note", "kind": "statement", "label": "Note", "text": "Nearly there."}]}"#;
    let group = GROUP.replace(&GROUP[GROUP.find(",\n    {\"key\": \"first\"").unwrap()..], "]}");
    let five = [page(0, 5), page(5, 10), page(10, 15)].join(", ");
    assert_eq!(told(format!("{group}, {five}, {note}")), Vec::<String>::new());
    assert_eq!(told(format!("{GROUP}, {five}")), ["It asks partners 16 questions"]);
    assert_eq!(
        told(format!("{group}, {}, {}", page(0, 6), page(6, 16))),
        ["It asks partners 16 questions", "Page 2 has 6 questions", "Page 3 has 10 questions"]
    );
}

#[test]
fn a_pair_is_answered_in_the_same_way() {
    let other = rating("more", "").replace("amount5", "going5");
    let sections = format!(r#"{GROUP}, {{"title": "Second", "items": [{other}]}}"#);
    let pairs = r#", "pairs": [{"left": "first", "right": "more"}]"#;
    assert!(reasons(parse(&sections, pairs)).contains("the two are not answered in the same way"));
    assert!(parse(&sections.replace("going5", "amount5"), pairs).is_ok());
}

#[test]
fn a_score_sums_ratings() {
    let scores = r#", "scores": [{"key": "sum", "label": "Sum", "items": ["first", "partner_kind", "x"]}]"#;
    assert!(reasons(parse(GROUP, scores)).contains("score sum: `partner_kind` is not a rating"));
}

#[test]
fn a_side_has_no_reporting_group_or_one_with_its_own_key_and_asked_first() {
    let ungrouped = GROUP.replace(r#""role": "group", "#, "");
    assert!(parse(&ungrouped.replace("partner_kind", "organisation"), "").is_ok());
    assert!(reasons(parse(&ungrouped, "")).contains("partner_kind: this key is that of the reporting group"));
    let renamed = GROUP.replace("partner_kind", "organisation");
    assert!(
        reasons(parse(&renamed, ""))
            .contains("organisation: the reporting group of the partner side has the key `partner_kind`")
    );
    let later = GROUP.replace(r#""items": ["#, &format!(r#""items": [{},"#, rating("before", "")));
    assert!(reasons(parse(&later, "")).contains("partner_kind: the reporting group is the first question"));
}

#[test]
fn a_survey_may_bring_its_own_scale_in_its_own_languages() {
    let scale = r#", "scales": [{"key": "ease5", "shape": "bipolar", "labels": [
        {"en": "Very hard", "cy": "Anodd iawn"}, "Hard", "Neither", "Easy", "Very easy"]}]"#;
    let survey = parse(&GROUP.replace("amount5", "ease5"), scale).unwrap();
    assert_eq!(survey.scale("ease5").unwrap().labels[0], "Very hard");
    assert_eq!(survey.scale_labels("ease5", "cy").unwrap()[0], "Anodd iawn");
    assert!(reasons(parse(GROUP, &scale.replace("ease5", "going5"))).contains("already a scale `going5`"));
}

#[test]
fn the_example_in_the_documentation_is_a_sound_survey() {
    let page = include_str!("../../../docs/survey-format.md");
    let (_, from_example) = page.split_once("```json\n").unwrap();
    let (example, _) = from_example.split_once("```").unwrap();
    let survey = Survey::parse("survey-format.md", example).unwrap();
    let item = survey.item("need_flexibility").unwrap();
    assert_eq!(
        survey.question(item, Side::Library, "en"),
        "This summer, how much did we bend our rules to fit what partners want?"
    );
    assert_eq!(item.role_on(Side::Partner), Some(super::super::item::Role::Expectation));
    assert_eq!(survey.title.read(Side::Partner, "cy"), "Darllen yr haf gyda’n gilydd");
}

fn wording() -> impl Strategy<Value = Wording> {
    let text = || {
        ("[A-Za-z“’…\"\\\\ ]{0,20}[a-z?]", proptest::option::of("[a-z]{1,9}")).prop_map(|(english, welsh)| {
            let text = Text::english(english);
            welsh.map_or(text.clone(), |welsh| text.with("cy", welsh))
        })
    };
    prop_oneof![
        text().prop_map(Wording::Same),
        (text(), text()).prop_map(|(l, p)| Wording::BySide { library: Some(l), partner: Some(p) }),
    ]
}

fn kind() -> impl Strategy<Value = ItemKind> {
    let options = || {
        proptest::collection::vec(wording(), 2..6).prop_map(|labels| -> Vec<Choice> {
            labels.into_iter().zip(1..).map(|(label, n)| Choice { key: format!("o{n}"), label }).collect()
        })
    };
    prop_oneof![
        proptest::sample::select(vec!["amount5", "going5", "pace5"])
            .prop_map(|scale| ItemKind::Rating(Rating { scale: scale.to_owned() })),
        proptest::collection::vec("[a-z]{1,9}", 2..=7).prop_map(|labels| {
            let labels = labels.into_iter().zip(1..).map(|(label, n)| Text::english(format!("{label} {n}")));
            ItemKind::Points(Points { labels: labels.collect() })
        }),
        ("[a-z]{1,9}", "[a-z]{1,9}").prop_map(|(low, high)| {
            ItemKind::Scale0To10(Scale0To10 {
                low: Text::english(low).with("cy", "isaf"),
                high: Text::english(high),
            })
        }),
        options().prop_map(|options| ItemKind::SingleChoice(SingleChoice { options })),
        (options(), proptest::option::of(1..3_usize), any::<bool>()).prop_map(|(options, maximum, none)| {
            let exclusive = none.then(|| options[0].key.clone());
            ItemKind::MultipleChoice(MultipleChoice { options, exclusive, maximum })
        }),
        (options(), proptest::option::of(1..3_usize))
            .prop_map(|(options, maximum)| ItemKind::Ranking(Ranking { options, maximum })),
        (0..50_i64, 51..i64::MAX, 0..=6_u8).prop_map(|(min, max, decimals)| ItemKind::Number(Number {
            min,
            max,
            decimals
        })),
        Just(ItemKind::Date(Date)),
        Just(ItemKind::ShortText(ShortText)),
        Just(ItemKind::LongText(LongText)),
        Just(ItemKind::Statement(Statement)),
    ]
}

fn item() -> impl Strategy<Value = Item> {
    let hints = (proptest::option::of(wording()), proptest::option::of(wording()));
    let sides = proptest::sample::select(vec![vec![], vec![Side::Library], vec![Side::Partner]]);
    (kind(), wording(), hints, sides, any::<bool>(), any::<bool>()).prop_map(
        |(kind, text, (hint, required_message), sides, required, offers)| {
            let question = kind.listing().is_question;
            let is_choice = kind.listing().may_describe_person;
            let describes_person = is_choice && required;
            Item {
                key: String::new(),
                label: Text::english("Label"),
                topic: offers.then(|| Text::english("topic").with("cy", "pwnc")),
                kind,
                text,
                hint,
                required: required && question,
                required_message,
                show_if: None,
                role: None,
                ledger: None,
                aim: None,
                describes_person,
                missing: if offers && question {
                    vec![Missing::DontKnow, Missing::NotApplicable]
                } else {
                    vec![]
                },
                sides,
            }
        },
    )
}

/// A sound survey for both sides: its groups, then pages of anything, the last hanging on a group.
fn survey() -> impl Strategy<Value = Survey> {
    let pages = proptest::collection::vec(proptest::collection::vec(item(), 1..=5), 1..=3);
    (wording(), pages, any::<bool>()).prop_map(|(title, pages, any_of)| {
        let mut survey = super::super::ready::find("course_pre").unwrap().clone();
        survey.sections.truncate(1);
        survey.sections[0].items.retain(Item::is_group);
        (survey.aims_to_pick, survey.scores) = (None, Vec::new());
        survey.title = title;
        let mut number = 0;
        for mut items in pages {
            for item in &mut items {
                number += 1;
                item.key = format!("item_{number}");
            }
            survey.sections.push(Section {
                title: survey.title.clone(),
                stem: Some(survey.title.clone()),
                items,
            });
        }
        let values = vec!["outreach".to_owned()];
        let test = if any_of { Test::AnyOf(values) } else { Test::NoneOf(values) };
        let last = survey.sections.last_mut().unwrap().items.last_mut().unwrap();
        last.sides = vec![Side::Library];
        last.show_if = Some(Condition { item: "staff_group".to_owned(), test });
        survey
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_back_the_same(survey in survey()) {
        prop_assert_eq!(Survey::parse("again.json", &survey.to_json()), Ok(survey));
    }
}
