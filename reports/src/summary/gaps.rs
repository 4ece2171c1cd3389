//! The gaps that matter most, and what goes well, in words.

use super::document::LargestGap;
use super::inputs::ItemBlock;
use super::ledger;
use crate::compare::{ComparedSides, KindGap, Pair, Verdict};
use crate::wording;

/// The most gaps named.
const MOST: usize = 3;
/// What goes well is offered and expected at least this much, on the scale from 1 to 5.
const WELL: f64 = 3.5;

/// Who offers and who expects, in the words of a sentence.
pub(super) struct Sides {
    /// "staff offer"
    pub(super) offer: &'static str,
    /// "partners expect"
    pub(super) expectation: &'static str,
}

impl Sides {
    pub(super) fn of(ledger: ComparedSides) -> Self {
        match ledger {
            ComparedSides::LibraryOffers => Self { offer: "staff offer", expectation: "partners expect" },
            ComparedSides::PartnersOffer => Self { offer: "partners offer", expectation: "staff hope for" },
        }
    }
}

impl LargestGap {
    /// "Partners expect 4.2, staff offer 2.7: a clear gap of 1.5."
    pub fn sentences(&self) -> String {
        let Self { kinds, expectation, offer, reading, plain, .. } = self;
        format!("{kinds}{expectation}, {offer}: {reading}{plain}.")
    }
}

/// The gaps that matter most in both directions together: largest expectation times shortfall first. A gap that
/// is printed as nothing, or is known to be about level, is none.
pub(super) fn largest(blocks: &[ItemBlock]) -> Vec<LargestGap> {
    let mut found: Vec<(f64, &ItemBlock, &Pair)> = Vec::new();
    for block in blocks {
        let comparison = &block.comparison;
        let gaps = comparison.top_gaps(comparison.pairs.len()).into_iter().filter(|pair| is_gap(pair));
        found.extend(gaps.filter_map(|pair| Some((pair.weight()?, block, pair))));
    }
    found.sort_by(|(a, ..), (b, ..)| b.total_cmp(a));
    found.into_iter().take(MOST).filter_map(|(_, block, pair)| gap(block, pair)).collect()
}

fn is_gap(pair: &Pair) -> bool {
    pair.verdict != Verdict::AboutLevel && pair.printed_gap().is_some_and(|gap| wording::size(gap) != "0.0")
}

fn gap(block: &ItemBlock, pair: &Pair) -> Option<LargestGap> {
    let ledger = block.comparison.ledger;
    let sides = Sides::of(ledger);
    let size = wording::size(pair.printed_gap()?);
    let [offer, expectation] = pair.means();
    let reading = match pair.verdict {
        Verdict::Clear => format!("a clear gap of {size}"),
        Verdict::Possible => format!("a possible gap of {size}"),
        Verdict::SmallButCertain => format!("a small but certain gap of {size}"),
        Verdict::TooFew => format!("a gap of {size}, too few answers to say"),
        _ => format!("a gap of {size}, not sure yet"),
    };
    let told = |words: &str, mean: f64| format!("{words} {}", wording::mean(mean));
    let partners = match ledger {
        ComparedSides::LibraryOffers => "expect",
        ComparedSides::PartnersOffer => "offer",
    };
    Some(LargestGap {
        key: pair.key.clone(),
        label: pair.label.clone(),
        kinds: kinds(block, pair, partners).unwrap_or_default(),
        expectation: wording::capitalised(&told(sides.expectation, expectation?)),
        library_expects: ledger == ComparedSides::PartnersOffer,
        offer: told(sides.offer, offer?),
        reading,
        plain: pair
            .plain_mean()
            .map(|plain| format!(" (all partners’ answers: {})", wording::mean(plain)))
            .unwrap_or_default(),
    })
}

/// How kinds of partner differ, where they do by a point or more.
fn kinds(block: &ItemBlock, pair: &Pair, partners: &str) -> Option<String> {
    let [high, low] = pair.kinds_apart()?;
    let name = |kind: &KindGap| ledger::kind_name(block, &kind.kind);
    let (most, least) = (wording::mean(high.mean?), wording::mean(low.mean?));
    Some(format!("{} {partners} {most} but {} {least}. ", name(high), wording::lowered(&name(low))))
}

/// The item that is expected most among those that are offered a lot, are expected a lot and fall short of nothing. Far
/// more than is expected is no success.
pub(super) fn going_well(blocks: &[ItemBlock]) -> Option<String> {
    blocks.iter().find_map(|block| {
        let candidates = block.comparison.pairs.iter().filter(|pair| is_met(pair));
        let means = candidates.filter_map(|pair| {
            let [offer, expectation] = pair.means();
            Some((pair, offer?, expectation?))
        });
        let well = means.filter(|(_, offer, expectation)| offer.min(*expectation) >= WELL);
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

/// Whether what is expected is met, and no kind of partner differs from the others.
fn is_met(pair: &Pair) -> bool {
    let is_surplus = pair.gap.is_some_and(|gap| gap > 0.0) && pair.verdict.is_finding();
    (is_surplus || pair.verdict == Verdict::AboutLevel) && pair.kinds_apart().is_none()
}
