//! What a reader may and may not learn from a dumbbell.

use super::*;

fn shown(n: u64, mean: f64) -> Estimate {
    Estimate::Shown { n, mean, interval: Some((mean - 0.4, mean + 0.4)) }
}

fn item(label: &str, offer: Estimate, expect: Estimate) -> Item {
    Item { label: label.to_owned(), offer, expect, verdict: "not sure yet".to_owned(), clear: false }
}

fn inline(items: Vec<Item>) -> String {
    let role = |side, who: &str| Role { side, who: who.to_owned(), label: format!("{who} say") };
    let chart = Dumbbell {
        words: Words::default(),
        scale: ["1", "2", "3", "4", "5"].map(str::to_owned),
        offer: role(Side::Library, "staff"),
        expect: role(Side::Partner, "partners"),
        items,
    };
    chart.picture(Layout::Wide).unwrap().inline("t")
}

fn marks(svg: &str) -> usize {
    svg.matches("<circle").count()
}

fn intervals(svg: &str) -> usize {
    svg.matches("opacity=").count()
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
fn intervals_are_drawn_only_where_both_sides_have_eight_answers() {
    assert_eq!(intervals(&inline(vec![item("Enough", shown(8, 2.0), shown(8, 4.0))])), 2);
    assert_eq!(intervals(&inline(vec![item("Too few", shown(40, 2.0), shown(7, 4.0))])), 0);
}

#[test]
fn a_mean_that_is_no_number_counts_as_unanswered() {
    let svg = inline(vec![item("Odd", shown(9, f64::NAN), shown(9, 4.0))]);
    assert!(svg.contains(">staff: no answers<"));
    assert!(!svg.contains("NaN"));
}
