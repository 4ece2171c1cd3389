//! The title of a chart of gaps: the finding, in at most twelve words.

use crate::compare::{Comparison, Ledger, Pair, Verdict};

/// The longest title, in words.
pub const MAX_TITLE_WORDS: usize = 12;

/// The finding of a block as the title of its chart: clear gaps before possible ones, gaps before surpluses, and
/// "not sure yet" where the answers do not decide. Without a full stop.
pub fn title(comparison: &Comparison) -> String {
    let clear = with(comparison, Verdict::Clear);
    let possible = with(comparison, Verdict::Possible);
    let surplus = with(comparison, Verdict::MoreThanAsked);
    let words = Words::of(comparison.ledger);
    if !clear.is_empty() {
        return words.shortfall(words.expect, &clear, comparison.pairs.len());
    }
    if !possible.is_empty() {
        return words.shortfall(words.may_expect, &possible, comparison.pairs.len());
    }
    if let Some(most) = surplus.last() {
        let more = |topic: &str| format!("{} more {topic} than {}", words.offer, words.asked);
        return fitting(more, most).unwrap_or_else(|| {
            format!("{} more than {} on {}", words.offer, words.asked, items(surplus.len()))
        });
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
            "Too few answers to say where the two sides differ"
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
    offered: &'static str,
    offer: &'static str,
    asked: &'static str,
    level: &'static str,
    not_sure: &'static str,
}

impl Words {
    fn of(ledger: Ledger) -> Self {
        match ledger {
            Ledger::LibraryOffers => Self {
                expect: "Partners expect",
                may_expect: "Partners may expect",
                offered: "staff say they offer",
                offer: "Staff say they offer",
                asked: "partners expect",
                level: "What staff offer is about level with what partners expect",
                not_sure: "Not sure yet where staff fall short of what partners expect",
            },
            Ledger::PartnersOffer => Self {
                expect: "Staff hope for",
                may_expect: "Staff may hope for",
                offered: "partners say they offer",
                offer: "Partners say they offer",
                asked: "staff hope for",
                level: "What partners offer is about level with what staff hope for",
                not_sure: "Not sure yet where partners fall short of what staff hope",
            },
        }
    }

    /// The title of shortfalls: both topics of two if they fit, else the topic of the largest, else their number.
    fn shortfall(&self, expect: &str, pairs: &[&Pair], of: usize) -> String {
        let more = |topic: &str| format!("{expect} more {topic} than {}", self.offered);
        let both = match pairs {
            [first, second] if !first.topic.is_empty() && !second.topic.is_empty() => {
                Some(more(&format!("{} and {}", first.topic, second.topic))).filter(|title| is_short(title))
            }
            _ => None,
        };
        let largest = || pairs.first().and_then(|pair| fitting(more, pair));
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

    fn compared(ledger: Ledger, items: &[(&str, [u64; 5], [u64; 5])]) -> Comparison {
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

    fn title_of(ledger: Ledger, items: &[(&str, [u64; 5], [u64; 5])]) -> String {
        title(&compared(ledger, items))
    }

    #[test]
    fn one_clear_gap_is_named() {
        let items = [("flexibility", LOW, HIGH), ("energy", LEVEL, LEVEL)];
        assert_eq!(
            title_of(Ledger::LibraryOffers, &items),
            "Partners expect more flexibility than staff say they offer"
        );
        assert_eq!(
            title_of(Ledger::PartnersOffer, &items),
            "Staff hope for more flexibility than partners say they offer"
        );
    }

    #[test]
    fn two_clear_gaps_are_both_named_if_they_fit() {
        let items = [("flexibility", LOW, HIGH), ("energy", LOW, HIGH)];
        assert_eq!(
            title_of(Ledger::LibraryOffers, &items),
            "Partners expect more flexibility and energy than staff say they offer"
        );
        let long = [("flexibility", LOW, HIGH), ("help with meetings", LOW, HIGH)];
        assert_eq!(
            title_of(Ledger::LibraryOffers, &long),
            "Partners expect more flexibility than staff say they offer"
        );
    }

    #[test]
    fn a_gap_without_a_short_topic_is_counted() {
        let items = [("", LOW, HIGH), ("energy", LEVEL, LEVEL)];
        assert_eq!(
            title_of(Ledger::LibraryOffers, &items),
            "Partners expect more than offered on 1 of 2 items"
        );
    }

    #[test]
    fn a_surplus_is_said_the_other_way_round() {
        assert_eq!(
            title_of(Ledger::LibraryOffers, &[("energy", HIGH, LOW)]),
            "Staff say they offer more energy than partners expect"
        );
    }

    #[test]
    fn no_gap_is_claimed_only_where_the_answers_decide() {
        assert_eq!(
            title_of(Ledger::LibraryOffers, &[("energy", LEVEL, LEVEL)]),
            "What staff offer is about level with what partners expect"
        );
        assert_eq!(
            title_of(Ledger::LibraryOffers, &[("energy", SPREAD, SPREAD)]),
            "Not sure yet where staff fall short of what partners expect"
        );
        assert_eq!(
            title_of(Ledger::PartnersOffer, &[("energy", SPREAD, SPREAD), ("funding", LEVEL, LEVEL)]),
            "About level on 1 of 2 items, not sure yet on others"
        );
    }

    #[test]
    fn too_few_answers_say_so() {
        let few = [("energy", [0, 2, 2, 2, 0], [0, 2, 2, 2, 0])];
        assert_eq!(
            title_of(Ledger::LibraryOffers, &few),
            "Too few answers to say where the two sides differ"
        );
        assert_eq!(
            title_of(Ledger::LibraryOffers, &[("energy", [1, 0, 0, 0, 0], LOW)]),
            "Too few answers to show"
        );
        assert_eq!(title_of(Ledger::LibraryOffers, &[]), "No answers yet to compare");
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
            let ledger = if library { Ledger::LibraryOffers } else { Ledger::PartnersOffer };
            let title = title_of(ledger, &items);
            prop_assert!(is_short(&title) && !title.contains("  "), "{title}");
        }
    }
}
