//! What is exported can be imported again, and a file's mistakes are found where they stand.

use proptest::prelude::*;
use rand::SeedableRng;
use rand::rngs::StdRng;

use super::*;
use crate::{
    Answer, Answers, ItemKind,
    item::{Date, LongText, MultipleChoice, Number, Ranking},
    sample::{Profile, plausible},
    templates,
};

fn header(columns: &Columns<'_>) -> Vec<String> {
    columns.headings().map(Cow::into_owned).collect()
}

fn row(columns: &Columns<'_>, answers: &Answers, purpose: FilePurpose) -> Vec<String> {
    row_of(columns, &answers.to_json(), purpose)
}

fn row_of(columns: &Columns<'_>, document: &str, purpose: FilePurpose) -> Vec<String> {
    let mut writer = columns.writer(purpose);
    writer.read(document).unwrap();
    let id = std::iter::once(Cow::Borrowed("r1"));
    id.chain(writer.cells()).map(Cow::into_owned).collect()
}

fn strs(list: &[String]) -> Vec<&str> {
    list.iter().map(String::as_str).collect()
}

/// The row of a needs survey with these cells beside an outreach worker's blanks.
fn read_needs(cells: &[(&str, &str)]) -> Result<Answers, Vec<Located>> {
    let columns = Columns::new(templates::find("staff_needs").unwrap(), Side::Library);
    let mut header = vec![GROUP];
    let mut row = vec!["outreach"];
    for (heading, cell) in cells {
        header.push(heading);
        row.push(cell);
    }
    columns.reader(&header)?.read(2, &row).map(|(_, answers)| answers)
}

fn mistakes(cells: &[(&str, &str)]) -> Vec<String> {
    read_needs(cells).unwrap_err().iter().map(Located::to_string).collect()
}

#[test]
fn the_group_is_one_column_and_each_option_of_a_multiple_choice_another() {
    let columns = Columns::new(templates::find("staff_needs").unwrap(), Side::Library);
    let header = header(&columns);
    assert_eq!(
        header[..4],
        ["response_id", "group", "kinds_now/kind_childrens_homes", "kinds_now/kind_schools_education"]
    );
    assert!(!header.contains(&"staff_group".to_owned()));
    assert_eq!(header.last().unwrap(), "other_help");
}

#[test]
fn missing_answers_are_exported_as_codes_and_skipped_text_as_nothing() {
    let answers = read_needs(&[
        ("kinds_now/kind_childrens_homes", "1"),
        ("kinds_now/kind_schools_education", "0"),
        ("kinds_wanted/none", "-9"),
        ("aware_reliance", "-8"),
        ("aware_priorities", "4"),
    ])
    .unwrap();
    let columns = Columns::new(templates::find("staff_needs").unwrap(), Side::Library);
    let named: Vec<(String, String)> =
        header(&columns).into_iter().zip(row(&columns, &answers, FilePurpose::Analysis)).collect();
    let cell = |heading: &str| named.iter().find(|(name, _)| name == heading).unwrap().1.clone();
    assert_eq!(cell("group"), "outreach");
    assert_eq!(cell("kinds_now/kind_childrens_homes"), "1");
    assert_eq!(cell("kinds_now/none"), "0");
    assert_eq!(cell("kinds_wanted/none"), "-9");
    assert_eq!(cell("aware_reliance"), "-8");
    assert_eq!(cell("aware_priorities"), "4");
    assert_eq!(cell("other_help"), "");
}

#[test]
fn a_comment_that_a_spreadsheet_would_run_is_disarmed_for_excel_alone() {
    for text in ["=1+1", "+44 20", "-5 is what I would say", "@home"] {
        assert_eq!(cell_text(text, FilePurpose::Excel), format!("'{text}"));
        assert_eq!(cell_text(text, FilePurpose::Analysis), text);
    }
    assert_eq!(cell_text("’tis fine", FilePurpose::Excel), "’tis fine");
}

#[test]
fn each_mistake_in_a_row_is_located() {
    assert_eq!(
        mistakes(&[("aware_reliance", "6")]),
        [
            "line 2, aware_reliance: Select one of the answers shown to “How much of a problem is it when joint work \
         depends on other people?”"
        ]
    );
    assert_eq!(
        mistakes(&[("kinds_now/none", "yes")]),
        ["line 2, kinds_now/none: Write 1 for chosen and 0 for not chosen"]
    );
    assert_eq!(
        mistakes(&[("kinds_now/none", "-9"), ("kinds_now/kind_childrens_homes", "1")]),
        [
            "line 2, kinds_now/kind_childrens_homes: This option has an answer where others have a code for none"
        ]
    );
}

