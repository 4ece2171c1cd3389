use proptest::prelude::*;

use super::*;
use crate::counts::Counts;
use crate::small_numbers::{Group, MinGroup};

fn read_as(text: &[u8], known: &dyn Fn(&str) -> ColumnKind) -> Result<WideTally, BadFile> {
    read(text, WideOptions { file: "offers.csv", known, progress: &mut |_| {} })
}

fn read_text(text: &str) -> Result<WideTally, BadFile> {
    read_as(text.as_bytes(), &without_survey)
}

fn refused(text: &str) -> String {
    read_text(text).unwrap_err().to_string()
}

#[test]
fn answers_are_counted_by_item_and_group() {
    let tally = read_text("response_id,group,a,b\n1,school,4,5\n2,charity,4,-8\n3,school,2,\n").unwrap();
    assert_eq!(tally.columns(), ["a", "b"]);
    assert_eq!(tally.groups(), ["school", "charity"]);
    assert_eq!(tally.responses(), 3);
    assert_eq!(tally.counts(0, 0), Some(&Counts::of([0, 1, 0, 1, 0])));
    let b = Counts { values: [0, 0, 0, 0, 1], dont_know: 1, skipped: 1, ..Counts::default() };
    assert_eq!(tally.total("b"), Some(b));
    assert_eq!((tally.total("c"), tally.counts(2, 0)), (None, None));
}

#[test]
fn groups_of_few_responses_are_put_together_for_every_item() {
    let people = |group: &str, times: usize, answers: &str| format!("{group},{answers}\n").repeat(times);
    let text =
        ["group,a,b\n".to_owned(), people("school", 6, "4,5"), people("home", 2, "3,"), people("", 4, ",2")];
    let tally = read_text(&text.concat()).unwrap();
    let parts = tally.partition(MinGroup::default());
    let told = |key: &str| -> Vec<(String, u64)> {
        let groups = tally.parts_of(key, &parts).unwrap();
        groups.into_iter().map(|group| (group.key, group.counts.n())).collect()
    };
    assert_eq!(told("a"), [("school".to_owned(), 6), ("other".to_owned(), 2)]);
    assert_eq!(told("b"), [("school".to_owned(), 6), ("other".to_owned(), 4)]);
    assert_eq!(tally.parts_of("c", &parts), None);
    // Without parts there is one group.
    let all = tally.parts_of("a", &tally.partition(MinGroup::new(12).unwrap())).unwrap();
    assert_eq!(all, [Group::new("", tally.total("a").unwrap())]);
}

#[test]
fn every_missing_code_is_known() {
    let total = read_text("a\n-1\n-2\n-7\n-8\n-9\n\"\"\n 3 \n").unwrap().total("a").unwrap();
    // A line with nothing in it is no response, even in quotes.
    let expected = Counts {
        values: [0, 0, 1, 0, 0],
        not_applicable: 1,
        not_shown: 1,
        prefer_not: 1,
        dont_know: 1,
        skipped: 1,
    };
    assert_eq!(total, expected);
}

#[test]
fn spreadsheets_may_save_it_as_they_like() {
    let expected = Counts::of([0, 1, 0, 1, 0]);
    for text in [
        "\u{feff}response_id,group,a\r\nx,,4\r\ny,,2\r\n",
        "response_id;group;a\nx;\"one, two; three\";4\ny;;2",
        "response_id\tgroup\ta\nx\t\t4\n\ny\t\t2\n",
        "\"a\",\"response_id\",\"group\"\n\"4\",x,\n2,y,\n,,\n",
    ] {
        assert_eq!(read_text(text).unwrap().total("a"), Some(expected), "{text}");
    }
}

#[test]
fn only_the_header_decides_on_the_separator() {
    let tally = read_text("a;group\n4;\"x,y,z\"\n").unwrap();
    assert_eq!(tally.groups(), ["x,y,z"]);
    assert_eq!(read_text("\"a;b;c\",group\n4,x\n").unwrap().columns(), ["a;b;c"]);
}

