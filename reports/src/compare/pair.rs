//! One paired item: both sides, the gap between them, and how sure it is.

use serde::{Deserialize, Serialize};

use super::kinds::{self, KindGap};
use super::side::Side;
use super::verdict::{Strength, Verdict};
use super::{Options, PairInput, total};
use crate::small_numbers::{Folding, Group};
use crate::stats::difference::{self, Welch};
use crate::stats::mann_whitney::mann_whitney;
use crate::stats::ordinal::{CliffsDelta, cliffs_delta};
use crate::stats::{MIN_TESTED, multiple};

/// One paired item, compared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pair {
    /// The permanent key of the item.
    pub key: String,
    /// Its label.
    pub label: String,
    /// What it is about in a few words; may be empty.
    pub topic: String,
    /// The side that offers.
    pub offer: Side,
    /// The side that expects or hopes.
    pub expectation: Side,
    /// Offer mean minus expectation mean, unweighted; none when a side is suppressed or empty.
    pub gap: Option<f64>,
    /// Cliff's delta of offer against expectation; its interval is missing below eight answers on a side.
    pub cliffs_delta: Option<CliffsDelta>,
    /// The tests; none below eight answers on a side, or when nobody on either side differs from the others.
    pub tests: Option<Tests>,
    /// What may be said.
    pub verdict: Verdict,
    /// How sure a gap or surplus is; none for all other verdicts.
    pub strength: Option<Strength>,
    /// The gap of each partner kind.
    pub by_kind: Vec<KindGap>,
}

/// The tests of one gap.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tests {
    /// The difference of the means with its interval and unadjusted p-value.
    pub welch: Welch,
    /// Adjusted over the tested items after Holm: for findings.
    pub p_holm: f64,
    /// Adjusted over the tested items after Benjamini and Hochberg: for "worth a look".
    pub p_bh: f64,
    /// Mann-Whitney, exact up to 60 answers; unadjusted.
    pub p_mann_whitney: Option<f64>,
}

impl Pair {
    /// Compares one item. Adjusted p-values and the verdict wait for [`judge`], which sees all items.
    pub(super) fn new(item: &PairInput, folding: &Folding, options: Options) -> Self {
        let min = options.min_group;
        let fold =
            |groups: &[Group], kinds: bool| if kinds { folding.apply(groups) } else { groups.to_vec() };
        let partners_expect = options.ledger.partners_expect();
        let offers = fold(&item.offer, !partners_expect);
        let expectations = fold(&item.expectation, partners_expect);
        let offer = Side::new(&offers, !partners_expect, min);
        let expectation = Side::new(&expectations, partners_expect, min);
        let mut pair = Self {
            key: item.key.clone(),
            label: item.label.clone(),
            topic: item.topic.clone(),
            gap: offer.mean.zip(expectation.mean).map(|(offer, expectation)| offer - expectation),
            cliffs_delta: None,
            tests: None,
            verdict: Verdict::NoAnswers,
            strength: None,
            by_kind: kinds::gaps(&offers, &expectations, (&offer, &expectation), options),
            offer,
            expectation,
        };
        if pair.gap.is_some() {
            pair.test(item);
        }
        pair
    }

    fn test(&mut self, item: &PairInput) {
        let (offer, expectation) = (total(&item.offer), total(&item.expectation));
        self.cliffs_delta = cliffs_delta(&offer, &expectation);
        if offer.n().min(expectation.n()) < MIN_TESTED {
            if let Some(delta) = &mut self.cliffs_delta {
                delta.interval = None;
            }
            return;
        }
        self.tests = difference::welch(&offer, &expectation).ok().map(|welch| Tests {
            welch,
            p_holm: welch.p,
            p_bh: welch.p,
            p_mann_whitney: mann_whitney(&offer, &expectation).map(|test| test.p()),
        });
    }

    /// Expectation times shortfall, by which the items to act on are ranked; 0 without a shortfall.
    pub fn weight(&self) -> Option<f64> {
        Some(self.expectation.mean? * (-self.gap?).max(0.0))
    }

    /// Whether both sides have the eight answers that a test needs.
    fn has_enough(&self) -> bool {
        [&self.offer, &self.expectation].iter().all(|side| side.n.is_some_and(|n| n >= MIN_TESTED))
    }

    fn verdict(&self) -> Verdict {
        match (self.gap, self.tests) {
            _ if self.offer.is_empty() || self.expectation.is_empty() => Verdict::NoAnswers,
            (None, _) => Verdict::Suppressed,
            (Some(_), _) if !self.has_enough() => Verdict::TooFew,
            (Some(gap), None) => Verdict::of_untested(gap),
            (Some(gap), Some(tests)) => Verdict::of_tested(gap, self.strength, tests.welch.interval),
        }
    }
}

/// Adjusts the p-values over the tested items and gives every item its verdict. Returns how many were tested.
pub(super) fn judge(pairs: &mut [Pair]) -> usize {
    let p_values: Vec<f64> =
        pairs.iter().filter_map(|pair| pair.tests.as_ref()).map(|tests| tests.welch.p).collect();
    let adjusted = multiple::holm(&p_values).into_iter().zip(multiple::benjamini_hochberg(&p_values));
    let tested = pairs.iter_mut().filter_map(|pair| pair.tests.as_mut());
    for (tests, (holm, bh)) in tested.zip(adjusted) {
        (tests.p_holm, tests.p_bh) = (holm, bh);
    }
    for pair in pairs {
        let strength = |(gap, tests): (f64, Tests)| Strength::of(gap, tests.p_holm, tests.p_bh);
        pair.strength = pair.gap.zip(pair.tests).and_then(strength);
        pair.verdict = pair.verdict();
    }
    p_values.len()
}