#[test]
fn a_code_that_a_text_question_does_not_offer_is_not_kept_as_words() {
    assert_eq!(
        mistakes(&[("other_help", "-8")]),
        [
            "line 2, other_help: The question does not offer what this code means; if it is what was written, put ' \
         before it"
        ]
    );
    let text = |cell| read_needs(&[("other_help", cell)]).unwrap().get("other_help").cloned();
    assert_eq!(text("'-8"), Some(Answer::Text("-8".to_owned())));
    assert_eq!(text("-9"), Some(Answer::Missing(Missing::Skipped)));
}

#[test]
fn a_header_that_does_not_fit_the_survey_is_refused() {
    let columns = Columns::new(templates::find("staff_offer").unwrap(), Side::Library);
    let messages = |header: &[&str]| -> Vec<String> {
        columns.reader(header).unwrap_err().iter().map(Located::to_string).collect()
    };
    assert_eq!(messages(&["response_id", "need_flexibility"]), ["line 1, group: This column is missing"]);
    assert_eq!(
        messages(&["group", "", "need_flexibility", ""]),
        [
            "line 1: Column 2 has no heading; name it, or remove it",
            "line 1: Column 4 has no heading; name it, or remove it"
        ]
    );
    assert_eq!(
        messages(&["\u{feff}group", "hope_funding", "group"]),
        [
            "line 1, hope_funding: The survey has no such question",
            "line 1, group: This column is there twice"
        ]
    );
}

#[test]
fn a_row_without_its_group_says_so_in_that_column() {
    let columns = Columns::new(templates::find("partner_expect").unwrap(), Side::Partner);
    let mistakes = columns.reader(&["group"]).unwrap().read(7, &[""]).unwrap_err();
    assert_eq!(mistakes[0].to_string(), "line 7, group: Select which kind of organisation you work for");
}

/// Comments with everything that is hard about them.
fn comment() -> impl Strategy<Value = String> {
    prop_oneof![
        "[-'=+@ 0-9a-zé\n,\";\\\\{}]{1,12}",
        Just("-8".to_owned()),
        Just("''=x".to_owned()),
        Just("'".to_owned())
    ]
}

/// A multiple choice with something to write beside its second option.
fn with_other(kind: &ItemKind) -> ItemKind {
    let ItemKind::MultipleChoice(kind) = kind else { panic!("no multiple choice") };
    let other = Some(kind.options[1].key.clone());
    ItemKind::MultipleChoice(MultipleChoice { other, ..kind.clone() })
}

#[test]
fn what_is_written_beside_other_has_a_column_of_its_own() {
    let mut survey = templates::find("staff_needs").unwrap().clone();
    survey.pairs.clear();
    let item = survey.sections[0].items.iter_mut().find(|item| item.key == "kinds_now").unwrap();
    item.kind = with_other(&item.kind);
    let columns = Columns::new(&survey, Side::Library);
    let other = "kinds_now/kind_schools_education";
    let beside = format!("{other}/text");
    assert!(header(&columns).contains(&beside));
    let read = |chosen: &str, words: &str| {
        columns
            .reader(&[GROUP, other, &beside])
            .unwrap()
            .read(2, &["outreach", chosen, words])
            .map(|(_, read)| read)
    };
    let told = read("1", "'-8 of them").unwrap();
    assert_eq!(told.get(&beside), Some(&Answer::Text("-8 of them".to_owned())));
    assert_eq!(read("1", "").unwrap().get(&beside), None);
    assert_eq!(
        read("0", "A club").unwrap().get("kinds_now"),
        told.get("kinds_now"),
        "who says what, chose it"
    );
    let refused = read("1", "-8").unwrap_err();
    assert_eq!(refused[0].column, beside);
}

#[test]
fn a_survey_without_a_group_needs_no_column_for_it() {
    let mut survey = templates::find("staff_needs").unwrap().clone();
    survey.sections[0].items.retain(|item| !item.is_group());
    let columns = Columns::new(&survey, Side::Library);
    assert_eq!(header(&columns)[..2], ["response_id", "group"], "the shape of a file is always the same");
    let reader = columns.reader(&["other_help"]).unwrap();
    assert_eq!(reader.read(2, &["Time"]).unwrap().1.group(), "");
    let mistaken = columns.reader(&["group"]).unwrap().read(2, &["outreach"]).unwrap_err();
    assert_eq!(mistaken[0].column, "group");
}

