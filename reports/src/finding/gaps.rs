//! The title of a chart of gaps: the finding, in at most twelve words.

use crate::compare::{ComparedSides, Comparison, Pair, Verdict};

/// The longest title, in words.
pub const MAX_TITLE_WORDS: usize = 12;

/// The finding of a block as the title of its chart: clear gaps before possible ones and small ones, gaps before
/// surpluses, and "not sure yet" where the answers do not decide. What is only possible "may" be. Without a full stop.
pub fn title(comparison: &Comparison) -> String {
    let words = Words::of(comparison.ledger);
    let of = |verdict| with(comparison, verdict);
    let (smaller, larger): (Vec<&Pair>, Vec<&Pair>) =
        of(Verdict::SmallButCertain).into_iter().partition(|pair| pair.gap.is_some_and(|gap| gap < 0.0));
    let shortfalls = [
        (words.expect, words.differ, of(Verdict::Clear)),
        (words.may_expect, words.may_differ, of(Verdict::Possible)),
        (words.expect_a_little, words.differ, smaller),
    ];
    for (expect, differ, pairs) in shortfalls {
        if !pairs.is_empty() {
            return words.shortfall(expect, differ, &pairs, comparison.pairs.len());
        }
    }
    let surpluses = [
        (words.offer, of(Verdict::MoreThanAsked)),
        (words.may_offer, of(Verdict::PerhapsMore)),
        (words.offer_a_little, larger),
    ];
    for (offer, pairs) in surpluses {
        if let Some(most) = pairs.last() {
            let more = |topic: &str| format!("{offer} more {topic} than {}", words.asked);
            return fitting(more, most)
                .unwrap_or_else(|| format!("{offer} more than {} on {}", words.asked, items(pairs.len())));
        }
    }
    undecided(comparison, &words)
}

/// The title where no gap is seen in either direction.
fn undecided(comparison: &Comparison, words: &Words) -> String {
    let count = |verdict| comparison.with(verdict).count();
    let judged = comparison.pairs.iter().filter(|pair| pair.verdict.is_judged()).count();
    let level = count(Verdict::AboutLevel);
    if judged == 0 {
        let reason = if count(Verdict::TooFew) > 0 {
            "Too few answers to say whether the two sides differ"
        } else if count(Verdict::Suppressed) > 0 {
            "Too few answers to show"
        } else {
            "No answers yet to compare"
        };
        reason.to_owned()
    } else if level == judged {
        words.level.to_owned()
    } else if level > 0 {
        format!("About level on {level} of {}, not sure yet on others", items(judged))
    } else {
        words.not_sure.to_owned()
    }
}

/// The pairs with this verdict, by gap, most negative first.
fn with(comparison: &Comparison, verdict: Verdict) -> Vec<&Pair> {
    comparison.by_gap().into_iter().filter(|pair| pair.verdict == verdict).collect()
}

/// The words of one direction.
struct Words {
    expect: &'static str,
    may_expect: &'static str,
    expect_a_little: &'static str,
    /// What follows the topic on which kinds of partner differ.
    differ: &'static str,
    may_differ: &'static str,
    offered: &'static str,
    offer: &'static str,
    may_offer: &'static str,
    offer_a_little: &'static str,
    asked: &'static str,
    level: &'static str,
    not_sure: &'static str,
}

impl Words {
    fn of(ledger: ComparedSides) -> Self {
        match ledger {
            ComparedSides::LibraryOffers => Self {
                expect: "Partners expect",
                may_expect: "Partners may expect",
                expect_a_little: "Partners expect a little",
                differ: "on average expecting more than staff offer",
                may_differ: "perhaps expecting more than staff offer",
                offered: "staff say they offer",
                offer: "Staff say they offer",
                may_offer: "Staff may offer",
                offer_a_little: "Staff say they offer a little",
                asked: "partners expect",
                level: "What staff offer is about level with what partners expect",
                not_sure: "Not sure yet whether staff fall short of what partners expect",
            },
            ComparedSides::PartnersOffer => Self {
                expect: "Staff hope for",
                may_expect: "Staff may hope for",
                expect_a_little: "Staff hope for a little",
                differ: "on average offering less than staff hope",
                may_differ: "perhaps offering less than staff hope",
                offered: "partners say they offer",
                offer: "Partners say they offer",
                may_offer: "Partners may offer",
                offer_a_little: "Partners say they offer a little",
                asked: "staff hope for",
                level: "What partners offer is about level with what staff hope for",
                not_sure: "Not sure yet whether partners fall short of what staff hope",
            },
        }
    }

