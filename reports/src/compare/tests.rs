use proptest::prelude::*;

use super::*;
use crate::stats::tests::{EXPECTATION, OFFER, agrees};

fn item(key: &str, offer: [u64; 5], expectation: [u64; 5]) -> PairInput {
    PairInput {
        key: key.to_owned(),
        label: format!("About {key}"),
        topic: key.to_owned(),
        offer: vec![Group::new("staff", Counts::of(offer))],
        expectation: vec![Group::new("school", Counts::of(expectation))],
    }
}

fn compare(items: &[PairInput]) -> Comparison {
    Comparison::new(items, Options { ledger: Ledger::LibraryOffers, min_group: MinGroup::default() })
}

fn verdicts(comparison: &Comparison) -> Vec<Verdict> {
    comparison.pairs.iter().map(|pair| pair.verdict).collect()
}

#[test]
fn the_worked_example_is_not_sure_yet() {
    let found = compare(&[item("reliability", OFFER, EXPECTATION)]);
    let pair = &found.pairs[0];
    assert_eq!(pair.verdict.words(), "not sure yet");
    agrees(pair.gap.unwrap(), -0.527_777_777_777_778);
    let tests = pair.tests.unwrap();
    agrees(tests.welch.p, 0.153_886_739_885_284);
    agrees(tests.p_holm, 0.153_886_739_885_284);
    agrees(tests.p_mann_whitney.unwrap(), 0.197_213_622_291_022);
    agrees(pair.cliffs_delta.unwrap().delta, -0.342_592_592_592_593);
    assert_eq!((pair.offer.n, pair.expectation.n), (Some(12), Some(9)));
}

#[test]
fn every_item_gets_the_verdict_its_answers_allow() {
    let found = compare(&[
        item("clear", [10, 10, 2, 0, 0], [0, 0, 2, 10, 10]),
        item("surplus", [0, 0, 2, 10, 10], [10, 10, 2, 0, 0]),
        item("level", [0, 20, 40, 20, 0], [0, 20, 40, 20, 0]),
        item("seven", [0, 0, 3, 4, 0], [0, 3, 3, 3, 3]),
        item("four", [0, 0, 2, 2, 0], [0, 3, 3, 3, 3]),
        item("nobody", [0, 0, 0, 0, 0], [0, 3, 3, 3, 3]),
        item("agreed", [0, 0, 9, 0, 0], [0, 0, 9, 0, 0]),
        item("apart", [0, 0, 9, 0, 0], [0, 0, 0, 0, 9]),
    ]);
    assert_eq!(
        verdicts(&found),
        [
            Verdict::Clear,
            Verdict::MoreThanAsked,
            Verdict::AboutLevel,
            Verdict::TooFew,
            Verdict::Suppressed,
            Verdict::NoAnswers,
            Verdict::AboutLevel,
            Verdict::NotSure,
        ]
    );
    assert_eq!(found.pairs[1].strength, Some(Strength::Clear));
    // Only items with a test are a family.
    assert_eq!(found.tested, 3);
}

#[test]
fn a_suppressed_side_shows_no_figure_at_all() {
    let pair = &compare(&[item("four", [0, 0, 2, 2, 0], [0, 3, 3, 3, 3])]).pairs[0];
    assert!(pair.offer.suppressed && !pair.expectation.suppressed);
    let json = serde_json::to_value(pair.offer).unwrap();
    for (name, figure) in json.as_object().unwrap() {
        let kept = matches!(name.as_str(), "suppressed" | "categories");
        assert!(kept || figure.is_null(), "{name} is {figure}");
    }
    assert_eq!((pair.gap, pair.cliffs_delta, pair.tests), (None, None, None));
    assert!(pair.expectation.mean.is_some());
}

#[test]
fn five_to_seven_answers_have_figures_and_no_interval() {
    let pair = &compare(&[item("seven", [0, 0, 3, 4, 0], [0, 3, 3, 3, 3])]).pairs[0];
    assert!(pair.gap.is_some() && pair.offer.mean.is_some() && pair.offer.interval.is_none());
    assert!(pair.tests.is_none() && pair.cliffs_delta.unwrap().interval.is_none());
    assert!(pair.expectation.interval.is_some());
}

