use common_ground_datasets::{TextSheet, text_workbook};

use super::*;
use crate::survey::{ItemKind, Side, condition::Join, templates};

/// One question of each kind, with everything that a question can have.
const EVERY: &str = include_str!("every_kind.json");

fn every() -> Survey {
    Survey::parse("every_kind.json", EVERY).unwrap()
}

fn rows(rows: &[&[&str]]) -> Vec<Vec<String>> {
    rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
}

fn form(survey: &[&[&str]], choices: &[&[&str]], settings: &[&[&str]]) -> Vec<u8> {
    let sheets = [("survey", survey), ("choices", choices), ("settings", settings)];
    let sheets = sheets.map(|(name, cells)| TextSheet { name, rows: rows(cells) });
    text_workbook(&sheets).unwrap()
}

#[test]
fn a_survey_with_every_kind_of_question_comes_back_equal() {
    let survey = every();
    assert_eq!(one_side(&survey, Side::Partner), survey, "it is of one side already");
    let kinds: std::collections::BTreeSet<&str> = survey.items().map(|item| item.kind.name()).collect();
    assert_eq!(
        kinds.len(),
        crate::survey::item::KINDS.len(),
        "a kind is missing in every_kind.json: {kinds:?}"
    );
    assert_eq!(read(&write(&survey, Side::Partner).unwrap()).unwrap(), survey);
}

#[test]
fn every_ready_made_survey_comes_back_as_each_side_reads_it() {
    for survey in templates::all() {
        for side in &survey.sides {
            let back = read(&write(survey, *side).unwrap());
            assert_eq!(back.unwrap(), one_side(survey, *side), "{} {}", survey.key, side.key());
        }
    }
}

#[test]
fn a_form_of_somebody_else_is_read_under_the_names_that_people_use() {
    let survey: &[&[&str]] = &[
        &["type", "name", "caption", "Required", "relevance", "constraint", "appearance"],
        &["start", "start", "", "", "", "", ""],
        &["select one yes_no", "Took-Part", "Did you take part?", "yes", "", "", ""],
        &["begin group", "more", "More", "", "", "", ""],
        &["select_one five", "how", "How was it?", "", "${Took-Part} = 'yes'", "", "likert"],
        &[
            "select all that apply from places or_other",
            "where",
            "Where?",
            "",
            "",
            "count-selected(.) <= 2",
            "",
        ],
        &[
            "int",
            "visits",
            "How often?",
            "",
            "selected(${Took-Part}, 'yes') or selected(${Took-Part}, 'no')",
            ". < 50",
            "",
        ],
        &["end group", "", "", "", "", "", ""],
        &["text", "why", "Why?", "", "not(selected(${where}, '1')) and ${how} != 5", "", "multiline"],
        &["note", "bye", "Thank you.", "", "", "", ""],
    ];
    let choices: &[&[&str]] = &[
        &["list name", "name", "label"],
        &["yes_no", "yes", "Yes"],
        &["yes_no", "no", "No"],
        &["yes_no", "dk", "Don’t know"],
        &["five", "1", "Bad"],
        &["five", "2", "Poor"],
        &["five", "3", "Fair"],
        &["five", "4", "Good"],
        &["five", "5", "Great"],
        &["places", "1", "Here"],
        &["places", "2", "There"],
    ];
    let read =
        read(&form(survey, choices, &[&["form_title", "form_id"], &["A day out", "Day Out 2026"]])).unwrap();
    assert_eq!((read.key.as_str(), read.title.read(Side::Partner, "en")), ("day_out_2026", "A day out"));
    assert_eq!(read.sections.len(), 3);
    let item = |key: &str| read.item(key).unwrap();
    assert!(item("took_part").required && item("took_part").missing.len() == 1);
    assert!(matches!(&item("how").kind, ItemKind::Points(points) if points.labels.len() == 5));
    let ItemKind::MultipleChoice(places) = &item("where").kind else { panic!("several choices") };
    assert_eq!(places.options.iter().map(|option| &*option.key).collect::<Vec<_>>(), ["o_1", "o_2", "other"]);
    assert_eq!((places.maximum, places.other.as_deref()), (Some(2), Some("other")));
    assert!(matches!(&item("visits").kind, ItemKind::Number(number) if (number.min, number.max) == (0, 49)));
    assert_eq!(item("visits").show_if.as_ref().unwrap().tests().len(), 1, "two values of one question");
    let why = item("why").show_if.as_ref().unwrap();
    assert_eq!((why.join(), why.tests()[0].test.values()), (Join::All, &["o_1".to_owned()][..]));
    assert!(matches!(item("why").kind, ItemKind::LongText(_)));
    assert!(matches!(item("bye").kind, ItemKind::Statement(_)));
}

