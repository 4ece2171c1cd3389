//! One paired item: both sides, the gap between them, and how sure it is.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::kinds::{self, KindGap};
use super::side::SideFigures;
use super::verdict::{Strength, Verdict, is_apart};
use super::{Options, PairInput, total};
use crate::counts::Counts;
use crate::printed;
use crate::small_numbers::{Group, by_part};
use crate::stats::claim::{Claim, claim};
use crate::stats::difference::Welch;
use crate::stats::ordinal::{CliffsDelta, cliffs_delta};
use crate::stats::{Interval, MIN_TESTED, multiple};
use crate::weighting::{self, EqualWeight};

/// One paired item, compared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pair {
    /// The permanent key of the item.
    pub key: String,
    pub label: String,
    /// What it is about in a few words; may be empty.
    pub topic: String,
    /// The side that offers.
    pub offer: SideFigures,
    /// The side that expects or hopes.
    pub expectation: SideFigures,
    /// Offer minus expectation, by the headline means; none when a side is suppressed or empty.
    pub gap: Option<f64>,
    /// Cliff's delta of offer against expectation; none below ten answers on a side.
    pub cliffs_delta: Option<CliffsDelta>,
    /// The tests of that gap; none below ten answers on a side.
    pub tests: Option<Tests>,
    /// The gap and its tests with every answer counted the same, where the comparison counts kinds of partner
    /// the same.
    #[serde(default)]
    pub plain: Option<Unweighted>,
    /// What may be said.
    pub verdict: Verdict,
    /// How sure a gap or surplus is; none for all other verdicts.
    pub strength: Option<Strength>,
    /// The gap of each partner kind, or of all partners where they are told together only.
    pub by_kind: Vec<KindGap>,
}

/// A gap in which every answer counts the same.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unweighted {
    /// Mean offer minus mean expectation.
    pub gap: Option<f64>,
    /// Its tests, adjusted over the same items.
    pub tests: Option<Tests>,
}

/// The tests of one gap.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tests {
    /// The difference of the means with its interval and unadjusted p-value; none when nobody on either side differs
    /// from the others.
    pub welch: Option<Welch>,
    /// The p-value of a claim ([`Claim::p`]), adjusted over the tested items after Holm: for findings.
    pub p_holm: f64,
    /// The same adjusted after Benjamini and Hochberg: for "worth a look".
    pub p_bh: f64,
    /// The test by ranks, unadjusted: Mann-Whitney, exact for few answers; where kinds of partner count the same, their
    /// [`crate::stats::rank::stratified`] test.
    pub p_mann_whitney: Option<f64>,
}

impl Tests {
    /// Both tests of two sides; their p-value stands for the adjusted ones until all items are known.
    fn of(offers: &[Counts], expectations: &[Counts]) -> Option<Self> {
        let Claim { welch, rank, p } = claim(offers, expectations)?;
        Some(Self { welch, p_holm: p, p_bh: p, p_mann_whitney: Some(rank.p) })
    }
}

impl Pair {
    /// Compares one item. Adjusted p-values and the verdict wait for [`judge`], which sees all items.
    pub(super) fn new(item: &PairInput, options: Options, weigh: bool) -> Self {
        let min = options.min_group;
        let partners_expect = options.ledger.partners_expect();
        let offers = by_part(item.offer.clone(), min);
        let expectations = by_part(item.expectation.clone(), min);
        let offer = SideFigures::new(&offers, weigh && !partners_expect, min);
        let expectation = SideFigures::new(&expectations, weigh && partners_expect, min);
        let mut pair = Self {
            key: item.key.clone(),
            label: item.label.clone(),
            topic: item.topic.clone(),
            gap: difference_of(offer.headline_mean(), expectation.headline_mean()),
            cliffs_delta: None,
            tests: None,
            plain: Some(Unweighted { gap: difference_of(offer.mean, expectation.mean), tests: None }),
            verdict: Verdict::NoAnswers,
            strength: None,
            by_kind: kinds::gaps(&offers, &expectations, (&offer, &expectation), options),
            offer,
            expectation,
        };
        if pair.gap.is_some() {
            let strata = |groups: &[Group], kinds: bool| {
                if kinds { weighting::strata(groups) } else { None }.unwrap_or_else(|| vec![total(groups)])
            };
            pair.test(
                &strata(&offers, weigh && !partners_expect),
                &strata(&expectations, weigh && partners_expect),
            );
        }
        pair
    }

    /// Tests the gap twice: as the headline has it, and with every answer counted the same.
    ///
    /// Where one kind of partner gave more than half of the answers, the plain mean speaks mostly of that kind,
    /// which says who happened to answer rather than what partners expect. The headline therefore counts kinds
    /// equally, and everything said about it (gap, interval, p-value, reading) must be of the same mean: a reading
    /// of one mean beside the figures of another would be of neither. The plain figures stand beside it.
    fn test(&mut self, offers: &[Counts], expectations: &[Counts]) {
        let [offer, expectation] =
            [offers, expectations].map(|strata| strata.iter().copied().sum::<Counts>());
        if offer.n().min(expectation.n()) < MIN_TESTED {
            return;
        }
        self.cliffs_delta = cliffs_delta(&offer, &expectation);
        self.tests = Tests::of(offers, expectations);
        if let Some(plain) = &mut self.plain {
            plain.tests = Tests::of(&[offer], &[expectation]);
        }
    }

