//! The pictures of one direction of the ledger: the gaps, what to do first, the gaps by kind of partner.

use super::super::inputs::Block;
use super::super::ledger::{Names, kind_name, letter};
use super::{Drawn, words};
use crate::chart::dumbbell::{self, Dumbbell, Role};
use crate::chart::heatmap::{self, Cell, Heatmap};
use crate::chart::priority::{self, Crosshair, Priority};
use crate::chart::{Estimate, PictureError, Side};
use crate::compare::{self, KindFigure, KindGap, Ledger, Pair, Verdict};
use crate::finding;

/// Fewer items than this are not divided into boxes.
const MIN_ITEMS: usize = 5;

/// Every picture of a block that has something to show.
pub(in super::super) fn all(block: &Block, source: &str) -> Result<Vec<Drawn>, PictureError> {
    let letter = letter(block.comparison.ledger);
    let mut drawn = vec![super::dumbbell(block, source)?];
    let priority = priority(block, source);
    if priority.items.len() >= MIN_ITEMS {
        drawn.push(Drawn::new(format!("priority-{letter}"), |layout| priority.picture(layout))?);
    }
    if super::ledger::by_kind(block).is_some() {
        let heatmap = by_kind(block, source);
        drawn.push(Drawn::new(format!("by-kind-{letter}"), |layout| heatmap.picture(layout))?);
    }
    Ok(drawn)
}

/// Offers against expectations.
pub(in super::super) fn dumbbell(block: &Block, source: &str) -> Dumbbell {
    let comparison = &block.comparison;
    let (offer, expect) = roles(comparison.ledger);
    let item = |pair: &Pair| dumbbell::Item {
        label: pair.label.clone(),
        offer: estimate(pair, &pair.offer),
        expect: estimate(pair, &pair.expectation),
        verdict: pair.verdict.words().to_owned(),
        clear: pair.verdict == Verdict::Clear,
    };
    Dumbbell {
        words: words(block, finding::title(comparison), "offers and expectations", source),
        scale: block.scale.labels.clone(),
        offer,
        expect,
        items: comparison.pairs.iter().map(item).collect(),
    }
}

pub(in super::super) fn roles(ledger: Ledger) -> (Role, Role) {
    let role = |side, who: &str, label: &str| Role { side, who: who.to_owned(), label: label.to_owned() };
    match ledger {
        Ledger::LibraryOffers => {
            (role(Side::Library, "staff", "staff offer"), role(Side::Partner, "partners", "partners expect"))
        }
        Ledger::PartnersOffer => (
            role(Side::Partner, "partners", "partners offer"),
            role(Side::Library, "staff", "staff hope for"),
        ),
    }
}

/// A side where the headline puts it.
fn estimate(pair: &Pair, side: &compare::Side) -> Estimate {
    let weighted = pair.weighted().is_some();
    let interval = if weighted { side.headline_interval() } else { side.interval };
    let interval = interval.map(|interval| (interval.low, interval.high));
    match (if weighted { side.headline_mean() } else { side.mean }, side.n) {
        _ if side.suppressed => Estimate::Suppressed,
        (Some(mean), Some(n)) => Estimate::Shown { n, mean, interval },
        _ => Estimate::NoAnswers,
    }
}

fn priority(block: &Block, source: &str) -> Priority {
    let comparison = &block.comparison;
    let (offer, expect) = roles(comparison.ledger);
    let names = Names::of(comparison.ledger);
    let item = |pair: &Pair| priority::Item {
        label: pair.label.clone(),
        offer: estimate(pair, &pair.offer),
        expect: estimate(pair, &pair.expectation),
        clear: pair.verdict == Verdict::Clear,
    };
    let has_both = |pair: &&Pair| pair.gap.is_some();
    Priority {
        words: words(block, finding::title(comparison), "expectation against offer", source),
        scale: block.scale.labels.clone(),
        offer: (offer.side, names.offer.to_owned()),
        expect: (expect.side, names.expectation.to_owned()),
        crosshair: Crosshair::OfData,
        items: comparison.pairs.iter().filter(has_both).map(item).collect(),
    }
}

fn by_kind(block: &Block, source: &str) -> Heatmap {
    let comparison = &block.comparison;
    let kinds = comparison.kinds();
    let cell = |figure: KindFigure| match figure {
        KindFigure::Gap(gap) => Cell::Gap(gap),
        KindFigure::NoAnswers => Cell::NoAnswers,
        KindFigure::Together => Cell::Together,
        KindFigure::TooFew => Cell::Suppressed,
    };
    let item = |pair: &Pair| heatmap::Item {
        label: pair.label.clone(),
        cells: kinds.iter().map(|kind| cell(pair.of_kind(kind))).collect(),
    };
    // The most answers of a kind to an item that is told by kind.
    let n = |kind: &str| {
        let of_kind = comparison.pairs.iter().flat_map(|pair| &pair.by_kind).filter(|gap| gap.kind == kind);
        of_kind.filter_map(|gap: &KindGap| gap.n).max()
    };
    Heatmap {
        words: words(block, finding::title(comparison), "gaps by kind of partner", source),
        kinds: kinds.iter().map(|kind| heatmap::Kind { label: kind_name(block, kind), n: n(kind) }).collect(),
        items: comparison.by_gap().into_iter().map(item).collect(),
    }
}
