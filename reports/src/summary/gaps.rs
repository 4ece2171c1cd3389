//! The gaps that matter most, and what goes well, in words.

use super::document::Gap;
use super::inputs::Block;
use super::wording;
use crate::compare::{Ledger, Pair, Verdict};

/// The most gaps named.
const MOST: usize = 3;
/// What goes well is offered at least this much, on the scale from 1 to 5.
const WELL: f64 = 3.5;

/// Who offers and who expects, in the words of a sentence.
pub(super) struct Sides {
    /// "staff offer"
    pub(super) offer: &'static str,
    /// "partners expect"
    pub(super) expectation: &'static str,
}

impl Sides {
    pub(super) fn of(ledger: Ledger) -> Self {
        match ledger {
            Ledger::LibraryOffers => Self { offer: "staff offer", expectation: "partners expect" },
            Ledger::PartnersOffer => Self { offer: "partners offer", expectation: "staff hope for" },
        }
    }
}

/// The gaps that matter most in both directions together: largest expectation times shortfall first. A gap that
/// rounds to nothing, or is known to be about level, is none.
pub(super) fn largest(blocks: &[Block]) -> Vec<Gap> {
    let mut found: Vec<(f64, Ledger, &Pair)> = Vec::new();
    for comparison in blocks.iter().map(|block| &block.comparison) {
        let gaps = comparison.top_gaps(comparison.pairs.len()).into_iter().filter(|pair| is_gap(pair));
        found.extend(gaps.filter_map(|pair| Some((pair.weight()?, comparison.ledger, pair))));
    }
    found.sort_by(|(a, ..), (b, ..)| b.total_cmp(a));
    found.into_iter().take(MOST).filter_map(|(_, ledger, pair)| gap(ledger, pair)).collect()
}

fn is_gap(pair: &Pair) -> bool {
    pair.verdict != Verdict::AboutLevel && pair.gap.is_some_and(|gap| wording::size(gap) != "0.0")
}

fn gap(ledger: Ledger, pair: &Pair) -> Option<Gap> {
    let sides = Sides::of(ledger);
    let size = wording::size(pair.gap?);
    let [offer, expectation] = pair.means();
    let reading = match pair.verdict {
        Verdict::Clear => format!("a clear gap of {size}"),
        Verdict::Possible => format!("a possible gap of {size}"),
        Verdict::TooFew => format!("a gap of {size}, too few answers to say"),
        _ => format!("a gap of {size}, not sure yet"),
    };
    Some(Gap {
        key: pair.key.clone(),
        label: pair.label.clone(),
        expectation: format!("{} {}", wording::capitalised(sides.expectation), wording::mean(expectation?)),
        library_expects: ledger == Ledger::PartnersOffer,
        offer: format!("{} {}", sides.offer, wording::mean(offer?)),
        reading,
    })
}

/// The item that is expected most among those that are offered a lot and fall short of nothing.
pub(super) fn going_well(blocks: &[Block]) -> Option<String> {
    let met = [Verdict::AboutLevel, Verdict::MoreThanAsked];
    blocks.iter().find_map(|block| {
        let candidates = block.comparison.pairs.iter().filter(|pair| met.contains(&pair.verdict));
        let means = candidates.filter_map(|pair| {
            let [offer, expectation] = pair.means();
            Some((pair, offer?, expectation?))
        });
        let well = means.filter(|(_, offer, _)| *offer >= WELL);
        let (pair, offer, expectation) = well.max_by(|(.., a), (.., b)| a.total_cmp(b))?;
        let sides = Sides::of(block.comparison.ledger);
        Some(format!(
            "{}: {} {}, {} {}, {}.",
            pair.label,
            sides.offer,
            wording::mean(offer),
            sides.expectation,
            wording::mean(expectation),
            pair.verdict.words(),
        ))
    })
}
