use proptest::prelude::*;

use super::*;
use crate::stats::tests::agrees;

/// Twelve partners on how far staff bend the rules: minimum, perceived, desired. The last two are reversed.
const PARTNERS: [(u8, u8, u8); 12] = [
    (2, 3, 4),
    (3, 3, 5),
    (2, 4, 4),
    (1, 3, 5),
    (3, 2, 4),
    (2, 3, 5),
    (4, 4, 5),
    (2, 2, 3),
    (3, 4, 4),
    (2, 3, 4),
    (5, 3, 2),
    (4, 2, 3),
];

fn quality(people: &[(u8, u8, u8)]) -> ServiceQuality {
    ServiceQuality::of_triples(&people.iter().copied().collect(), MinGroup::default())
}

#[test]
fn both_gaps_come_from_the_same_people_with_their_paired_intervals() {
    let found = quality(&PARTNERS);
    let (adequacy, superiority) = (found.adequacy.unwrap(), found.superiority.unwrap());
    assert_eq!((adequacy.n, superiority.n), (10, 10));
    agrees(adequacy.reference, 2.4);
    agrees(adequacy.perceived, 3.1);
    agrees(adequacy.gap, 0.7);
    agrees(adequacy.sd.unwrap(), 0.948_683_298_050_513_8);
    agrees(adequacy.interval.unwrap().low, 0.021_352_851_160_538_533);
    agrees(adequacy.interval.unwrap().high, 1.378_647_148_839_461_4);
    assert_eq!((adequacy.above, adequacy.level, adequacy.below), (6, 3, 1));
    agrees(superiority.reference, 4.3);
    agrees(superiority.gap, -1.2);
    agrees(superiority.interval.unwrap().low, -1.764_281_137_215_165_7);
    agrees(superiority.interval.unwrap().high, -0.635_718_862_784_834_2);
    assert_eq!((superiority.above, superiority.level, superiority.below), (0, 2, 8));
    assert_eq!(found.zone.unwrap().words(), "between acceptable and wished for");
}

#[test]
fn people_whose_minimum_is_above_their_wish_are_left_out_and_counted() {
    let all: TripleCounts = PARTNERS.into_iter().collect();
    assert_eq!((all.n(), all.reversed()), (12, 2));
    // Two are left out: too few to mention.
    let kept = ServiceQuality { reversed: None, ..quality(&PARTNERS[..10]) };
    assert_eq!(quality(&PARTNERS), kept);
    assert_eq!(quality(&[(3, 3, 3); 6]).reversed, Some(0));
    let many: Vec<_> = PARTNERS[..10].iter().copied().chain([(5, 3, 2); 5]).collect();
    assert_eq!(quality(&many).reversed, Some(5));
}

#[test]
fn a_service_can_lie_below_within_or_above_the_zone_of_tolerance() {
    let zone = |triple| quality(&[triple; 6]).zone;
    assert_eq!(zone((3, 2, 4)), Some(Zone::Below));
    assert_eq!(zone((3, 3, 4)), Some(Zone::Within));
    assert_eq!(zone((3, 4, 4)), Some(Zone::Within));
    assert_eq!(zone((3, 5, 4)), Some(Zone::Above));
}

#[test]
fn the_gap_of_servqual_is_perception_minus_expectation() {
    let people = [(4, 3), (5, 4), (4, 4), (5, 5), (3, 4), (5, 3), (4, 4), (5, 2), (4, 4)];
    let found = gap(&people.into_iter().collect()).unwrap();
    agrees(found.reference, 13.0 / 3.0);
    agrees(found.perceived, 11.0 / 3.0);
    agrees(found.gap, -2.0 / 3.0);
    assert_eq!((found.sd, found.interval), (None, None));
    let twice: PairCounts = people.into_iter().chain(people).collect();
    let found = gap(&twice).unwrap();
    agrees(found.gap, -2.0 / 3.0);
    agrees(found.sd.unwrap(), (24.0_f64 / 17.0).sqrt());
    assert_eq!(gap(&PairCounts::default()), None);
}

