//! The figures of a comparison in words, ready for its page.

use common_ground_reports::{
    chart::{Layout, PictureError},
    compare::{self, KindFigure, Ledger, Pair, Verdict},
    small_numbers::MinGroup,
    summary::{inputs::Block, wording},
};

use crate::web::{
    parts::piece::{Fact, Link, Markup, Side},
    results::page::{Cell, Chart, Column, Figures, Heat, HeatColumn, HeatMap, HeatRow, Mean, PairRow},
};

/// Everything below the finding.
///
/// # Errors
/// [`PictureError`] if the chart cannot be drawn.
pub(crate) fn figures(block: &Block, library: &str, downloads: Vec<Link>) -> Result<Figures, PictureError> {
    let comparison = &block.comparison;
    let rows = comparison.by_gap().into_iter().map(|pair| row(pair, comparison.min_group));
    let [offer, expectation] = columns(block);
    Ok(Figures {
        lead: lead(block),
        facts: facts(block),
        chart: chart(block, library)?,
        offer,
        expectation,
        plain: comparison
            .is_weighted()
            .then(|| Column { label: "Partners, all answers".to_owned(), side: Side::Partner }),
        caption: block.table_caption(),
        rows: rows.collect(),
        by_kind: block.has_kinds().then(|| by_kind(block)),
        cautions: block.cautions(),
        downloads,
    })
}

/// Who answered, and the gap that matters most.
fn lead(block: &Block) -> String {
    let who = format!("{} answered, {}.", block.people(), block.window);
    match block.largest_gaps().first() {
        Some(gap) => format!(
            "{who} What matters most: “{}”. {}, {}: {}.",
            gap.label, gap.expectation, gap.offer, gap.reading
        ),
        None => who,
    }
}

fn facts(block: &Block) -> Vec<Fact> {
    let pairs = &block.comparison.pairs;
    let most = |of: fn(&Pair) -> &compare::Side| {
        let people = pairs.iter().filter_map(|pair| of(pair).n).max();
        people.map_or_else(|| block.comparison.min_group.fewer_than(), wording::count)
    };
    let (offer, expectation) = (most(|pair| &pair.offer), most(|pair| &pair.expectation));
    let (library, partners) = match block.comparison.ledger {
        Ledger::LibraryOffers => (offer, expectation),
        Ledger::PartnersOffer => (expectation, offer),
    };
    let of = |verdict| format!("{} of {}", block.comparison.with(verdict).count(), pairs.len());
    vec![
        Fact::new("Library staff", library),
        Fact::new("Partners", partners),
        Fact::new("Clear gaps", of(Verdict::Clear)),
        Fact::new("Possible gaps", of(Verdict::Possible)),
    ]
}

/// No picture where nothing can be drawn.
fn chart(block: &Block, library: &str) -> Result<Option<Chart>, PictureError> {
    if block.comparison.pairs.iter().all(|pair| pair.gap.is_none()) {
        return Ok(None);
    }
    let drawn =
        |layout, id| Ok::<_, PictureError>(Markup::trusted(block.dumbbell(layout, library)?.inline(id)));
    Ok(Some(Chart {
        heading: block.heading().to_owned(),
        wide: drawn(Layout::Wide, "dumbbell-wide")?,
        narrow: drawn(Layout::Narrow, "dumbbell-narrow")?,
        caption: format!(
            "{} A gap is what is offered minus what is asked for. “Clear” means that the difference is large and \
             unlikely to be chance.",
            block.caption()
        ),
    }))
}

fn columns(block: &Block) -> [Column; 2] {
    let sides = match block.comparison.ledger {
        Ledger::LibraryOffers => [Side::Library, Side::Partner],
        Ledger::PartnersOffer => [Side::Partner, Side::Library],
    };
    let [offer, expectation] = block.columns();
    [
        Column { label: offer.to_owned(), side: sides[0] },
        Column { label: expectation.to_owned(), side: sides[1] },
    ]
}

fn row(pair: &Pair, min: MinGroup) -> PairRow {
    let dash = || "–".to_owned();
    let [offer, expectation] = pair.means();
    PairRow {
        label: pair.label.clone(),
        offer: mean(&pair.offer, offer, min),
        expectation: mean(&pair.expectation, expectation, min),
        plain: pair.plain_mean().map_or_else(dash, wording::mean),
        gap: pair.gap.map_or_else(dash, wording::gap),
        interval: pair.tests.map_or_else(dash, |tests| wording::interval(tests.welch.interval)),
        reading: pair.verdict.words().to_owned(),
        clear: pair.verdict == Verdict::Clear,
    }
}

fn mean(side: &compare::Side, mean: Option<f64>, min: MinGroup) -> Mean {
    match (mean, side.n) {
        (Some(mean), Some(n)) if !side.suppressed => {
            Mean::Shown { value: wording::mean(mean), n: wording::count(n) }
        }
        (_, Some(0)) => Mean::Shown { value: "–".to_owned(), n: "0".to_owned() },
        _ => Mean::TooFew { n: min.fewer_than() },
    }
}

/// The gaps by kind of partner, in the order of the table.
fn by_kind(block: &Block) -> HeatMap {
    let comparison = &block.comparison;
    let kinds = comparison.kinds();
    let cells = |pair: &Pair| kinds.iter().map(|kind| cell(pair.of_kind(kind))).collect();
    let row = |pair: &Pair| HeatRow { label: pair.label.clone(), cells: cells(pair) };
    HeatMap {
        heading: "By kind of partner".to_owned(),
        caption:
            "Gaps against the library’s mean over all staff. Below zero, more is asked than offered; the \
                  darker, the larger."
                .to_owned(),
        rows: comparison.by_gap().into_iter().map(row).collect(),
        kinds: kinds
            .iter()
            .map(|kind| HeatColumn { label: block.kind_name(kind), n: answers(&comparison.pairs, kind) })
            .collect(),
    }
}

fn cell(figure: KindFigure) -> Cell {
    match figure {
        KindFigure::Gap(gap) => Cell::Gap { text: wording::gap(gap), heat: Heat::of(gap) },
        KindFigure::NoAnswers => Cell::NoAnswers,
        KindFigure::Together => Cell::Together,
        KindFigure::TooFew => Cell::TooFew,
    }
}

/// “n 14”: the most answers of a kind to an item that is told by kind.
fn answers(pairs: &[Pair], kind: &str) -> String {
    let gaps = pairs.iter().flat_map(|pair| &pair.by_kind).filter(|gap| gap.kind == kind);
    gaps.filter_map(|gap| gap.n).max().map_or_else(String::new, |n| format!("n {n}"))
}
