//! The files of one dataset, as those read them who did not write them.
#![expect(clippy::unwrap_used, reason = "a file that cannot be written or read fails the test")]

use std::{
    fs,
    io::{Cursor, Read},
    path::{Path, PathBuf},
    process::Command,
};

use calamine::{Data, Reader, Xlsx};
use common_ground_datasets::{
    ChoiceSet, Dataset, DatasetError, FigureSheet, ValueLabel, Variable, VariableKind, ddi, package, sav,
    xlsx,
};
use zip::ZipArchive;

const TITLE: &str = "Summer reading & after";

fn labels(labels: &[(&str, &str)]) -> Vec<ValueLabel> {
    let label =
        |(value, label): &(&str, &str)| ValueLabel { value: (*value).to_owned(), label: (*label).to_owned() };
    labels.iter().map(label).collect()
}

fn variable(key: &str, asked_as: &str, kind: VariableKind, values: &[(&str, &str)]) -> Variable {
    let is_text = matches!(kind, VariableKind::Id | VariableKind::Text);
    let codes = [("-1", "missing: does not apply"), ("-9", "missing: skipped")];
    Variable {
        key: key.to_owned(),
        label: format!("Label of {key}"),
        question: format!("What about “{key}” <and more>?"),
        asked_as: asked_as.to_owned(),
        kind,
        values: labels(values),
        missing: if is_text { Vec::new() } else { labels(&codes) },
        set: None,
    }
}

fn variables() -> Vec<Variable> {
    let points =
        [("1", "Not at all"), ("2", "A little"), ("3", "Some"), ("4", "A lot"), ("5", "A great deal")];
    let groups = [("school", "A school"), ("other", "Other; small groups put together"), ("", "left out")];
    let chosen = [("1", "chosen"), ("0", "not chosen")];
    let places = [("1 to 2", "its place"), ("0", "not ranked")];
    let mut variables = vec![
        variable("response_id", "id", VariableKind::Id, &[("", "new in each file")]),
        variable("group", "single_choice", VariableKind::Choice, &groups),
        variable("bring_flexibility", "rating", VariableKind::Point, &points),
        variable("reached/visits", "multiple_choice", VariableKind::Chosen, &chosen),
        variable("reached/other", "multiple_choice", VariableKind::Chosen, &chosen),
        variable("reached/other/text", "multiple_choice", VariableKind::Text, &[("", "what was written")]),
        variable("first/visits", "ranking", VariableKind::Place, &places),
        variable("first/boxes", "ranking", VariableKind::Place, &places),
        variable("with", "number", VariableKind::Number { decimals: 2 }, &[("0 to 100", "the number")]),
        variable("day", "date", VariableKind::Date, &[("YYYY-MM-DD", "the day")]),
        variable("one_change", "long_text", VariableKind::Text, &[("", "as it was written")]),
    ];
    for chosen in &mut variables[3..=4] {
        chosen.set = Some(ChoiceSet { key: "reached".to_owned(), label: "What reached – pwy".to_owned() });
    }
    variables
}

/// Answers with everything that is hard to keep: quotes, lines, formulas, letters of several bytes, long words.
fn answers() -> String {
    let long = "Llyfrgell Môn, “hwyl” a gŵyl. ".repeat(17);
    format!(
        "response_id,group,bring_flexibility,reached/visits,reached/other,reached/other/text,first/visits,\
         first/boxes,with,day,one_change\r\n\
         5f0a5f4e-3c38-4d0e-9e0a-1f6a0d5a7b01,school,5,1,0,,1,2,2.25,2026-05-14,{}\r\n\
         5f0a5f4e-3c38-4d0e-9e0a-1f6a0d5a7b02,other,-9,-9,-9,-2,-9,-9,-1,-9,\r\n\
         5f0a5f4e-3c38-4d0e-9e0a-1f6a0d5a7b03,,1,0,1,\"=1+1, \"\"then\"\"\nmore\",0,1,0,1871-11-05,'-8\r\n",
        csv_cell(long.trim_end())
    )
}