#[test]
fn an_unknown_code_is_named_with_its_place() {
    let message = refused("response_id,a,b\n1,4,7\n2,x,5\n");
    let lines: Vec<&str> = message.lines().collect();
    assert!(lines[0].starts_with("offers.csv, line 2, column b: unknown code 7: values are 1 to 5, or "));
    assert!(lines[1].starts_with("offers.csv, line 3, column a: “x” is no answer: values are 1 to 5"));
    assert_eq!(lines.len(), 2);
}

#[test]
fn the_first_twenty_bad_cells_are_described_and_the_rest_counted() {
    let text = format!("a\n{}", "9\n3\n".repeat(50));
    let bad = read_text(&text).unwrap_err();
    assert_eq!((bad.first.len(), bad.total), (20, 50));
    assert!(bad.to_string().ends_with("and 30 more like these"));
}

#[test]
fn a_column_that_is_no_rating_is_named_once_and_hides_no_other_mistake() {
    let rows: Vec<String> = (0..30).map(|row| format!("3,{},\"well, {row}\"", 20 + row)).collect();
    let message = refused(&format!("a,age,why\n{}\n8,44,because\n", rows.join("\n")));
    let lines: Vec<&str> = message.lines().collect();
    assert_eq!(lines.len(), 3, "{message}");
    assert!(lines[0].starts_with("offers.csv, line 2, column age: unknown code 20: "), "{message}");
    assert!(lines[1].starts_with("offers.csv, line 2, column why: “well, 0” is no answer: "), "{message}");
    let way_out = " 31 of 31 cells hold no answer: delete the column or describe it with --survey";
    assert!(lines[0].ends_with(way_out) && lines[1].ends_with(way_out), "{message}");
    assert!(lines[2].starts_with("offers.csv, line 32, column a: unknown code 8: "), "{message}");
}

#[test]
fn responses_that_have_the_name_of_an_earlier_one_are_counted_and_told() {
    let tally = read_text("response_id,a\nr1,4\nr2,3\n r1 ,4\n,5\n,5\nr1,1\n").unwrap();
    assert_eq!((tally.responses(), tally.repeated()), (6, 2));
    assert_eq!(read_text("a\n4\n4\n").unwrap().repeated(), 0);
}

#[test]
fn group_and_response_id_are_known_in_any_case() {
    let tally = read_text("Response_ID,Group,a\nr1,school,4\nr1,home,5\n").unwrap();
    assert_eq!(
        (tally.groups(), tally.columns()),
        (&["school", "home"].map(str::to_owned)[..], &["a".to_owned()][..])
    );
    assert_eq!(tally.repeated(), 1);
    assert!(refused("Group,group,a\nx,y,3\n").contains("column group: two columns have this name"));
}

#[test]
fn a_first_line_may_name_the_separator() {
    for (line, header) in [("sep=;", "group;a,b"), ("\u{feff}SEP=;", "group;a,b"), ("sep=\t", "group\ta,b")] {
        for end in ["\n", "\r\n", "\r"] {
            let separator = if line.ends_with(';') { ";" } else { "\t" };
            let file = |value: &str| format!("{line}{end}{header}{end}x{separator}{value}{end}");
            let tally = read_text(&file("4")).unwrap();
            assert_eq!(
                (tally.columns(), tally.responses()),
                (&["a,b".to_owned()][..], 1),
                "{line:?} {end:?}"
            );
            let said = refused(&format!("{}x{separator}9{end}", file("4")));
            assert!(said.starts_with("offers.csv, line 4, column a,b: unknown code 9"), "{end:?}: {said}");
        }
    }
    // Any other first line is the header.
    assert_eq!(read_text("sep=,a\n1,4\n").unwrap().columns(), ["sep=", "a"]);
}