#[test]
fn a_language_is_known_by_its_own_name_and_by_its_name_in_english() {
    let survey: &[&[&str]] = &[
        &["type", "name", "label::English", "label::Welsh", "label::polski"],
        &["text", "why", "Why?", "Pam?", "Dlaczego?"],
    ];
    let read = read(&form(survey, &[], &[&["form_title"], &["A day out"]])).unwrap();
    let why = &read.item("why").unwrap().text;
    let said = ["en", "cy", "pl"].map(|language| why.read(Side::Partner, language));
    assert_eq!(said, ["Why?", "Pam?", "Dlaczego?"]);
}

#[test]
fn everything_that_cannot_be_read_is_told_by_sheet_row_and_column() {
    let survey: &[&[&str]] = &[
        &["type", "name", "label", "relevant", "constraint", "calculation"],
        &["geopoint", "place", "Where are you?", "", "", ""],
        &["select_one nowhere", "which", "Which?", "", "", ""],
        &["integer", "n", "How many?", "${a} > 3 and today() > 4", "regex(., 'x')", "1 + 1"],
        &["begin_repeat", "again", "Again", "", "", ""],
    ];
    let choices: &[&[&str]] = &[&["list_name", "name", "label"], &["list", "yes", ""]];
    let wrong = read(&form(survey, choices, &[&["form_title"], &["T"]])).unwrap_err();
    for expected in [
        "Sheet choices, row 2, column B: this choice has no label",
        "Sheet survey, row 2, column A: `geopoint` can’t be read",
        "Sheet survey, row 3, column A: the sheet choices has no list `nowhere`",
        "Sheet survey, row 4, column D: this condition can’t be read",
        "Sheet survey, row 4, column E: this limit can’t be read",
        "Sheet survey, row 4, column F: `calculation` can’t be read",
        "Sheet survey, row 5, column A: only groups can be read",
    ] {
        assert!(wrong.iter().any(|wrong| wrong.starts_with(expected)), "{expected}: {wrong:#?}");
    }
}

#[test]
fn what_is_no_form_or_far_too_much_is_refused_in_words() {
    let says = |bytes: &[u8], expected: &str| {
        let wrong = read(bytes).unwrap_err();
        assert!(wrong[0].contains(expected), "{wrong:?}");
    };
    let list = text_workbook(&[TextSheet { name: "People", rows: rows(&[&["name"], &["Ada"]]) }]).unwrap();
    says(&list, "no sheet called “survey”");
    says(b"PK\x03\x04", "can’t be opened");
    says(&vec![0; 3 << 20], "larger than 2 MB");
    let many: Vec<Vec<String>> = (0..1_700).map(|_| vec!["text".to_owned(); 3]).collect();
    says(&text_workbook(&[TextSheet { name: "survey", rows: many }]).unwrap(), "more than 5000 cells");
    let long: Vec<Vec<String>> = (0..300).map(|_| vec!["a".repeat(20_000)]).collect();
    says(&text_workbook(&[TextSheet { name: "survey", rows: long }]).unwrap(), "more text than any form");
    let whole = write(&every(), Side::Partner).unwrap();
    for cut in (4..whole.len()).step_by(997) {
        assert!(read(&whole[..cut]).is_err(), "cut at {cut}");
    }
}

#[test]
fn what_only_somebody_writes_who_wants_it_to_fail_is_refused_in_words() {
    // Ten thousand parentheses would fill the stack, and the whole service with it.
    let nested = format!("{}${{took}} = 'yes'{}", "(".repeat(9_900), ")".repeat(9_900));
    let survey: &[&[&str]] = &[
        &["type", "name", "label", "relevant"],
        &["select_one far", "took", "Did you take part?", ""],
        &["text", "why", "Why?", nested.as_str()],
    ];
    // The largest number that there is, after which none comes.
    let largest = usize::MAX.to_string();
    let choices: &[&[&str]] =
        &[&["list_name", "name", "label"], &["far", largest.as_str(), "Far"], &["far", "0", "Near"]];
    let wrong = read(&form(survey, choices, &[])).unwrap_err();
    assert!(wrong.iter().any(|wrong| wrong.starts_with("Sheet survey, row 3, column D")), "{wrong:?}");
    let few = relevant::read("((((${took} = 'yes'))))").unwrap();
    assert_eq!(few, relevant::read("${took} = 'yes'").unwrap());
}

#[test]
fn files_of_other_programs_are_known_by_what_they_hold() {
    let limesurvey = of_another_program(
        b"<?xml version=\"1.0\"?>\n<document>\n <LimeSurveyDocType>Survey</LimeSurveyDocType>",
    );
    assert!(limesurvey.unwrap().contains("LimeSurvey"));
    assert!(
        of_another_program(b"\xef\xbb\xbfid\trelated_id\tclass\ttype/scale\tname\n")
            .unwrap()
            .contains("LimeSurvey")
    );
    assert!(of_another_program(b"\"Timestamp\",\"How was it?\"\n").unwrap().contains("Google Forms"));
    let form = br#"{"url": "https://docs.google.com/open?id=1", "doc_id": "1"}"#;
    assert!(of_another_program(form).unwrap().contains("Google Forms"));
    assert_eq!(of_another_program(every().to_json().as_bytes()), None);
}