fn csv_cell(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

fn codebook() -> String {
    let mut csv = "\u{feff}column,kind,label,question,value,meaning\r\n".to_owned();
    for variable in variables() {
        for meaning in variable.values.iter().chain(&variable.missing) {
            let Variable { key, asked_as, label, question, .. } = &variable;
            let cells =
                [key, asked_as, label, question, &meaning.value, &meaning.label].map(|cell| csv_cell(cell));
            csv.push_str(&cells.join(","));
            csv.push_str("\r\n");
        }
    }
    csv
}

fn dataset() -> Dataset {
    Dataset::read(TITLE, variables(), answers().as_bytes()).unwrap()
}

/// Figures with what is hard to keep: a number among words, words that look like a number or a formula, and nothing.
const FIGURES: &str = "round,key,group,n,mean,suppressed\r\n2026,bring_flexibility,all,12,4.083333333333333,0\r\n\
                       2026,bring_flexibility,charity,,,1\r\n";
const COMPARISON: &str =
    "offer,expectation,key,label,gap,verdict\r\nQFFERS,EXPECT,bring_flexibility,'=1+1,-1.25e-7,clear gap\r\n";

fn figures() -> Vec<FigureSheet> {
    let sheet = |name, csv: &str, words| FigureSheet {
        name,
        about: "What is published.",
        csv: csv.as_bytes().to_vec(),
        words,
    };
    vec![
        sheet("Figures", FIGURES, &["round", "key", "group"]),
        sheet("Comparison", COMPARISON, &["offer", "expectation", "key", "label", "verdict"]),
    ]
}

fn workbook() -> Vec<u8> {
    xlsx::file(&dataset(), &figures()).unwrap()
}

fn packed() -> ZipArchive<Cursor<Vec<u8>>> {
    let bytes = package::file(&dataset(), answers().as_bytes(), codebook().as_bytes()).unwrap();
    ZipArchive::new(Cursor::new(bytes)).unwrap()
}

#[test]
fn a_package_holds_the_very_csv_file_and_describes_every_column() {
    let mut archive = packed();
    let mut text = |name: &str| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    assert_eq!(text("answers.csv"), answers());
    assert!(text("codebook.csv").starts_with("column,kind"), "programs take a byte order mark for a letter");
    let described: serde_json::Value = serde_json::from_str(&text("datapackage.json")).unwrap();
    let fields = described["resources"][0]["schema"]["fields"].as_array().unwrap();
    assert_eq!(fields.len(), variables().len());
    assert_eq!(fields[2]["categories"][4], serde_json::json!({"value": 5, "label": "A great deal"}));
    assert_eq!(fields[1]["categories"].as_array().unwrap().len(), 2, "what is left out is no category");
    assert_eq!(fields[9]["type"], "date");
    for name in ["README.txt", "read.R", "read.py"] {
        assert!(text(name).contains("answers.csv"), "{name}");
    }
}

#[test]
fn a_workbook_has_codes_words_and_what_they_mean() {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(xlsx::file(&dataset(), &[]).unwrap())).unwrap();
    assert_eq!(book.sheet_names(), ["Answers", "In words", "Codebook", "About"]);
    let codes = book.worksheet_range("Answers").unwrap();
    assert_eq!(codes.get_value((0, 2)), Some(&Data::String("bring_flexibility".to_owned())));
    assert_eq!(codes.get_value((1, 2)), Some(&Data::Float(5.0)));
    assert_eq!(codes.get_value((3, 5)), Some(&Data::String("=1+1, \"then\"\nmore".to_owned())));
    let words = book.worksheet_range("In words").unwrap();
    assert_eq!(words.get_value((1, 2)), Some(&Data::String("A great deal".to_owned())));
    assert_eq!(words.get_value((2, 2)), Some(&Data::String("missing: skipped".to_owned())));
    assert!(book.worksheet_formula("Answers").unwrap().is_empty(), "nothing that was written is a formula");
}

