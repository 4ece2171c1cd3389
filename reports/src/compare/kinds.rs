//! The gap of each partner kind: the library's total against the mean of the kind.

use serde::{Deserialize, Serialize};

use super::Options;
use super::side::SideFigures;
use crate::small_numbers::Group;
use crate::stats::describe;

/// One cell of items by partner kinds. An item that is told for everybody together has a single one,
/// whose kind is empty.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KindGap {
    /// The key of the partner kind; empty for all partners together.
    pub kind: String,
    /// Whether there are answers that must not be shown.
    pub suppressed: bool,
    /// Valid answers; 0 when nobody answered, none when suppressed.
    pub n: Option<u64>,
    /// The mean of the kind.
    pub mean: Option<f64>,
    /// Offer minus expectation, with the library's total on its side; none also when that total is suppressed.
    pub gap: Option<f64>,
}

/// The gaps of the kinds of one item.
pub(super) fn gaps(
    offers: &[Group],
    expectations: &[Group],
    (offer, expectation): (&SideFigures, &SideFigures),
    options: Options,
) -> Vec<KindGap> {
    let partners_expect = options.ledger.partners_expect();
    let (kinds, library) = if partners_expect { (expectations, offer) } else { (offers, expectation) };
    let gap = |kind: &Group| {
        let n = kind.counts.n();
        let suppressed = options.min_group.hides(n);
        let mean = describe::mean(&kind.counts).filter(|_| !suppressed);
        let gap = mean
            .zip(library.mean)
            .map(|(mean, library)| if partners_expect { library - mean } else { mean - library });
        KindGap { kind: kind.key.clone(), suppressed, n: (!suppressed).then_some(n), mean, gap }
    };
    kinds.iter().map(gap).collect()
}