/// A survey with the kinds that no ready-made one has.
fn with_other_kinds() -> Survey {
    let mut survey = templates::find("staff_needs").unwrap().clone();
    (survey.pairs, survey.scores) = (Vec::new(), Vec::new());
    for item in survey.sections.iter_mut().flat_map(|section| &mut section.items) {
        item.kind = match item.key.as_str() {
            "kinds_wanted" => ItemKind::Ranking(Ranking {
                options: item.kind.options().to_vec(),
                shuffled: true,
                maximum: Some(3),
            }),
            "kinds_now" => with_other(&item.kind),
            "aware_reliance" => ItemKind::Number(Number { min: 0, max: 90, decimals: 1 }),
            "aware_priorities" => ItemKind::Date(Date),
            _ => continue,
        };
    }
    Survey::parse("other.json", &survey.to_json()).unwrap()
}

/// A row as the csv crate writes it.
fn written(row: &[String]) -> Vec<u8> {
    let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    csv.write_record(row).unwrap();
    csv.into_inner().unwrap()
}

#[test]
fn a_cell_stands_in_quotation_marks_where_it_must() {
    for cell in ["", "4", "a,b", "\"", "say \"yes\", please", "two\nlines", "\r", " spaces ", "naïve"] {
        let mut row = b"id,".to_vec();
        push_cell(&mut row, cell);
        row.extend_from_slice(b"\r\n");
        assert_eq!(row, written(&["id".to_owned(), cell.to_owned()]), "{cell:?}");
    }
}

proptest! {
    #[test]
    fn a_row_is_its_cells_in_csv_however_its_document_is_written(seed: u64, text in comment(), excel: bool) {
        let purpose = if excel { FilePurpose::Excel } else { FilePurpose::Analysis };
        let mut rng = StdRng::seed_from_u64(seed);
        let other = with_other_kinds();
        for survey in templates::all().iter().chain([&other]) {
            for side in &survey.sides {
                let columns = Columns::new(survey, *side);
                let group = &survey.group_item(*side).unwrap().kind.options()[0].key;
                let mut answers = plausible(survey, *side, group, &mut rng, &Profile::new());
                let texts = survey.questions_on(*side).filter(|item| item.kind == ItemKind::LongText(LongText));
                for item in texts.filter(|_| !text.trim().is_empty()) {
                    answers.insert(item.key.as_str(), Answer::Text(text.trim().to_owned()));
                }
                for document in [answers.to_json(), serde_json::to_string_pretty(&answers).unwrap()] {
                    let mut writer = columns.writer(purpose);
                    writer.read(&document).unwrap();
                    let mut row = b"r1".to_vec();
                    writer.write(&mut row);
                    row.extend_from_slice(b"\r\n");
                    prop_assert_eq!(row, written(&row_of(&columns, &document, purpose)), "{}", document);
                }
            }
        }
    }

    #[test]
    fn every_response_comes_back_from_its_row(seed: u64, text in comment(), excel: bool) {
        let purpose = if excel { FilePurpose::Excel } else { FilePurpose::Analysis };
        let mut rng = StdRng::seed_from_u64(seed);
        let other = with_other_kinds();
        for survey in templates::all().iter().chain([&other]) {
            for side in &survey.sides {
                let columns = Columns::new(survey, *side);
                let header = header(&columns);
                let reader = columns.reader(&strs(&header)).unwrap();
                let group = &survey.group_item(*side).unwrap().kind.options()[0].key;
                let mut answers = plausible(survey, *side, group, &mut rng, &Profile::new());
                let open = survey.questions_on(*side).find(|item| item.kind == ItemKind::LongText(LongText)).unwrap();
                let told = answers.get(&open.key).is_some_and(|answer| !answer.is_not_shown());
                if told && !text.trim().is_empty() {
                    answers.insert(open.key.as_str(), Answer::Text(text.trim().to_owned()));
                }
                let row = row(&columns, &answers, purpose);
                let spaced = serde_json::to_string_pretty(&answers).unwrap();
                prop_assert_eq!(&row_of(&columns, &spaced, purpose), &row, "the space in a document means nothing");
                prop_assert_eq!(reader.read(2, &strs(&row)), Ok(("r1", answers)));
            }
        }
    }
}
