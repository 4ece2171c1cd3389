//! The gap of each partner kind: the library's total against the mean of the kind.

use serde::{Deserialize, Serialize};

use super::side::Side;
use super::{Ledger, Options, PairInput};
use crate::small_numbers::{Folding, Group, suppress};
use crate::stats::describe;

/// One cell of a heatmap of items by partner kinds. A suppressed cell has no figures, and does not say why: the
/// reason can give the answer away.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KindGap {
    /// The key of the partner kind.
    pub kind: String,
    /// Whether there are answers that must not be shown.
    pub suppressed: bool,
    /// Valid answers; 0 when nobody answered, none when suppressed.
    pub n: Option<u64>,
    /// The mean of the kind.
    pub mean: Option<f64>,
    /// Offer minus expectation, with the library's total on its side; none also when that total is.
    pub gap: Option<f64>,
}

/// Which kinds are folded into "other partners", for all items alike.
pub(super) fn folding(items: &[PairInput], ledger: Ledger) -> Folding {
    let partners = |item| partner_groups(item, ledger);
    let groups = items.iter().flat_map(partners);
    Folding::of(groups.map(|group| (group.key.as_str(), group.organisations)))
}

fn partner_groups(item: &PairInput, ledger: Ledger) -> &[Group] {
    if ledger.partners_expect() { &item.expectation } else { &item.offer }
}

/// The gaps of the kinds of one item, whose groups are folded already.
pub(super) fn gaps(
    offers: &[Group],
    expectations: &[Group],
    (offer, expectation): (&Side, &Side),
    options: Options,
) -> Vec<KindGap> {
    let partners_expect = options.ledger.partners_expect();
    let (kinds, partners, library) =
        if partners_expect { (expectations, expectation, offer) } else { (offers, offer, expectation) };
    let found = suppress(kinds, options.min_group);
    let gaps = kinds.iter().zip(found).map(|(kind, seen)| {
        let suppressed = seen.is_hidden() || (partners.suppressed && kind.counts.n() > 0);
        let mean = describe::mean(&kind.counts).filter(|_| !suppressed);
        let gap = mean
            .zip(library.mean)
            .map(|(mean, library)| if partners_expect { library - mean } else { mean - library });
        let n = (!suppressed && !partners.suppressed).then_some(kind.counts.n());
        KindGap { kind: kind.key.clone(), suppressed, n, mean, gap }
    });
    gaps.collect()
}