#[test]
fn gaps_sort_with_the_largest_shortfall_first() {
    let found = compare(&[
        item("surplus", [0, 0, 0, 5, 5], [5, 5, 0, 0, 0]),
        item("hidden", [1, 0, 0, 0, 0], [5, 5, 0, 0, 0]),
        item("small", [0, 0, 5, 5, 0], [0, 0, 0, 10, 1]),
        item("large", [5, 5, 0, 0, 0], [0, 0, 5, 5, 0]),
    ]);
    let keys: Vec<&str> = found.by_gap().iter().map(|pair| pair.key.as_str()).collect();
    assert_eq!(keys, ["large", "small", "surplus", "hidden"]);
    let top: Vec<&str> = found.top_gaps(3).iter().map(|pair| pair.key.as_str()).collect();
    assert_eq!(top, ["large", "small"]);
}

#[test]
fn a_comparison_reads_back_as_it_was_stored() {
    let mut stored = item("reliability", OFFER, EXPECTATION);
    stored.expectation.push(Group::new("charity", Counts::of([0, 3, 0, 0, 0])));
    let found = compare(&[stored, item("four", [0, 0, 2, 2, 0], [0, 3, 3, 3, 3])]);
    let json = serde_json::to_string(&found).unwrap();
    let back: Comparison = serde_json::from_str(&json).unwrap();
    assert_eq!(verdicts(&back), verdicts(&found));
    agrees(back.pairs[0].gap.unwrap(), found.pairs[0].gap.unwrap());
    assert_eq!(back.pairs[1].offer, found.pairs[1].offer);
}

fn kind(key: &str, organisations: u64, values: [u64; 5]) -> Group {
    Group { key: key.to_owned(), organisations: Some(organisations), counts: Counts::of(values) }
}

#[test]
fn a_dominant_kind_gives_a_weighted_headline_beside_the_plain_mean() {
    let mut dominated = item("flexibility", OFFER, EXPECTATION);
    dominated.expectation = vec![kind("school", 9, [0, 0, 0, 10, 10]), kind("charity", 3, [4, 4, 0, 0, 0])];
    let side = compare(&[dominated]).pairs[0].expectation;
    agrees(side.weighted.unwrap().mean, 3.0);
    agrees(side.headline_mean().unwrap(), 3.0);
    agrees(side.mean.unwrap(), 102.0 / 28.0);
}

#[test]
fn everything_said_of_a_dominated_item_is_of_the_mean_that_counts_kinds_equally() {
    let mut dominated = item("flexibility", OFFER, EXPECTATION);
    dominated.expectation = vec![kind("school", 9, [0, 0, 0, 10, 10]), kind("charity", 3, [4, 4, 1, 0, 0])];
    let found = compare(&[dominated, item("reliability", OFFER, EXPECTATION)]);
    let (pair, other) = (&found.pairs[0], &found.pairs[1]);
    let tests = pair.tests.unwrap();
    agrees(pair.means()[1].unwrap(), 37.0 / 12.0);
    agrees(pair.gap.unwrap(), 0.833_333_333_333_333);
    agrees(tests.welch.se, 0.291_082_235_156_329_1);
    agrees(tests.welch.df, 16.334_176_035_861_226);
    agrees(tests.welch.t, 2.862_879_395_184_600_6);
    // With every answer equal it would be no surplus worth a word.
    let offered = [0, 1, 2, 6, 3];
    let plain =
        crate::stats::difference::welch(&Counts::of(offered), &Counts::of([4, 4, 1, 10, 10])).unwrap();
    agrees(pair.plain_gap().unwrap(), 47.0 / 12.0 - 105.0 / 29.0);
    agrees(pair.plain_tests().unwrap().welch.p, plain.p);
    assert_eq!(pair.verdict, Verdict::MoreThanAsked);
    // Beside a weighted item the plain figures of the others stand in the same family.
    agrees(other.plain_gap().unwrap(), other.gap.unwrap());
    let family = [plain.p, other.tests.unwrap().welch.p];
    agrees(pair.plain_tests().unwrap().p_holm, crate::stats::multiple::holm(&family)[0]);
    let file = crate::figures::weighting_csv([&found]).unwrap().unwrap();
    assert_eq!(String::from_utf8(file).unwrap().lines().count(), 2);
}