#[test]
fn whole_numbers_may_have_decimals() {
    let total = read_text("a;b\n3.0;4,00\n-8.0;5\n").unwrap();
    assert_eq!(total.total("a"), Some(Counts { dont_know: 1, ..Counts::of([0, 0, 1, 0, 0]) }));
    assert_eq!(total.total("b"), Some(Counts::of([0, 0, 0, 1, 1])));
    for cell in ["3.5", "3.", ".0", "6.0", "3.0.0"] {
        assert!(refused(&format!("a\n1\n{cell}\n")).contains("line 3, column a: "), "{cell}");
    }
}

#[test]
fn a_row_of_another_length_is_refused() {
    assert_eq!(refused("a,b\n1,2,3\n"), "offers.csv, line 2: has 3 cells where the header has 2");
}

#[test]
fn a_file_without_items_says_so() {
    assert_eq!(refused(""), "offers.csv: the file is empty");
    assert!(refused("response_id,group\n1,2\n").contains("no column holds answers from 1 to 5"));
    assert!(refused("a,a\n1,2\n").contains("line 1, column a: two columns have this name"));
}

#[test]
fn a_million_groups_are_no_groups() {
    let rows: Vec<String> = (0..600).map(|row| format!("{row},3")).collect();
    assert!(refused(&format!("group,a\n{}", rows.join("\n"))).contains("more than 500 different groups"));
}

#[test]
fn text_and_choices_do_not_break_a_report() {
    let text = "a,training/conf_initiative,why\n4,1,\"Because, well\"\n2,0,\n";
    let known = |key: &str| if key == "why" { ColumnKind::Ignore } else { without_survey(key) };
    let tally = read_as(text.as_bytes(), &known).unwrap();
    assert_eq!(tally.columns(), ["a"]);
    assert_eq!(tally.header().len(), 3);
}

#[test]
fn bytes_that_are_no_text_are_refused_only_where_they_are_read() {
    let known = |key: &str| if key == "note" { ColumnKind::Ignore } else { ColumnKind::Rating };
    assert!(read_as(b"a,note\n4,\xff\n", &known).is_ok());
    let bad = read_as(b"group,a\n\xff,4\n", &known).unwrap_err();
    assert_eq!(bad.to_string(), "offers.csv, line 2, column group: is not UTF-8 text");
    let wide: Vec<u8> = "a\n4\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let bad = read_as(&wide, &known).unwrap_err();
    assert!(
        bad.to_string().starts_with("offers.csv, line 1, column 1: the header is not UTF-8 text"),
        "{bad}"
    );
}

#[test]
fn progress_ends_at_the_size_of_the_file() {
    let text = format!("a\n{}", "3\n".repeat(20_000));
    let mut told = Vec::new();
    let options = WideOptions { file: "a", known: &without_survey, progress: &mut |bytes| told.push(bytes) };
    let tally = read(text.as_bytes(), options).unwrap();
    assert_eq!(tally.responses(), 20_000);
    assert_eq!(told.last(), Some(&(text.len() as u64)));
    assert!(told.len() > 1 && told.is_sorted());
}

#[test]
fn a_mistake_is_found_on_its_line_whatever_ends_lines() {
    for text in [
        "group,a\nx,1\n\n\"two\nlines\",9\n",
        "group,a\n\"two\nlines\",1\nx,9",
        "group,a\r\nx,1\r\n\r\n\"two\r\nlines\",9\r\n",
        "group,a\r\nx,1\r\n\r\n\"two\r\nlines\",9",
        "group,a\r\n1,1\r\nx,1\r\nx,9\r\n",
        "group,a\r\n1,1\r\n\r\nx,9",
        "group,a\n1,1\n\nx,9",
        "group,a\rx,1\r\r\"two\rlines\",9\r",
        "group,a\r\"two\rlines\",1\rx,9",
    ] {
        assert!(refused(text).starts_with("offers.csv, line 4, column a: unknown code 9"), "{text:?}");
    }
}