#[test]
fn fewer_than_ten_people_have_gaps_without_spread_or_interval() {
    let found = quality(&PARTNERS[..9]).adequacy.unwrap();
    assert_eq!((found.n, found.sd, found.interval), (9, None, None));
    assert_eq!(found.above + found.level + found.below, 9);
    assert!(quality(&PARTNERS[..10]).adequacy.unwrap().interval.is_some());
}

#[test]
fn too_few_people_have_no_figures_not_even_the_number_left_out() {
    let hidden =
        ServiceQuality { suppressed: true, reversed: None, adequacy: None, superiority: None, zone: None };
    assert_eq!(quality(&PARTNERS[..4]), hidden);
    // Six answered, four remain.
    assert_eq!(quality(&PARTNERS[6..]), hidden);
    assert_eq!(quality(&[(5, 3, 2); 4]), hidden);
}

#[test]
fn nobody_to_ask_is_not_the_same_as_too_few() {
    let nobody = quality(&[]);
    assert_eq!((nobody.suppressed, nobody.adequacy, nobody.reversed), (false, None, Some(0)));
    let all_reversed = quality(&[(5, 3, 2); 6]);
    assert_eq!((all_reversed.suppressed, all_reversed.zone, all_reversed.reversed), (false, None, Some(6)));
}

#[test]
fn pairs_have_the_gaps_but_cannot_tell_who_should_be_left_out() {
    let people = &PARTNERS[..10];
    let minimum = people.iter().map(|(minimum, perceived, _)| (*minimum, *perceived)).collect();
    let desired = people.iter().map(|(_, perceived, desired)| (*desired, *perceived)).collect();
    let found = ServiceQuality::of_pairs(&minimum, &desired, MinGroup::default());
    assert_eq!(found, ServiceQuality { reversed: None, ..quality(people) });
}

#[test]
fn pairs_of_different_people_who_contradict_each_other_have_no_zone() {
    let (minimum, desired) = ([(4, 3); 6].into_iter().collect(), [(2, 3); 6].into_iter().collect());
    assert_eq!(ServiceQuality::of_pairs(&minimum, &desired, MinGroup::default()).zone, None);
}

#[test]
fn one_small_table_of_pairs_hides_both_gaps() {
    let (minimum, desired) = ([(2, 3); 9].into_iter().collect(), [(4, 3); 4].into_iter().collect());
    let found = ServiceQuality::of_pairs(&minimum, &desired, MinGroup::default());
    assert_eq!((found.suppressed, found.adequacy, found.superiority), (true, None, None));
}

proptest! {
    #[test]
    fn the_two_gaps_are_as_far_apart_as_the_zone_is_wide(
        people in prop::collection::vec((1_u8..=5, 1_u8..=5, 1_u8..=5), 0..40),
    ) {
        let found = quality(&people);
        if let (Some(adequacy), Some(superiority)) = (found.adequacy, found.superiority) {
            let width = superiority.reference - adequacy.reference;
            prop_assert!(width >= 0.0);
            prop_assert!((adequacy.gap - superiority.gap - width).abs() < 1e-12);
            prop_assert!(found.zone.is_some());
            let left_out = people.len() as u64 - adequacy.n;
            prop_assert_eq!(found.reversed, (left_out == 0 || left_out >= 5).then_some(left_out));
            prop_assert_eq!(adequacy.above + adequacy.level + adequacy.below, adequacy.n);
        }
    }

    #[test]
    fn no_figure_is_of_fewer_people_than_the_minimum(
        people in prop::collection::vec((1_u8..=5, 1_u8..=5, 1_u8..=5), 0..12),
    ) {
        let found = quality(&people);
        for gap in [found.adequacy, found.superiority].into_iter().flatten() {
            prop_assert!(MinGroup::default().allows(gap.n));
        }
    }
}
