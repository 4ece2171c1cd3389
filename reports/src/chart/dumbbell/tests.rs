//! What a reader may and may not learn from a dumbbell.

use super::*;

fn shown(n: u64, mean: f64) -> Estimate {
    Estimate::Shown { n, mean, interval: Some((mean - 0.4, mean + 0.4)) }
}

fn item(label: &str, offer: Estimate, expect: Estimate) -> DumbbellItem {
    DumbbellItem { label: label.to_owned(), offer, expect, verdict: "not sure yet".to_owned(), clear: false }
}

fn inline(items: Vec<DumbbellItem>) -> String {
    let role = |side, who: &str| DumbbellRole { side, who: who.to_owned(), label: format!("{who} say") };
    let chart = Dumbbell {
        words: ChartWords::default(),
        scale: ["1", "2", "3", "4", "5"].map(str::to_owned),
        offer: role(ChartSide::Library, "staff"),
        expect: role(ChartSide::Partner, "partners"),
        items,
    };
    chart.picture(Layout::Wide).unwrap().inline("t")
}

fn marks(svg: &str) -> usize {
    svg.matches("<circle").count()
}

fn intervals(svg: &str) -> usize {
    svg.matches("stroke-width=\"1.5\"").count()
}

#[test]
fn the_largest_shortfall_stands_at_the_top_and_the_hidden_row_at_the_bottom() {
    let svg = inline(vec![
        item("Surplus", shown(9, 4.0), shown(9, 3.0)),
        item("Hidden", Estimate::Suppressed, shown(9, 3.0)),
        item("Shortfall", shown(9, 2.0), shown(9, 4.0)),
    ]);
    let at = |name: &str| svg.rfind(&format!(">{name}<")).unwrap();
    assert!(at("Shortfall") < at("Surplus") && at("Surplus") < at("Hidden"));
}

#[test]
fn a_row_with_a_hidden_side_has_words_and_neither_mark_nor_number() {
    let svg = inline(vec![item("Hidden", shown(77, 2.3), Estimate::Suppressed)]);
    assert!(svg.contains(">partners: too few answers<"));
    // The one circle is that of the key.
    assert_eq!(marks(&svg), 1);
    for secret in ["77", "2.3", "not sure yet"] {
        assert!(
            !svg.contains(&format!(">{secret}")) && !svg.contains(&format!("\u{A0}{secret}")),
            "{secret}"
        );
    }
}

#[test]
fn intervals_are_drawn_only_where_both_sides_have_ten_answers() {
    let enough = inline(vec![item("Enough", shown(10, 2.0), shown(10, 4.0))]);
    assert_eq!(intervals(&enough), 2);
    assert!(enough.contains(">Thin lines are 95% intervals") && !enough.contains("opacity="));
    let few = inline(vec![item("Too few", shown(40, 2.0), shown(9, 4.0))]);
    assert_eq!(intervals(&few), 0);
    assert!(!few.contains(">Thin lines"));
}

#[test]
fn both_means_stand_over_their_marks_and_never_on_each_other() {
    let svg = inline(vec![
        item("Apart", shown(9, 2.0), shown(9, 4.0)),
        item("Close", shown(9, 3.0), shown(9, 3.1)),
    ]);
    let at = |value: &str| {
        let before = svg.split(&format!(">{value}</text>")).next().unwrap();
        before.rsplit("<text x=\"").next().unwrap().split('"').next().unwrap().parse::<f64>().unwrap()
    };
    for value in ["2.0", "4.0", "3.0", "3.1"] {
        assert!(svg.contains(&format!(">{value}</text>")), "{value}");
    }
    assert!(at("3.1") - at("3.0") > 27.8);
    assert!((at("4.0") - at("2.0") - 216.0).abs() < 0.2, "on the axis two points are 216 units apart");
}

#[test]
fn the_scale_stands_at_both_ends_of_a_long_chart_and_once_in_a_short_one() {
    let of = |rows: usize| inline((0..rows).map(|_| item("Energy", shown(9, 2.0), shown(9, 4.0))).collect());
    assert_eq!(of(5).matches(">5</text>").count(), 1);
    assert_eq!(of(6).matches(">5</text>").count(), 2);
}

#[test]
fn what_is_taken_away_as_data_is_what_is_drawn() {
    let role = |side, label: &str| DumbbellRole { side, who: label.to_owned(), label: label.to_owned() };
    let chart = Dumbbell {
        words: ChartWords::default(),
        scale: ["1", "2", "3", "4", "5"].map(str::to_owned),
        offer: role(ChartSide::Library, "staff offer"),
        expect: role(ChartSide::Partner, "partners expect"),
        items: vec![
            item("Hidden", shown(77, 2.3), Estimate::Suppressed),
            item("Energy", shown(9, 2.04), shown(9, 4.0)),
        ],
    };
    let data = chart.picture(Layout::Narrow).unwrap().data;
    assert_eq!(data.columns.len(), 11);
    assert_eq!(data.rows[0][0], Datum::words("Energy"));
    assert_eq!(data.rows[0][9], Datum::Figure(-2.0));
    assert_eq!(data.rows[1][5], Datum::words("too few answers"));
    assert_eq!(data.rows[1][1..5], [Datum::Blank, Datum::Blank, Datum::Blank, Datum::Blank]);
    assert_eq!(data.rows[1][9..], [Datum::Blank, Datum::Blank]);
}

#[test]
fn a_mean_that_is_no_number_counts_as_unanswered() {
    let svg = inline(vec![item("Odd", shown(9, f64::NAN), shown(9, 4.0))]);
    assert!(svg.contains(">staff: no answers<"));
    assert!(!svg.contains("NaN"));
}