    /// The 95% interval of the gap; none below ten answers on a side or where nobody on either side differs from the
    /// others.
    pub fn interval(&self) -> Option<Interval> {
        Some(self.tests?.welch?.interval)
    }

    /// The gap to print beside [`Self::means`]: the difference of the two as they are printed.
    pub fn printed_gap(&self) -> Option<f64> {
        let [offer, expectation] = self.means();
        Some(printed::difference(offer?, expectation?))
    }

    /// The kinds of partner furthest apart, the higher mean first, where they are a scale point or more apart: then no
    /// sentence about the item speaks of partners as one.
    pub fn kinds_apart(&self) -> Option<[&KindGap; 2]> {
        let shown = || self.by_kind.iter().filter(|kind| !kind.kind.is_empty() && kind.mean.is_some());
        let by_mean = |a: &&KindGap, b: &&KindGap| a.mean.partial_cmp(&b.mean).unwrap_or(Ordering::Equal);
        let (highest, lowest) = (shown().max_by(by_mean)?, shown().min_by(by_mean)?);
        is_apart(highest.mean? - lowest.mean?).then_some([highest, lowest])
    }

    /// The means that the headline compares: offer, expectation. Where kinds of partner are counted the same
    /// they are the weighted ones.
    pub fn means(&self) -> [Option<f64>; 2] {
        // A comparison that says nothing of plain figures was worked out from plain means.
        let of = |side: &SideFigures| if self.plain.is_some() { side.headline_mean() } else { side.mean };
        [of(&self.offer), of(&self.expectation)]
    }

    /// How the side of the partners is weighted; none where the headline is the plain mean.
    pub fn weighted(&self) -> Option<EqualWeight> {
        self.plain.and(self.offer.weighted.or(self.expectation.weighted))
    }

    /// The mean of all partners’ answers, where the headline has another.
    pub fn plain_mean(&self) -> Option<f64> {
        let side = if self.offer.weighted.is_some() { &self.offer } else { &self.expectation };
        self.weighted().and(side.mean)
    }

    /// The tests of the gap with every answer counted the same.
    pub fn plain_tests(&self) -> Option<Tests> {
        self.plain.map_or(self.tests, |plain| plain.tests)
    }

    /// Expectation times shortfall, by which the items to act on are ranked; 0 without a shortfall.
    pub fn weight(&self) -> Option<f64> {
        let [_, expectation] = self.means();
        Some(expectation? * (-self.gap?).max(0.0))
    }

    /// Whether both sides have the ten answers that a test needs.
    fn has_enough(&self) -> bool {
        [&self.offer, &self.expectation].iter().all(|side| side.n.is_some_and(|n| n >= MIN_TESTED))
    }

    fn verdict(&self) -> Verdict {
        match self.gap {
            _ if self.offer.is_empty() || self.expectation.is_empty() => Verdict::NoAnswers,
            None => Verdict::Suppressed,
            Some(_) if !self.has_enough() => Verdict::TooFew,
            Some(gap) => {
                let parts = self.by_kind.iter().filter_map(|kind| kind.gap);
                let between =
                    self.kinds_apart().and_then(|[highest, lowest]| Some(highest.mean? - lowest.mean?));
                Verdict::of_tested(gap, self.strength, self.interval(), parts.chain(between))
            }
        }
    }
}

/// Adjusts the p-values over the tested items and gives every item its verdict. Returns how many were tested.
pub(super) fn judge(pairs: &mut [Pair]) -> usize {
    let tested = adjust(pairs.iter_mut().filter_map(|pair| pair.tests.as_mut()).collect());
    adjust(pairs.iter_mut().filter_map(|pair| pair.plain.as_mut()?.tests.as_mut()).collect());
    // Without weighting the plain figures are the figures: they are not kept twice.
    if pairs.iter().all(|pair| pair.weighted().is_none()) {
        for pair in pairs.iter_mut() {
            pair.plain = None;
        }
    }
    for pair in pairs {
        let strength = |(gap, tests): (f64, Tests)| Strength::of(gap, tests.p_holm, tests.p_bh);
        pair.strength = pair.gap.zip(pair.tests).and_then(strength);
        pair.verdict = pair.verdict();
    }
    tested
}

/// Adjusts the p-values of one family of tests. Returns how many there are.
fn adjust(family: Vec<&mut Tests>) -> usize {
    let p_values: Vec<f64> = family.iter().map(|tests| tests.p_holm).collect();
    let adjusted = multiple::holm(&p_values).into_iter().zip(multiple::benjamini_hochberg(&p_values));
    for (tests, (holm, bh)) in family.into_iter().zip(adjusted) {
        (tests.p_holm, tests.p_bh) = (holm, bh);
    }
    p_values.len()
}

fn difference_of(offer: Option<f64>, expectation: Option<f64>) -> Option<f64> {
    Some(offer? - expectation?)
}
