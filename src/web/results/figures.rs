//! The figures of a comparison in words, ready for its page.

use common_ground_reports::{
    chart::{Layout, PictureError},
    compare::{self, Ledger, Pair, Verdict},
    small_numbers::MinGroup,
    summary::{inputs::Block, wording},
};

use crate::web::{
    parts::piece::{Fact, Link, Markup, Side},
    results::{Chart, heat::HeatMap},
};

/// The figures of a comparison. All are words: rounded, signed with U+2212, small groups hidden.
#[derive(Debug)]
pub(crate) struct Figures {
    /// The finding in a sentence or two more.
    pub lead: String,
    /// Answers of each side, clear gaps.
    pub facts: Vec<Fact>,
    /// The chart; none where nothing can be drawn.
    pub chart: Option<Chart>,
    /// Heading of the columns of the side that offers.
    pub offer: Column,
    /// Heading of the columns of the side that expects.
    pub expectation: Column,
    /// Heading of the partners’ means with every kind counted equally, where one kind gave more than half.
    pub plain: Option<Column>,
    /// Caption of the table: which block, which scale.
    pub caption: String,
    /// One row for each pair, in the order of the chart.
    pub rows: Vec<PairRow>,
    /// Gaps by kind of partner.
    pub by_kind: Option<HeatMap>,
    /// What limits the figures.
    pub cautions: Vec<String>,
    /// Files, each with its form in the label: “The figures (CSV)”.
    pub downloads: Vec<Link>,
}

/// Heading of a column.
#[derive(Debug)]
pub(crate) struct Column {
    /// “Staff offer”
    pub label: String,
    /// Whose answers they are.
    pub side: Side,
}

/// One pair of items.
#[derive(Debug)]
pub(crate) struct PairRow {
    /// “Bend our rules to fit what partners want”
    pub label: String,
    /// The side that offers.
    pub offer: Mean,
    /// The side that expects.
    pub expectation: Mean,
    /// The partners’ mean with every answer counted equally, where the other counts kinds equally: “3.9”, or “–”.
    pub plain: String,
    /// “−1.5”, or “–” where a side is hidden.
    pub gap: String,
    /// “−2.1 to −0.9”, or “–”.
    pub interval: String,
    /// “clear gap”, “possible gap”, “about level”, “more than asked”, “not sure yet”.
    pub reading: String,
    /// Whether the reading is a clear gap; the row stands out.
    pub clear: bool,
}

/// A mean with its number of answers.
#[derive(Debug)]
pub(crate) enum Mean {
    /// It may be shown.
    Shown {
        /// “2.7”
        value: String,
        /// “14”
        n: String,
    },
    /// The group is too small.
    TooFew {
        /// “fewer than 5”
        n: String,
    },
}

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
        by_kind: block.has_kinds().then(|| HeatMap::of(block)),
        cautions: block.cautions(),
        downloads,
    })
}

/// Who answered, and the gap that matters most.
fn lead(block: &Block) -> String {
    let who = format!("{} answered, {}.", wording::capitalised(&block.people()), block.window);
    match block.largest_gaps().first() {
        Some(gap) => format!("{who} What matters most: “{}”. {}", gap.label, gap.sentences()),
        None => who,
    }
}

fn facts(block: &Block) -> Vec<Fact> {
    let pairs = &block.comparison.pairs;
    let [offer, expectation] = block.answers();
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
            "{} A gap is what is offered minus what is asked for. “Clear” means the difference is large and \
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
        gap: pair.printed_gap().map_or_else(dash, wording::gap),
        interval: pair.interval().map_or_else(dash, wording::interval),
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