    /// The title of shortfalls: both topics of two if they fit, else the topic of the largest, else their number. Where
    /// kinds of partner are far apart on the largest, it says so first.
    fn shortfall(&self, expect: &str, differ: &str, pairs: &[&Pair], of: usize) -> String {
        let is_apart = |pair: &Pair| pair.kinds_apart().is_some();
        let more = |topic: &str| format!("{expect} more {topic} than {}", self.offered);
        let apart = |topic: &str| format!("Partners differ on {topic}, {differ}");
        let both = match pairs {
            [first, second]
                if ![first, second].iter().any(|pair| pair.topic.is_empty() || is_apart(pair)) =>
            {
                Some(more(&format!("{} and {}", first.topic, second.topic))).filter(|title| is_short(title))
            }
            _ => None,
        };
        let largest = || match pairs.first() {
            Some(pair) if is_apart(pair) => fitting(apart, pair),
            Some(pair) => fitting(more, pair),
            None => None,
        };
        both.or_else(largest)
            .unwrap_or_else(|| format!("{expect} more than offered on {} of {}", pairs.len(), items(of)))
    }
}

/// The sentence about a pair's topic, if it has one and the sentence is short enough.
fn fitting(sentence: impl Fn(&str) -> String, pair: &Pair) -> Option<String> {
    let topic = pair.topic.trim();
    Some(sentence(topic)).filter(|title| !topic.is_empty() && is_short(title))
}

fn is_short(title: &str) -> bool {
    title.split_whitespace().count() <= MAX_TITLE_WORDS
}

