//! Definitions are refused with the place and the reason, and survive being written and read.

use proptest::prelude::*;

use common_ground_reports::scale::Missing;

use super::*;
use crate::{
    Answer, Answers, Condition, Conditions, ItemKind, ItemOption,
    condition::{Join, Test},
    item::{
        Date, LongText, MultipleChoice, Number, Points, Ranking, Rating, Scale0To10, ShortText, SingleChoice,
        Statement,
    },
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
    let error = Survey::parse("later.json", r#"{"schema": 3, "pages": []}"#).unwrap_err();
    assert_eq!(error.to_string(), "later.json: schema 3 is not known here; this program reads 1 to 2");
}

#[test]
#[expect(clippy::too_many_lines, reason = "one table of every rule")]
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
        (
            text("single_choice", &format!(r#"{yes_no}, "other": "else""#)),
            "more: the option for “other” is not among the options",
        ),
        (
            text("multiple_choice", &format!(r#"{yes_no}, "other": "no", "exclusive": "no""#)),
            "more: the option for “other” cannot rule out all others",
        ),
        (
            text("single_choice", &format!(r#"{yes_no}, "other": "no", "describes_person": true"#)),
            "more: a question about the person has no `other`",
        ),
        (rating("more", r#", "shuffled": true"#), "more: `shuffled` has no meaning for a rating item"),
        (
            rating("more", r#", "paper_only": true, "required": true"#),
            "more: a question that is only for paper",
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
fn several_conditions_are_joined_by_and_or_or_and_each_looks_back() {
    let show_if = |conditions: &str| with(&rating("more", &format!(r#", "show_if": {conditions}"#)));
    let one = r#"{"item": "first", "any_of": ["1"]}"#;
    let other = r#"{"item": "partner_kind", "none_of": ["school"]}"#;
    let shown = |survey: &Survey, kind: &str, point: u8| {
        let answers: Answers = [
            ("partner_kind".to_owned(), Answer::Choice(kind.to_owned())),
            ("first".to_owned(), Answer::Rating(point)),
        ]
        .into_iter()
        .collect();
        survey.item("more").unwrap().is_shown(&answers)
    };
    let all = show_if(&format!(r#"{{"all": [{one}, {other}]}}"#)).unwrap();
    assert_eq!(
        [shown(&all, "charity", 1), shown(&all, "school", 1), shown(&all, "charity", 2)],
        [true, false, false]
    );
    let any = show_if(&format!(r#"{{"any": [{one}, {other}]}}"#)).unwrap();
    assert_eq!(
        [shown(&any, "charity", 2), shown(&any, "school", 1), shown(&any, "school", 2)],
        [true, true, false]
    );
    // One alone is written as it always was.
    let single = show_if(&format!(r#"{{"any": [{one}]}}"#)).unwrap();
    assert_eq!(single, show_if(one).unwrap());
    assert!(!single.to_json().contains("\"any\""));
    assert!(reasons(show_if(r#"{"all": []}"#)).contains("`show_if` has no condition"));
    assert!(
        reasons(show_if(r#"{"any_of": ["1"]}"#)).contains("`show_if` needs one of `item`, `all` and `any`")
    );
    assert!(
        reasons(show_if(&format!(r#"{{"any": [{one}], "any_of": ["1"]}}"#)))
            .contains("stand beside their `item`")
    );
    let refusal =
        reasons(show_if(r#"{"all": [{"item": "x", "any_of": ["1"]}, {"item": "more", "any_of": ["1"]}]}"#));
    assert!(
        refusal.contains("`x`, which is no item")
            && refusal.contains("`more`, which is not on an earlier page")
    );
}

#[test]
fn what_hangs_on_a_question_for_paper_is_for_paper_too() {
    let first = GROUP.replace(r#""scale": "amount5","#, r#""scale": "amount5", "paper_only": true,"#);
    let hangs = rating("more", r#", "show_if": {"item": "first", "any_of": ["1"]}"#);
    let after = |item: &str| parse(&format!(r#"{first}, {{"title": "Second", "items": [{item}]}}"#), "");
    assert!(reasons(after(&hangs)).contains("more: `show_if` names `first`, which is only on paper"));
    assert!(after(&hangs.replace(r#""label""#, r#""paper_only": true, "label""#)).is_ok());
}

#[test]
fn an_earlier_answer_is_carried_into_a_question() {
    let asking = |text: &str| with(&rating("more", "").replace("How much?", text));
    let survey =
        asking("You work for {answer:partner_kind}, and chose “{answer:first|nothing}”. Why?").unwrap();
    let more = survey.item("more").unwrap();
    let read = |carried: Carried<'_>| survey.question_with(more, Side::Partner, "en", carried);
    let mut answers = Answers::default();
    answers.insert("partner_kind", Answer::Choice("school".to_owned()));
    assert_eq!(read(Carried::Answers(&answers)), "You work for A school, and chose “nothing”. Why?");
    answers.insert("first", Answer::Rating(4));
    assert_eq!(read(Carried::Answers(&answers)), "You work for A school, and chose “A lot”. Why?");
    answers.insert("first", Answer::Missing(Missing::DontKnow));
    assert!(read(Carried::Answers(&answers)).ends_with("“nothing”. Why?"));
    assert_eq!(read(Carried::Blank), "You work for __________, and chose “__________”. Why?");
    assert_eq!(survey.question(more, Side::Partner, "en"), "You work for [Kind], and chose “[First]”. Why?");
    // Programs of before would show the place itself, so that they are told to refuse the file.
    assert!(survey.to_json().contains("\"schema\": 2"));
    assert!(asking("Why?").unwrap().to_json().contains("\"schema\": 1"));

    for (text, expected) in [
        ("{answer:first}?", "more: its wording does not say what to read where `first` was left blank"),
        ("{answer:nothing|x}?", "more: its wording names `nothing`, which is no item"),
        ("{answer:more|x}?", "more: its wording names `more`, which is not on an earlier page"),
        ("{answer:first?", "more: its wording cannot be read"),
    ] {
        let refusal = reasons(asking(text));
        assert!(refusal.contains(expected), "{refusal}");
    }
    let words = r#"{"key": "said", "kind": "short_text", "label": "S", "text": "What?"}"#;
    let third = rating("more", "").replace("How much?", "{answer:said|x}?");
    let sections = format!(
        r#"{GROUP}, {{"title": "S", "items": [{words}]}}, {{"title": "{{answer:first|x}}", "items": [{third}]}}"#
    );
    let refusal = reasons(parse(&sections, ""));
    assert!(refusal.contains("names `said`, whose answers are not choices or numbers"), "{refusal}");
    assert!(refusal.contains("but not in a heading"), "{refusal}");
}

#[test]
fn a_survey_may_be_long_and_its_writer_is_told_so() {
    let page = |from: usize, to: usize| {
        let items: Vec<String> = (from..to).map(|n| rating(&format!("item_{n}"), "")).collect();
        format!(r#"{{"title": "Page", "items": [{}]}}"#, items.join(", "))
    };
    let told = |sections: String| -> Vec<String> {
        let survey = parse(&sections, "").unwrap();
        crate::wording::warnings(&survey).into_iter().map(|warning| warning.what).collect()
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
    let ungrouped = GROUP.replace(r#" "role": "group","#, "");
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
        proptest::collection::vec(wording(), 2..6).prop_map(|labels| -> Vec<ItemOption> {
            labels.into_iter().zip(1..).map(|(label, n)| ItemOption { key: format!("o{n}"), label }).collect()
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
        (options(), any::<bool>(), any::<bool>()).prop_map(|(options, other, shuffled)| {
            let other = other.then(|| options[0].key.clone());
            ItemKind::SingleChoice(SingleChoice { options, other, shuffled })
        }),
        (options(), proptest::option::of(1..3_usize), any::<[bool; 3]>()).prop_map(
            |(options, maximum, [none, other, shuffled])| {
                let exclusive = none.then(|| options[0].key.clone());
                let other = other.then(|| options[1].key.clone());
                ItemKind::MultipleChoice(MultipleChoice { options, exclusive, other, shuffled, maximum })
            }
        ),
        (options(), proptest::option::of(1..3_usize), any::<bool>()).prop_map(
            |(options, maximum, shuffled)| ItemKind::Ranking(Ranking { options, shuffled, maximum })
        ),
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
    (kind(), wording(), hints, sides, any::<[bool; 3]>()).prop_map(
        |(kind, text, (hint, required_message), sides, [required, offers, paper_only])| {
            let question = kind.listing().is_question;
            let is_choice = kind.listing().may_describe_person;
            let describes_person = is_choice && required && kind.other().is_none();
            Item {
                key: String::new(),
                label: Text::english("Label"),
                topic: offers.then(|| Text::english("topic").with("cy", "pwnc")),
                kind,
                text,
                hint,
                required: required && question && !paper_only,
                paper_only,
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

/// A sound survey for both sides: its groups, then pages of anything, the last hanging on a group in several ways and
/// carrying it.
fn survey() -> impl Strategy<Value = Survey> {
    let pages = proptest::collection::vec(proptest::collection::vec(item(), 1..=5), 1..=3);
    let tests = proptest::collection::vec(any::<bool>(), 1..4);
    (wording(), pages, tests, any::<[bool; 2]>()).prop_map(|(title, pages, tests, [all, carries])| {
        let mut survey = super::super::templates::find("course_pre").unwrap().clone();
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
        let test = |any_of: bool| {
            let values = vec!["outreach".to_owned()];
            let test = if any_of { Test::AnyOf(values) } else { Test::NoneOf(values) };
            Condition { item: "staff_group".to_owned(), test }
        };
        let last = survey.sections.last_mut().unwrap().items.last_mut().unwrap();
        last.sides = vec![Side::Library];
        let join = if all { Join::All } else { Join::Any };
        last.show_if = Some(Conditions::new(join, tests.into_iter().map(test).collect()));
        if carries {
            last.hint = Some(Wording::english("Think of {answer:staff_group|your group}."));
        }
        survey
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_back_the_same(survey in survey()) {
        prop_assert_eq!(Survey::parse("again.json", &survey.to_json()), Ok(survey));
    }
}