#[test]
fn without_a_dominant_kind_the_plain_mean_leads_alone() {
    let found = compare(&[item("flexibility", OFFER, EXPECTATION)]);
    assert!(found.pairs[0].plain.is_none() && found.pairs[0].weighted().is_none() && !found.is_weighted());
    assert_eq!(found.pairs[0].means(), [found.pairs[0].offer.mean, found.pairs[0].expectation.mean]);
    assert_eq!(crate::figures::weighting_csv([&found]).unwrap(), None);
}

#[test]
fn the_gap_of_a_kind_is_the_library_total_against_the_kind() {
    let mut split = item("flexibility", OFFER, EXPECTATION);
    split.expectation = vec![
        kind("school", 9, [0, 0, 0, 10, 10]),
        kind("charity", 3, [4, 4, 1, 0, 0]),
        kind("health", 4, [0, 0, 0, 1, 2]),
        kind("council_department", 4, [0, 3, 3, 0, 0]),
    ];
    let found = compare(std::slice::from_ref(&split));
    let cells = &found.pairs[0].by_kind;
    agrees(cells[0].gap.unwrap(), 47.0 / 12.0 - 4.5);
    assert!(!cells[1].suppressed);
    // Three people in health, and the smallest other kind so that they cannot be worked out.
    assert!(cells[2].suppressed && cells[3].suppressed);
    assert_eq!((cells[3].n, cells[3].mean, cells[3].gap), (None, None, None));
    assert_eq!(found.kinds(), ["school", "charity", "health", "council_department"]);
}

#[test]
fn partners_offers_are_split_by_kind_on_the_side_that_offers() {
    let mut split = item("funding", [0, 0, 0, 0, 0], OFFER);
    split.offer = vec![kind("school", 9, [0, 0, 0, 10, 10]), kind("charity", 2, [4, 4, 1, 0, 0])];
    let options = Options { ledger: Ledger::PartnersOffer, min_group: MinGroup::default() };
    let found = Comparison::new(&[split], options);
    // Two charities are too few organisations to be named, and alone among "other" they stay hidden.
    assert_eq!(found.kinds(), ["school", "other"]);
    assert!(found.pairs[0].by_kind.iter().all(|cell| cell.suppressed && cell.mean.is_none()));
    assert!(found.pairs[0].offer.mean.is_some());
}

proptest! {
    #[test]
    fn a_stored_comparison_gives_no_small_kind_away(
        kinds in prop::collection::vec((prop::array::uniform5(0_u64..5), 1_u64..6), 1..8),
    ) {
        let mut split = item("flexibility", OFFER, EXPECTATION);
        let named = kinds.iter().enumerate();
        split.expectation =
            named.map(|(i, (values, organisations))| kind(&i.to_string(), *organisations, *values)).collect();
        let pair = &compare(&[split]).pairs[0];
        let shown: Vec<(u64, f64)> =
            pair.by_kind.iter().filter_map(|cell| cell.n.zip(cell.mean)).collect();
        prop_assert!(shown.iter().all(|(n, _)| *n >= 5));
        // A reader takes the shown kinds from the total: people and the sum of their answers.
        let (Some(n), Some(mean)) = (pair.expectation.n, pair.expectation.mean) else {
            prop_assert!(shown.is_empty());
            return Ok(());
        };
        let left = n - shown.iter().map(|(n, _)| n).sum::<u64>();
        prop_assert!(left == 0 || left >= 5, "{left} people are left over");
        // Nobody is left of one mind at an end of the scale, where a mean would tell each answer.
        let people = |n: u64| crate::counts::real(n);
        let sum = people(n) * mean - shown.iter().map(|(n, mean)| people(*n) * mean).sum::<f64>();
        let all_alike = left > 0 && ((sum - people(left)).abs() < 1e-9 || (sum - 5.0 * people(left)).abs() < 1e-9);
        prop_assert!(shown.is_empty() || !all_alike);
    }
}
