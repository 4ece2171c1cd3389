//! The pictures of one direction of the ledger: the gaps, what to do first, what each kind of partner says.

use super::super::inputs::ItemBlock;
use super::super::ledger::{Names, kind_name, letter, of_kind, told_by_kind};
use super::{Drawn, words};
use crate::chart::dumbbell::{self, Dumbbell, DumbbellRole};
use crate::chart::kinds::{self, ByKind, Cell, Kind};
use crate::chart::priority::{self, Crosshair, Priority};
use crate::chart::{ChartSide, Estimate, PictureError};
use crate::compare::{self, ComparedSides, KindFigure, Pair, Verdict};
use crate::finding;

/// Fewer items than this are not divided into boxes.
const MIN_ITEMS: usize = 5;

/// Every picture of a block that has something to show.
pub(in super::super) fn all(block: &ItemBlock, source: &str) -> Result<Vec<Drawn>, PictureError> {
    let mut drawn = vec![super::dumbbell(block, source)?];
    drawn.extend(priority(block, source)?);
    drawn.extend(by_kind(block, source)?);
    Ok(drawn)
}

/// Offers against expectations.
pub(in super::super) fn dumbbell(block: &ItemBlock, source: &str) -> Dumbbell {
    let comparison = &block.comparison;
    let (offer, expect) = roles(comparison.ledger);
    let item = |pair: &Pair| dumbbell::DumbbellItem {
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

pub(in super::super) fn roles(ledger: ComparedSides) -> (DumbbellRole, DumbbellRole) {
    let role =
        |side, who: &str, label: &str| DumbbellRole { side, who: who.to_owned(), label: label.to_owned() };
    match ledger {
        ComparedSides::LibraryOffers => (
            role(ChartSide::Library, "staff", "staff offer"),
            role(ChartSide::Partner, "partners", "partners expect"),
        ),
        ComparedSides::PartnersOffer => (
            role(ChartSide::Partner, "partners", "partners offer"),
            role(ChartSide::Library, "staff", "staff hope for"),
        ),
    }
}

/// A side where the headline puts it.
fn estimate(pair: &Pair, side: &compare::SideFigures) -> Estimate {
    let weighted = pair.weighted().is_some();
    let interval = if weighted { side.headline_interval() } else { side.interval };
    let interval = interval.map(|interval| (interval.low, interval.high));
    match (if weighted { side.headline_mean() } else { side.mean }, side.n) {
        _ if side.suppressed => Estimate::Suppressed,
        (Some(mean), Some(n)) => Estimate::Shown { n, mean, interval },
        _ => Estimate::NoAnswers,
    }
}

/// What to do first; none of fewer items than are divided into fields.
pub(in super::super) fn priority(block: &ItemBlock, source: &str) -> Result<Option<Drawn>, PictureError> {
    let comparison = &block.comparison;
    let (offer, expect) = roles(comparison.ledger);
    let names = Names::of(comparison.ledger);
    let item = |pair: &Pair| priority::PriorityItem {
        label: pair.label.clone(),
        offer: estimate(pair, &pair.offer),
        expect: estimate(pair, &pair.expectation),
        clear: pair.verdict == Verdict::Clear,
    };
    let has_both = |pair: &&Pair| pair.gap.is_some();
    let chart = Priority {
        words: words(block, finding::first(comparison), "expectation against offer", source),
        scale: block.scale.labels.clone(),
        offer: (offer.side, names.offer.to_owned()),
        expect: (expect.side, names.expectation.to_owned()),
        crosshair: Crosshair::OfData,
        items: comparison.pairs.iter().filter(has_both).map(item).collect(),
    };
    let stem = format!("priority-{}", letter(comparison.ledger));
    let is_drawn = chart.items.len() >= MIN_ITEMS;
    is_drawn.then(|| Drawn::new(stem, |layout| chart.picture(layout))).transpose()
}

/// What each kind of partner says beside what the library says; none where nothing is told by kind.
pub(in super::super) fn by_kind(block: &ItemBlock, source: &str) -> Result<Option<Drawn>, PictureError> {
    let Some((told, together)) = told_by_kind(block) else { return Ok(None) };
    let comparison = &block.comparison;
    let ledger = comparison.ledger;
    let keys = comparison.kinds();
    let cell = |pair: &Pair, kind: &str| match pair.of_kind(kind, ledger) {
        KindFigure::Shown { mean, gap } => Some(Cell { mean, gap }),
        KindFigure::NoAnswers | KindFigure::Together | KindFigure::TooFew => None,
    };
    let item = |pair: &&Pair| {
        let cells = keys.iter().map(|kind| cell(pair, kind)).collect();
        Some(kinds::KindsItem { label: pair.label.clone(), library: pair.library_mean(ledger)?, cells })
    };
    let finding = finding::kinds(comparison, |kind| kind_name(block, kind));
    let chart = ByKind {
        words: words(block, finding, "gaps by kind of partner", source),
        scale: block.scale.labels.clone(),
        roles: match ledger {
            ComparedSides::LibraryOffers => ["all staff offer", "this kind of partner expects"],
            ComparedSides::PartnersOffer => ["all staff hope for", "this kind of partner offers"],
        }
        .map(str::to_owned),
        kinds: keys
            .iter()
            .map(|kind| Kind { label: kind_name(block, kind), n: of_kind(block, kind) })
            .collect(),
        items: told.iter().filter_map(item).collect(),
        together: together.iter().map(|pair| pair.label.clone()).collect(),
    };
    let drawn = Drawn::new(format!("by-kind-{}", letter(ledger)), |layout| chart.picture(layout))?;
    drawn.with_slide(&chart.few()?).map(Some)
}
