use proptest::prelude::*;

use super::*;
use crate::small_numbers::CategoryView;
use crate::stats::tests::{EXPECTATION, OFFER, agrees};

/// Eighteen partners on what they expect: the nine of the worked example twice.
const PARTNERS: [u64; 5] = [0, 0, 2, 6, 10];

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
    Comparison::new(items, Options { ledger: ComparedSides::LibraryOffers, min_group: MinGroup::default() })
}

fn verdicts(comparison: &Comparison) -> Vec<Verdict> {
    comparison.pairs.iter().map(|pair| pair.verdict).collect()
}

#[test]
fn the_worked_example_is_not_sure_yet() {
    let found = compare(&[item("reliability", OFFER, PARTNERS)]);
    let pair = &found.pairs[0];
    assert_eq!(pair.verdict.words(), "not sure yet");
    agrees(pair.gap.unwrap(), -0.527_777_777_777_778);
    let tests = pair.tests.unwrap();
    let (offer, expectation) = (Counts::of(OFFER), Counts::of(PARTNERS));
    let welch = crate::stats::difference::stratified(&[offer], &[expectation]).unwrap();
    let ranks = crate::stats::mann_whitney::mann_whitney(&offer, &expectation).unwrap().p();
    agrees(tests.welch.unwrap().p, welch.p);
    agrees(tests.p_mann_whitney.unwrap(), ranks);
    agrees(tests.p_holm, ranks.max(welch.p));
    agrees(pair.cliffs_delta.unwrap().delta, -0.342_592_592_592_593);
    assert_eq!((pair.offer.n, pair.expectation.n), (Some(12), Some(18)));
}