#[test]
fn a_workbook_has_the_figures_of_their_files_as_numbers_and_says_what_is_on_each_sheet() {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(workbook())).unwrap();
    assert_eq!(book.sheet_names(), ["Answers", "In words", "Figures", "Comparison", "Codebook", "About"]);
    let sheet = book.worksheet_range("Figures").unwrap();
    let text = |words: &str| Data::String(words.to_owned());
    assert_eq!(sheet.get_value((0, 4)), Some(&text("mean")));
    assert_eq!(sheet.get_value((1, 0)), Some(&text("2026")), "a code is no number");
    assert_eq!(sheet.get_value((1, 4)), Some(&Data::Float(4.083_333_333_333_333)));
    let hidden = sheet.get_value((2, 4));
    assert!(
        matches!(hidden, None | Some(Data::Empty)),
        "nothing stands in the place of what is hidden: {hidden:?}"
    );
    assert_eq!(sheet.get_value((2, 5)), Some(&Data::Float(1.0)));
    let sheet = book.worksheet_range("Comparison").unwrap();
    assert_eq!(sheet.get_value((1, 3)), Some(&text("'=1+1")));
    assert_eq!(sheet.get_value((1, 4)), Some(&Data::Float(-1.25e-7)));
    assert_eq!(sheet.get_value((1, 5)), Some(&text("clear gap")));
    let about = book.worksheet_range("About").unwrap();
    let lines: Vec<String> = about.rows().map(|row| row[0].to_string()).collect();
    assert_eq!(lines.iter().filter(|line| *line == "What is published.").count(), 2, "{lines:#?}");
}

#[test]
fn a_codebook_in_ddi_names_every_variable_and_counts_nobody() {
    let xml = String::from_utf8(ddi::codebook(TITLE, "answers.csv", &variables())).unwrap();
    let document = roxmltree::Document::parse(&xml).unwrap();
    let named =
        |name| document.descendants().filter(move |node| node.has_tag_name(("ddi:codebook:2_5", name)));
    let keys: Vec<&str> = named("var").filter_map(|node| node.attribute("name")).collect();
    assert_eq!(keys, variables().iter().map(|variable| variable.key.as_str()).collect::<Vec<_>>());
    assert_eq!(named("titl").next().and_then(|node| node.text()), Some(TITLE));
    assert_eq!(named("catStat").count() + named("sumStat").count() + named("caseQnty").count(), 0);
}

#[test]
fn an_spss_file_says_its_rows_and_is_the_same_every_time() {
    let file = sav::file(&dataset()).unwrap();
    assert_eq!(&file[..4], b"$FL2");
    assert_eq!(file[80..84], 3_i32.to_le_bytes(), "rows");
    assert_eq!(file, sav::file(&dataset()).unwrap());
}

#[test]
fn no_file_is_made_of_a_cell_that_the_codebook_does_not_know() {
    let read = |csv: &str| Dataset::read(TITLE, variables(), csv.as_bytes());
    let strange = answers().replace(",school,", ",club,");
    let error = read(&strange).unwrap_err();
    assert!(matches!(&error, DatasetError::Cell { row: 1, column } if column == "group"), "{error}");
    assert!(matches!(read("response_id,group\r\n").unwrap_err(), DatasetError::Columns));
    let nobody = answers().lines().next().unwrap().to_owned();
    let empty = read(&nobody).unwrap();
    assert_eq!(empty.rows().len(), 0);
    assert!(!sav::file(&empty).unwrap().is_empty() && xlsx::file(&empty, &[]).is_ok());
}

#[test]
fn more_than_is_held_at_once_is_refused_in_words() {
    let variables = vec![variable("n", "number", VariableKind::Number { decimals: 0 }, &[])];
    let csv = format!("n\r\n{}", "1\r\n".repeat(common_ground_datasets::MOST_CELLS + 1));
    let error = Dataset::read(TITLE, variables, csv.as_bytes()).unwrap_err();
    assert!(error.to_string().contains("choose CSV"), "{error}");
    let variables = vec![variable("change", "long_text", VariableKind::Text, &[])];
    let csv = format!("change\r\n{}", "x".repeat(common_ground_datasets::MOST_BYTES));
    let error = Dataset::read(TITLE, variables, csv.as_bytes()).unwrap_err();
    assert!(error.to_string().contains("choose CSV"), "{error}");
}