fn items(count: usize) -> String {
    if count == 1 { "1 item".to_owned() } else { format!("{count} items") }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::compare::{Options, PairInput};
    use crate::counts::Counts;
    use crate::small_numbers::{Group, MinGroup};

    const LOW: [u64; 5] = [10, 10, 2, 0, 0];
    const HIGH: [u64; 5] = [0, 0, 2, 10, 10];
    const SPREAD: [u64; 5] = [2, 2, 2, 2, 2];
    const LEVEL: [u64; 5] = [0, 20, 40, 20, 0];

    fn compared(ledger: ComparedSides, items: &[(&str, [u64; 5], [u64; 5])]) -> Comparison {
        let group = |values| vec![Group::new("all", Counts::of(values))];
        let inputs: Vec<PairInput> = items
            .iter()
            .map(|(topic, offer, expectation)| PairInput {
                key: (*topic).to_owned(),
                label: (*topic).to_owned(),
                topic: (*topic).to_owned(),
                offer: group(*offer),
                expectation: group(*expectation),
            })
            .collect();
        Comparison::new(&inputs, Options { ledger, min_group: MinGroup::default() })
    }

    fn title_of(ledger: ComparedSides, items: &[(&str, [u64; 5], [u64; 5])]) -> String {
        title(&compared(ledger, items))
    }

    #[test]
    fn one_clear_gap_is_named() {
        let items = [("flexibility", LOW, HIGH), ("energy", LEVEL, LEVEL)];
        assert_eq!(
            title_of(ComparedSides::LibraryOffers, &items),
            "Partners expect more flexibility than staff say they offer"
        );
        assert_eq!(
            title_of(ComparedSides::PartnersOffer, &items),
            "Staff hope for more flexibility than partners say they offer"
        );
    }

    #[test]
    fn two_clear_gaps_are_both_named_if_they_fit() {
        let items = [("flexibility", LOW, HIGH), ("energy", LOW, HIGH)];
        assert_eq!(
            title_of(ComparedSides::LibraryOffers, &items),
            "Partners expect more flexibility and energy than staff say they offer"
        );
        let long = [("flexibility", LOW, HIGH), ("help with meetings", LOW, HIGH)];
        assert_eq!(
            title_of(ComparedSides::LibraryOffers, &long),
            "Partners expect more flexibility than staff say they offer"
        );
    }

    #[test]
    fn a_gap_without_a_short_topic_is_counted() {
        let items = [("", LOW, HIGH), ("energy", LEVEL, LEVEL)];
        assert_eq!(
            title_of(ComparedSides::LibraryOffers, &items),
            "Partners expect more than offered on 1 of 2 items"
        );
    }

    #[test]
    fn a_surplus_is_said_the_other_way_round() {
        assert_eq!(
            title_of(ComparedSides::LibraryOffers, &[("energy", HIGH, LOW)]),
            "Staff say they offer more energy than partners expect"
        );
    }

    #[test]
    fn a_possible_surplus_may_be_one() {
        let items = [("energy", [0, 3, 6, 3, 0], [2, 5, 4, 1, 0])];
        let found = compared(ComparedSides::LibraryOffers, &items);
        assert_eq!(found.pairs[0].verdict, Verdict::NotSure, "{:?}", found.pairs[0].tests);
        let mut possible = found;
        possible.pairs[0].verdict = Verdict::PerhapsMore;
        assert_eq!(title(&possible), "Staff may offer more energy than partners expect");
        possible.ledger = ComparedSides::PartnersOffer;
        assert_eq!(title(&possible), "Partners may offer more energy than staff hope for");
    }

    #[test]
    fn a_gap_that_is_small_but_certain_is_a_little() {
        let (low, high) = ([0, 20, 180, 20, 0], [0, 0, 140, 80, 0]);
        let said =
            |offer, expectation| title_of(ComparedSides::LibraryOffers, &[("energy", offer, expectation)]);
        assert_eq!(said(low, high), "Partners expect a little more energy than staff say they offer");
        assert_eq!(said(high, low), "Staff say they offer a little more energy than partners expect");
    }

    #[test]
    fn kinds_that_differ_by_a_point_lead_the_sentence() {
        let with = |school| {
            let item = PairInput {
                key: "need_flexibility".to_owned(),
                label: "Bend our rules".to_owned(),
                topic: "flexibility".to_owned(),
                offer: vec![Group::new("", Counts::of(LOW))],
                expectation: vec![
                    Group::new("school", Counts::of(school)),
                    Group::new("charity", Counts::of([0, 0, 10, 0, 0])),
                ],
            };
            let options = Options { ledger: ComparedSides::LibraryOffers, min_group: MinGroup::default() };
            title(&Comparison::new(&[item], options))
        };
        assert_eq!(
            with([0, 0, 0, 10, 0]),
            "Partners differ on flexibility, on average expecting more than staff offer"
        );
        assert_eq!(with([0, 0, 1, 9, 0]), "Partners expect more flexibility than staff say they offer");
    }

    #[test]
    fn no_gap_is_claimed_only_where_the_answers_decide() {
        assert_eq!(
            title_of(ComparedSides::LibraryOffers, &[("energy", LEVEL, LEVEL)]),
            "What staff offer is about level with what partners expect"
        );
        assert_eq!(
            title_of(ComparedSides::LibraryOffers, &[("energy", SPREAD, SPREAD)]),
            "Not sure yet whether staff fall short of what partners expect"
        );
        assert_eq!(
            title_of(ComparedSides::PartnersOffer, &[("energy", SPREAD, SPREAD), ("funding", LEVEL, LEVEL)]),
            "About level on 1 of 2 items, not sure yet on others"
        );
    }

    #[test]
    fn too_few_answers_say_so() {
        let few = [("energy", [0, 2, 2, 2, 0], [0, 2, 2, 2, 0])];
        assert_eq!(
            title_of(ComparedSides::LibraryOffers, &few),
            "Too few answers to say whether the two sides differ"
        );
        assert_eq!(
            title_of(ComparedSides::LibraryOffers, &[("energy", [1, 0, 0, 0, 0], LOW)]),
            "Too few answers to show"
        );
        assert_eq!(title_of(ComparedSides::LibraryOffers, &[]), "No answers yet to compare");
    }

    proptest! {
        #[test]
        fn a_title_never_has_more_than_twelve_words(
            items in prop::collection::vec(("[a-z]{1,5}( [a-z]{1,5}){0,9}", 0_u8..6, 0_u8..6), 0..12),
            library: bool,
        ) {
            let shapes = [LOW, HIGH, SPREAD, LEVEL, [0, 0, 3, 3, 0], [0, 0, 1, 0, 0]];
            let items: Vec<(&str, [u64; 5], [u64; 5])> = items
                .iter()
                .map(|(topic, x, y)| (topic.as_str(), shapes[usize::from(*x)], shapes[usize::from(*y)]))
                .collect();
            let ledger = if library { ComparedSides::LibraryOffers } else { ComparedSides::PartnersOffer };
            let title = title_of(ledger, &items);
            prop_assert!(is_short(&title) && !title.contains("  "), "{title}");
        }
    }
}