#[test]
fn every_item_gets_the_verdict_its_answers_allow() {
    let found = compare(&[
        item("clear", [10, 10, 2, 0, 0], [0, 0, 2, 10, 10]),
        item("surplus", [0, 0, 2, 10, 10], [10, 10, 2, 0, 0]),
        item("level", [0, 20, 40, 20, 0], [0, 20, 40, 20, 0]),
        item("nine", [0, 0, 4, 5, 0], [0, 3, 3, 3, 3]),
        item("four", [0, 0, 2, 2, 0], [0, 3, 3, 3, 3]),
        item("nobody", [0, 0, 0, 0, 0], [0, 3, 3, 3, 3]),
        item("agreed", [0, 0, 10, 0, 0], [0, 0, 10, 0, 0]),
        item("apart", [0, 0, 10, 0, 0], [0, 0, 0, 0, 10]),
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
            Verdict::Clear,
        ]
    );
    assert_eq!(found.pairs[1].strength, Some(Strength::Clear));
    // Only items with a test are a family; where nobody differs from the others it is that by ranks alone.
    assert_eq!(found.tested, 5);
    assert_eq!(found.pairs[7].interval(), None);
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
fn five_to_nine_answers_have_a_mean_and_three_bands_and_nothing_else() {
    for nine in [[0, 0, 4, 5, 0], [0, 0, 0, 2, 3]] {
        let pair = &compare(&[item("few", nine, [0, 3, 3, 3, 3])]).pairs[0];
        let offer = pair.offer;
        assert!(pair.gap.is_some() && offer.mean.is_some());
        assert_eq!((offer.sd, offer.median, offer.interval), (None, None, None));
        let [_, _, middle, fourth, fifth] = nine;
        assert_eq!(offer.categories, CategoryView::Bands { low: 0, middle, high: fourth + fifth });
        assert_eq!((pair.tests, pair.cliffs_delta), (None, None));
        assert!(pair.expectation.interval.is_some() && pair.expectation.sd.is_some());
    }
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

fn kind(key: &str, values: [u64; 5]) -> Group {
    Group::new(key, Counts::of(values))
}

#[test]
fn a_dominant_kind_gives_a_weighted_headline_beside_the_plain_mean() {
    let mut dominated = item("flexibility", OFFER, EXPECTATION);
    dominated.expectation = vec![kind("school", [0, 0, 0, 10, 10]), kind("charity", [4, 4, 0, 0, 0])];
    let side = compare(&[dominated]).pairs[0].expectation;
    agrees(side.weighted.unwrap().mean, 3.0);
    agrees(side.headline_mean().unwrap(), 3.0);
    agrees(side.mean.unwrap(), 102.0 / 28.0);
}

#[test]
fn nothing_is_about_level_where_kinds_of_partner_are_a_point_apart() {
    // Schools half a point above staff, charities half a point below: no gap of a point, but not one partner either.
    let with = |high: [u64; 5], low: [u64; 5]| {
        let mut item = item("flexibility", [0, 0, 40, 0, 0], EXPECTATION);
        item.expectation = vec![kind("school", high), kind("charity", low)];
        compare(&[item]).pairs[0].verdict
    };
    assert_eq!(with([0, 0, 20, 20, 0], [0, 20, 20, 0, 0]), Verdict::NotSure);
    assert_eq!(with([0, 0, 21, 19, 0], [0, 20, 20, 0, 0]), Verdict::AboutLevel);
}

#[test]
fn everything_said_of_a_dominated_item_is_of_the_mean_that_counts_kinds_equally() {
    let mut dominated = item("flexibility", OFFER, EXPECTATION);
    dominated.expectation = vec![kind("school", [0, 0, 0, 10, 10]), kind("charity", [5, 4, 0, 0, 0])];
    let found = compare(&[dominated, item("reliability", OFFER, PARTNERS)]);
    let (pair, other) = (&found.pairs[0], &found.pairs[1]);
    let tests = pair.tests.unwrap();
    agrees(pair.means()[1].unwrap(), 107.0 / 36.0);
    agrees(pair.gap.unwrap(), 0.944_444_444_444_444);
    agrees(tests.welch.unwrap().se, 0.280_278_483_151_011);
    agrees(tests.welch.unwrap().df, 14.594_417_755_157);
    agrees(tests.welch.unwrap().t, 3.369_664_463_096_11);
    // With every answer equal it would be no surplus worth a word.
    let offered = [0, 1, 2, 6, 3];
    let plain =
        crate::stats::difference::stratified(&[Counts::of(offered)], &[Counts::of([5, 4, 0, 10, 10])])
            .unwrap();
    agrees(pair.plain.unwrap().gap.unwrap(), 47.0 / 12.0 - 103.0 / 29.0);
    agrees(pair.plain_tests().unwrap().welch.unwrap().p, plain.p);
    assert_eq!(pair.verdict, Verdict::MoreThanAsked);
    // Beside a weighted item the plain figures of the others stand in the same family.
    assert!(other.plain.is_none_or(|plain| plain.gap == other.gap));
    let alone = |pair: &Pair| {
        let tests = pair.plain_tests().unwrap();
        tests.welch.unwrap().p.max(tests.p_mann_whitney.unwrap())
    };
    let family = [alone(pair), alone(other)];
    agrees(pair.plain_tests().unwrap().p_holm, crate::stats::multiple::holm(&family)[0]);
    let file = crate::figures::weighting_csv([&found], crate::figures::Precision::Full).unwrap().unwrap();
    assert_eq!(String::from_utf8(file).unwrap().lines().count(), 2);
}

#[test]
fn without_a_dominant_kind_the_plain_mean_leads_alone() {
    let found = compare(&[item("flexibility", OFFER, EXPECTATION)]);
    assert!(found.pairs[0].plain.is_none() && found.pairs[0].weighted().is_none() && !found.is_weighted());
    assert_eq!(found.pairs[0].means(), [found.pairs[0].offer.mean, found.pairs[0].expectation.mean]);
    assert_eq!(crate::figures::weighting_csv([&found], crate::figures::Precision::Full).unwrap(), None);
}

fn split(key: &str, health: [u64; 5]) -> PairInput {
    let mut split = item(key, OFFER, EXPECTATION);
    split.expectation = vec![
        kind("school", [0, 0, 0, 10, 10]),
        kind("charity", [4, 4, 1, 0, 0]),
        kind("health", health),
        kind("council_department", [0; 5]),
    ];
    split
}

#[test]
fn the_gap_of_a_kind_is_the_library_total_against_the_kind() {
    let found = compare(&[split("flexibility", [0, 0, 0, 3, 2])]);
    let pair = &found.pairs[0];
    agrees(pair.by_kind[0].gap.unwrap(), 47.0 / 12.0 - 4.5);
    assert_eq!(pair.by_kind.iter().map(|gap| gap.n.unwrap()).collect::<Vec<_>>(), [20, 9, 5, 0]);
    // Staff offer 3.9 (47 of 12), health services expect 4.4: the gap is that of the printed means.
    let KindFigure::Shown { mean, gap } = pair.of_kind("health", found.ledger) else { panic!("no gap") };
    agrees(mean, 4.4);
    agrees(gap, -0.5);
    assert_eq!(pair.of_kind("council_department", found.ledger), KindFigure::NoAnswers);
    assert_eq!(found.kinds(), ["school", "charity", "health", "council_department"]);
}

#[test]
fn an_item_that_four_people_of_a_kind_answered_is_told_for_all_partners_together() {
    let found = compare(&[split("flexibility", [0, 0, 0, 3, 2]), split("energy", [0, 0, 0, 2, 2])]);
    let pair = &found.pairs[1];
    for kind in found.kinds() {
        assert_eq!(pair.of_kind(kind, found.ledger), KindFigure::Together, "{kind}");
    }
    assert_eq!((pair.by_kind.len(), pair.by_kind[0].n), (1, Some(33)));
    // Schools gave more than half, but no mean of theirs is told: the headline is the plain mean.
    assert!(pair.weighted().is_none() && pair.expectation.mean.is_some());
    assert!(found.pairs[0].weighted().is_some());
    assert_eq!(found.kinds(), ["school", "charity", "health", "council_department"]);
}

#[test]
fn partners_who_are_too_few_together_have_no_gap_of_a_kind() {
    let mut few = split("flexibility", [0, 0, 0, 2, 2]);
    few.expectation.retain(|group| group.key == "health");
    let found = compare(&[split("energy", [0, 0, 0, 3, 2]), few]);
    assert_eq!(found.pairs[1].of_kind("health", found.ledger), KindFigure::TooFew);
    assert!(found.pairs[1].expectation.suppressed);
}

#[test]
fn partners_offers_are_split_by_kind_on_the_side_that_offers() {
    let mut split = item("funding", [0, 0, 0, 0, 0], OFFER);
    split.offer = vec![kind("school", [0, 0, 0, 10, 10]), kind("charity", [4, 4, 1, 0, 0])];
    let options = Options { ledger: ComparedSides::PartnersOffer, min_group: MinGroup::default() };
    let found = Comparison::new(&[split], options);
    assert_eq!(found.kinds(), ["school", "charity"]);
    agrees(found.pairs[0].by_kind[0].gap.unwrap(), 4.5 - 47.0 / 12.0);
}

proptest! {
    #[test]
    fn the_kinds_of_a_stored_comparison_are_large_enough_and_add_up_to_its_total(
        kinds in prop::collection::vec(prop::array::uniform5(0_u64..5), 1..8),
    ) {
        let mut split = item("flexibility", OFFER, EXPECTATION);
        split.expectation = (0..).zip(&kinds).map(|(at, values)| kind(&format!("kind{at}"), *values)).collect();
        let pair = &compare(&[split]).pairs[0];
        let told: Vec<u64> = pair.by_kind.iter().filter_map(|gap| gap.n).collect();
        prop_assert!(told.iter().all(|n| *n == 0 || *n >= 5), "{told:?}");
        prop_assert_eq!(told.iter().sum::<u64>(), pair.expectation.n.unwrap_or_default());
        prop_assert_eq!(pair.by_kind.iter().any(|gap| gap.suppressed), pair.expectation.suppressed);
    }
}