#[test]
fn half_a_file_is_not_taken_for_a_whole_one() {
    for whole in ["group,a\nx,1\n\"y\",2\n", "group,a\r\nx,1\r\n\"y\",2\r\n", "group,a\rx,1\r\"y\",2\r"] {
        assert_eq!(read_text(whole).unwrap().responses(), 2);
        let half = &whole[..whole.len() - 5];
        assert_eq!(
            refused(&half.replace("\"y", "\"y, z")),
            "offers.csv, line 3: a quotation mark in this row is never closed; is the file whole?",
            "{half:?}"
        );
    }
    // Within a cell that has no quotation marks around it, they are its own.
    assert_eq!(read_text("group,a\n5\" screens,1\n").unwrap().groups(), ["5\" screens"]);
}

/// A file that comes a few bytes at a time.
struct Dripping<'t> {
    rest: &'t [u8],
    at_once: usize,
}

impl Read for Dripping<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let (now, rest) = self.rest.split_at(self.at_once.min(self.rest.len()).min(buffer.len()));
        buffer[..now.len()].copy_from_slice(now);
        self.rest = rest;
        Ok(now.len())
    }
}

#[test]
fn however_a_file_comes_it_is_the_same_file() {
    for end in ["\n", "\r\n"] {
        let rows: Vec<String> = (0..30_000)
            .map(|row| format!("{row},{},{}{end}", ["x", "y", ""][row % 3], row % 5 + 1))
            .collect();
        let blank = end.repeat(300_000);
        let text = format!("response_id,group,a{end}{}{blank}last,x,5{end}\"q\",y,5", rows.concat());
        let whole = read_text(&text).unwrap();
        assert_eq!((whole.responses(), whole.repeated()), (30_002, 0));
        assert_eq!(whole.groups(), ["x", "y", ""]);
        assert_eq!(whole.total("a"), Some(Counts::of([6_000, 6_000, 6_000, 6_000, 6_002])));
        for at_once in [7, 8_192, 100_003] {
            let mut told = 0;
            let input = Dripping { rest: text.as_bytes(), at_once };
            let options =
                WideOptions { file: "a", known: &without_survey, progress: &mut |bytes| told = bytes };
            assert_eq!(read(input, options).unwrap(), whole, "{at_once} at once, {end:?}");
            // Half a line ending more or less.
            assert!(told.abs_diff(text.len() as u64) < 2, "{told} of {}", text.len());
        }
        let wrong = text.replace("last,x,5", "last,x,6");
        let line = 1 + 30_000 + 300_000 + 1;
        assert!(refused(&wrong).starts_with(&format!("offers.csv, line {line}, column a: unknown code 6")));
    }
}

#[test]
fn a_row_may_be_longer_than_what_is_read_at_once() {
    let note = "word ".repeat(100_000);
    let known = |key: &str| if key == "note" { ColumnKind::Ignore } else { ColumnKind::Rating };
    let text = format!("note,a\nshort,4\n{note},3\nshort,2\n");
    assert_eq!(read_as(text.as_bytes(), &known).unwrap().total("a"), Some(Counts::of([0, 1, 1, 1, 0])));
}

/// Rows as most files have them, and among them whatever separates, ends and quotes.
fn rows() -> impl Strategy<Value = String> {
    let row = prop_oneof![
        6 => "[0-9]{1,9},[xy]{0,1},[1-6]{0,1},[1-5 -]{0,2}\n",
        1 => "[,\"\r\n 3x\u{4}\u{feff}-]{0,6}\n",
        1 => "[,\"\r\n 3x\u{4}\u{feff}-]{0,6}",
    ];
    prop::collection::vec(row, 0..20).prop_map(|rows| rows.concat())
}

proptest! {
    // A header in quotation marks keeps a file from being read the quick way.
    #[test]
    fn the_quick_way_and_the_careful_one_read_the_same(rows in rows(), windows: bool) {
        let (rows, end) = if windows { (rows.replace('\n', "\r\n"), "\r\n") } else { (rows, "\n") };
        let quick = format!("response_id,group,a,b{end}{rows}");
        let careful = format!("\"response_id\",group,a,b{end}{rows}");
        prop_assert_eq!(read_text(&quick), read_text(&careful), "{:?}", quick);
    }
}
