//! The two sides of a paired item set against each other.
//!
//! A gap is offer minus expectation, in scale points: below zero the side that expects is left short.

pub mod kind_figure;
pub mod kinds;
pub mod pair;
pub mod side;
pub mod verdict;

use serde::{Deserialize, Serialize};

use crate::counts::{Counts, real};
use crate::small_numbers::{Group, MinGroup, by_part};
use crate::stats::difference::Welch;
use crate::stats::distribution;
use crate::weighting;

pub use kind_figure::KindFigure;
pub use kinds::KindGap;
pub use pair::{Pair, Tests, Unweighted};
pub use side::SideFigures;
pub use verdict::{Strength, Verdict};

/// Which two sides are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ComparedSides {
    /// What the library offers against what partners expect.
    LibraryOffers,
    /// What partners offer against what the library hopes for.
    PartnersOffer,
}

impl ComparedSides {
    /// Whether the partners are on the side that expects.
    fn partners_expect(self) -> bool {
        self == Self::LibraryOffers
    }
}

/// One paired item to compare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairInput {
    /// The permanent key of the item.
    pub key: String,
    /// Its label in tables and charts.
    pub label: String,
    /// What it is about in a few words that fit after "more", such as "flexibility". May be empty.
    pub topic: String,
    /// Answers on the side that offers, by the parts of its round.
    pub offer: Vec<Group>,
    /// Answers on the side that expects or hopes, by the parts of its round.
    pub expectation: Vec<Group>,
}

/// How to compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Which block it is.
    pub ledger: ComparedSides,
    /// The smallest group shown.
    pub min_group: MinGroup,
}

/// All paired items of one block, compared. It holds only what may be shown and can be stored as it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// Which block it is.
    pub ledger: ComparedSides,
    /// The smallest group shown.
    pub min_group: MinGroup,
    /// The number of items tested, over which p-values are adjusted.
    pub tested: usize,
    /// The items in the order given.
    pub pairs: Vec<Pair>,
}

impl Comparison {
    /// Compares the items of one block. Cost grows with items and groups, not with answers.
    pub fn new(items: &[PairInput], options: Options) -> Self {
        let weigh = Self::is_dominated(items, options);
        let mut pairs: Vec<Pair> = items.iter().map(|item| Pair::new(item, options, weigh)).collect();
        let tested = pair::judge(&mut pairs);
        Self { ledger: options.ledger, min_group: options.min_group, tested, pairs }
    }

    /// Whether kinds of partner count the same, decided once for all items: one kind gave more than half of the answers
    /// to those that are told by kind.
    fn is_dominated(items: &[PairInput], options: Options) -> bool {
        let partners = |item: &PairInput| {
            let side = if options.ledger.partners_expect() { &item.expectation } else { &item.offer };
            by_part(side.clone(), options.min_group)
        };
        weighting::is_dominated(items.iter().flat_map(partners))
    }

    /// The items by gap, most negative first; items without a gap last, in the order given.
    pub fn by_gap(&self) -> Vec<&Pair> {
        let mut pairs: Vec<&Pair> = self.pairs.iter().collect();
        pairs.sort_by(|a, b| gap_or_last(a).total_cmp(&gap_or_last(b)));
        pairs
    }

    /// The shortfalls that matter most, at most `count`: largest expectation times shortfall first.
    pub fn top_gaps(&self, count: usize) -> Vec<&Pair> {
        let mut pairs: Vec<(f64, &Pair)> = self
            .pairs
            .iter()
            .filter_map(|pair| Some((pair.weight()?, pair)))
            .filter(|(weight, _)| *weight > 0.0)
            .collect();
        pairs.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        pairs.into_iter().take(count).map(|(_, pair)| pair).collect()
    }

    /// Whether the partners’ means of any item count every kind of partner the same.
    pub fn is_weighted(&self) -> bool {
        self.pairs.iter().any(|pair| pair.weighted().is_some())
    }

    /// The smallest gap, in scale points, that these answers would call clear in four of five such comparisons: the
    /// median over the tested items. None without one.
    pub fn detectable(&self) -> Option<f64> {
        let level = verdict::LEVEL_OF_CLAIMS / real(self.tested as u64);
        let gap = |welch: Welch| {
            // One time in five a t with these degrees of freedom lies further below zero than that with p = 0.4.
            let t =
                distribution::t_of_two_sided(level, welch.df) + distribution::t_of_two_sided(0.4, welch.df);
            (t * welch.se).max(verdict::CLEAR_GAP)
        };
        let tests = self.pairs.iter().filter_map(|pair| pair.tests?.welch);
        let mut gaps: Vec<f64> = tests.map(gap).collect();
        gaps.sort_by(f64::total_cmp);
        gaps.get(gaps.len() / 2).copied()
    }

    /// The items with this verdict, in the order given.
    pub fn with(&self, verdict: Verdict) -> impl Iterator<Item = &Pair> {
        self.pairs.iter().filter(move |pair| pair.verdict == verdict)
    }

    /// The partner kinds that are told by themselves for some item, in order of first appearance: the columns
    /// of a table whose rows are the items.
    pub fn kinds(&self) -> Vec<&str> {
        let mut kinds: Vec<&str> = Vec::new();
        for gap in self.pairs.iter().flat_map(|pair| &pair.by_kind) {
            if !gap.kind.is_empty() && !kinds.contains(&gap.kind.as_str()) {
                kinds.push(&gap.kind);
            }
        }
        kinds
    }
}

fn gap_or_last(pair: &Pair) -> f64 {
    pair.gap.unwrap_or(f64::INFINITY)
}

/// The answers of all groups together.
fn total(groups: &[Group]) -> Counts {
    groups.iter().map(|group| group.counts).sum()
}

#[cfg(test)]
mod tests;