#[test]
fn one_long_answer_among_very_many_short_ones_makes_no_file_that_fills_the_memory() {
    let variables = vec![variable("change", "long_text", VariableKind::Text, &[])];
    let csv = format!("change\r\n{}\r\n{}", "x".repeat(2_000), "y\r\n".repeat(150_000));
    let data = Dataset::read(TITLE, variables, csv.as_bytes()).unwrap();
    assert!(matches!(sav::file(&data), Err(DatasetError::TooLarge)));
}

/// The files in a folder of the test's own.
fn written(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("package")).unwrap();
    let data = dataset();
    fs::write(folder.join("answers.csv"), answers()).unwrap();
    fs::write(folder.join("answers.sav"), sav::file(&data).unwrap()).unwrap();
    fs::write(folder.join("figures.csv"), FIGURES).unwrap();
    fs::write(folder.join("comparison.csv"), COMPARISON).unwrap();
    fs::write(folder.join("answers.xlsx"), workbook()).unwrap();
    fs::write(folder.join("codebook.xml"), ddi::codebook(TITLE, "answers.csv", &variables())).unwrap();
    packed().extract(folder.join("package")).unwrap();
    folder
}

/// Whether `LibreOffice` is here. Before a release it has to be; otherwise what it would read goes unread, and this says so.
fn has_libreoffice() -> bool {
    let is_here = Command::new("soffice").arg("--version").output().is_ok();
    assert!(
        is_here || std::env::var_os("RELEASE").is_none(),
        "LibreOffice is not installed, and a release needs it"
    );
    if !is_here {
        eprintln!(
            "Skipped: LibreOffice is not installed here, so nothing says whether it opens the workbook."
        );
    }
    is_here
}

/// A script of `tests/readers`, run by the Python that `READERS` names.
fn read_by(script: &str) {
    let python =
        std::env::var_os("READERS").expect("READERS names a Python with the readers: scripts/test readers");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readers").join(script);
    let folder = written(script.file_stem().unwrap().to_str().unwrap());
    let read = Command::new(python).arg("-B").arg(&script).arg(&folder).output().unwrap();
    let said = [read.stdout, read.stderr].map(|said| String::from_utf8_lossy(&said).into_owned()).concat();
    assert!(read.status.success(), "{}: {said}", script.display());
}

#[test]
#[ignore = "needs the readers in Python: scripts/test readers"]
fn pyreadstat_finds_the_cells_of_the_csv_in_the_spss_file() {
    read_by("sav.py");
}

#[test]
#[ignore = "needs PSPP: scripts/test readers"]
fn pspp_finds_the_cells_of_the_csv_in_the_spss_file() {
    read_by("by_pspp.py");
}

#[test]
#[ignore = "needs the readers in Python: scripts/test readers"]
fn openpyxl_finds_the_cells_of_the_csv_in_the_workbook() {
    read_by("workbook.py");
}

#[test]
#[ignore = "needs LibreOffice: scripts/test readers"]
fn libreoffice_finds_the_cells_of_the_csv_in_the_workbook() {
    if has_libreoffice() {
        read_by("by_libreoffice.py");
    }
}

#[test]
#[ignore = "needs the readers in Python: scripts/test readers"]
fn frictionless_and_the_script_in_it_read_the_package() {
    read_by("data_package.py");
}

#[test]
#[ignore = "needs R: scripts/test readers"]
fn r_reads_the_package_by_the_script_in_it() {
    read_by("by_r.py");
}

#[test]
#[ignore = "needs the readers in Python: scripts/test readers"]
fn lxml_reads_the_codebook_in_ddi() {
    read_by("codebook_in_ddi.py");
}
