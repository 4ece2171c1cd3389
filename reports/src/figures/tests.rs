use super::*;
use crate::compare::{ComparedSides, Options, PairInput};
use crate::counts::Counts;
use crate::small_numbers::{Group, MinGroup};
use crate::stats::tests::offer;

fn rows(csv: &[u8]) -> Vec<Vec<String>> {
    let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(csv);
    rows.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn items(side: FigureSide, groups: &[(&str, [u64; 5])]) -> Vec<Vec<String>> {
    let groups = groups.iter().map(|(key, values)| Group::new(*key, Counts::of(*values))).collect();
    let item = ItemFigures { key: "need_flexibility".to_owned(), side, groups };
    rows(&items_csv(&[item], MinGroup::default(), Precision::Published).unwrap())
}

/// Eighteen partners: the nine of the worked example twice.
fn expectation() -> Counts {
    Counts::of([0, 0, 2, 6, 10])
}

fn pair(key: &str, offer: Counts, expectation: Counts) -> PairInput {
    PairInput {
        key: key.to_owned(),
        label: key.to_owned(),
        topic: String::new(),
        offer: vec![Group::new("", offer)],
        expectation: vec![Group::new("", expectation)],
    }
}

fn compared(items: &[PairInput]) -> Vec<Vec<String>> {
    let options = Options { ledger: ComparedSides::LibraryOffers, min_group: MinGroup::default() };
    rows(&comparison_csv([&Comparison::new(items, options)], Precision::Full).unwrap())
}

#[test]
fn a_comparison_has_the_worked_figures_in_full() {
    let found = compared(&[pair("need_flexibility", offer(), expectation())]);
    assert_eq!(found[0], COMPARISON_COLUMNS);
    let row = &found[1];
    assert_eq!((row[2].as_str(), row[5].as_str()), ("12", "18"));
    let figure = |column: usize| row[column].parse::<f64>().unwrap();
    let welch = crate::stats::difference::stratified(&[offer()], &[expectation()]).unwrap();
    for (column, expected) in [
        (3, 3.916_666_666_666_67),
        (4, 0.900_336_637_378_52),
        (6, 4.444_444_444_444_44),
        (8, -0.527_777_777_777_778),
        (9, welch.interval.low),
        (10, welch.interval.high),
        (11, welch.p),
        (12, crate::stats::mann_whitney::mann_whitney(&offer(), &expectation()).unwrap().p()),
        (15, -0.342_592_592_592_593),
    ] {
        crate::stats::tests::agrees(figure(column), expected);
    }
    assert_eq!(row[16..], ["not sure yet", "0"]);
}

#[test]
fn published_means_and_gaps_of_few_answers_have_one_decimal() {
    let of = |offer, expectation, precision| {
        let options = Options { ledger: ComparedSides::LibraryOffers, min_group: MinGroup::default() };
        let comparison = Comparison::new(&[pair("a", offer, expectation)], options);
        let row = rows(&comparison_csv([&comparison], precision).unwrap()).remove(1);
        [3, 6, 8].map(|column: usize| row[column].clone())
    };
    let many = Counts::of([0, 3, 6, 18, 9]);
    assert_eq!(of(offer(), expectation(), Precision::Published), ["3.9", "4.4", "-0.5"]);
    // The larger side has its digits; a gap has those of the smaller.
    assert_eq!(of(many, expectation(), Precision::Published), ["3.9166666666666665", "4.4", "-0.5"]);
    // Of nine people nobody gets more, and they have no spread.
    let nine = compared(&[pair("a", offer(), Counts::of([0, 0, 1, 3, 5]))]).remove(1);
    assert_eq!(nine[5..16], ["9", "4.4", "", "-0.5", "", "", "", "", "", "", ""]);
    assert_eq!(nine[16..], ["too few to say", "0"]);
}

#[test]
fn every_number_reads_back_as_the_same_double() {
    for value in [1.0 / 3.0, 4.0, -0.0, 1e-17, 3.916_666_666_666_666_5, 0.1 + 0.2] {
        let read: f64 = number_of(value).parse().unwrap();
        assert_eq!(read.to_bits(), (value + 0.0).to_bits());
    }
    assert_eq!([-0.0, 4.0, 1e-17].map(number_of), ["0", "4", "1e-17"]);
}

#[test]
fn a_side_too_small_to_show_leaves_the_row_without_a_gap() {
    let found = compared(&[pair("a", offer(), Counts::of([0, 0, 1, 1, 1]))]);
    assert_eq!(found[1][5..11], ["", "", "", "", "", ""]);
    assert_eq!(found[1][16..], ["too few answers", "1"]);
}

#[test]
fn a_label_is_never_taken_for_a_formula() {
    let found = compared(&[pair("=1+1", offer(), expectation())]);
    assert_eq!(found[1][..2], ["'=1+1", "'=1+1"]);
}

#[test]
fn groups_come_before_their_total() {
    let found =
        items(FigureSide::Library, &[("front_line", [0, 0, 0, 20, 20]), ("outreach", [0, 0, 0, 20, 20])]);
    assert_eq!(found[0], items::COLUMNS);
    let names: Vec<&str> = found[1..].iter().map(|row| row[2].as_str()).collect();
    assert_eq!(names, ["front_line", "outreach", "all"]);
    assert_eq!(found[3][..8], ["need_flexibility", "library", "all", "80", "0", "0", "0", "4.5"]);
    assert_eq!(found[3][12..], ["0", "0", "0", "40", "40", "1", "0"]);
}

#[test]
fn one_group_needs_no_row_beside_its_total() {
    assert_eq!(items(FigureSide::Library, &[("", [0, 0, 0, 20, 20])]).len(), 2);
}

#[test]
fn an_item_that_a_group_hardly_answered_has_the_row_of_all_alone() {
    let found = items(
        FigureSide::Partner,
        &[("school", [0, 0, 3, 6, 5]), ("childrens_home", [0, 0, 2, 3, 1]), ("charity", [0, 0, 1, 1, 1])],
    );
    assert_eq!(found.len(), 2);
    assert_eq!(found[1][..4], ["need_flexibility", "partner", "all", "23"]);
    assert_eq!(found[1][12..17], ["0", "0", "6", "10", "7"]);
}

#[test]
fn nine_answers_have_a_mean_and_the_share_of_the_highest_band() {
    let found = items(FigureSide::Library, &[("", [0, 1, 2, 4, 2])]);
    let figures: Vec<&str> = found[1][3..].iter().map(String::as_str).collect();
    let top2 = "0.6666666666666666";
    assert_eq!(figures, ["9", "0", "0", "0", "3.8", "", "", "", "", "", "", "", "", "", top2, "0"]);
}

#[test]
fn ten_answers_have_every_figure_however_few_gave_one() {
    let found = items(FigureSide::Library, &[("", [1, 0, 2, 4, 3])]);
    assert!(found[1].iter().all(|cell| !cell.is_empty()));
    assert_eq!(found[1][12..17], ["1", "0", "2", "4", "3"]);
}

#[test]
fn nobody_answering_is_not_suppressed() {
    let found = items(FigureSide::Library, &[("", [0; 5])]);
    assert_eq!((found[1][3].as_str(), found[1][7].as_str(), found[1][18].as_str()), ("0", "", "0"));
}

#[test]
fn three_answers_show_nothing_not_even_their_number() {
    let found = items(FigureSide::Library, &[("", [0, 0, 1, 1, 1])]);
    assert!(found[1][3..18].iter().all(String::is_empty));
    assert_eq!(found[1][18], "1");
}

#[test]
fn the_documentation_tells_what_every_column_holds() {
    let page = include_str!("../../../docs/files.md");
    for (file, columns) in [
        ("items", &items::COLUMNS[..]),
        ("comparison", &COMPARISON_COLUMNS),
        ("weighting", &weighting::COLUMNS),
        ("confidence", &CONFIDENCE_COLUMNS),
    ] {
        let (_, about) = page.split_once(&format!("\n`{file}.csv`")).unwrap();
        let told = about.split_once(".csv`").map_or(about, |(told, _)| told);
        for column in columns {
            assert!(told.contains(&format!("`{column}`")), "{file}.csv: {column}");
        }
    }
}
