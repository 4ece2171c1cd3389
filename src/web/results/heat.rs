//! Gaps by item and kind of partner, coloured by their size.

use common_ground_reports::{
    compare::{KindFigure, Pair},
    summary::{inputs::Block, wording},
};

/// Gaps by item and kind of partner.
#[derive(Debug)]
pub(crate) struct HeatMap {
    /// “Schools ask most, children’s homes least”
    pub heading: String,
    /// What the cells hold and how the colours run.
    pub caption: String,
    /// The columns.
    pub kinds: Vec<HeatColumn>,
    /// The rows, in the order of the table of pairs.
    pub rows: Vec<HeatRow>,
}

/// One kind of partner.
#[derive(Debug)]
pub(crate) struct HeatColumn {
    /// “Schools”
    pub label: String,
    /// “n 14”, or “too few”.
    pub n: String,
}

/// One item over all kinds.
#[derive(Debug)]
pub(crate) struct HeatRow {
    /// The item.
    pub label: String,
    /// One cell for each column.
    pub cells: Vec<Cell>,
}

/// One item for one kind of partner.
#[derive(Debug)]
pub(crate) enum Cell {
    /// The gap.
    Gap {
        /// “−1.5”
        text: String,
        /// Its colour.
        heat: Heat,
    },
    /// The item is told for all kinds of partner together only.
    Together,
    /// All partners, or the library staff, are too few.
    TooFew,
    /// Nobody of this kind answered.
    NoAnswers,
}

/// The colour of a gap: five equal steps from −2 to +2, anything beyond in the outermost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Heat {
    /// Below −1.2: far less is offered than asked.
    FarBelow,
    /// Below −0.4.
    Below,
    /// From −0.4 to +0.4.
    Level,
    /// Above +0.4.
    Above,
    /// Above +1.2.
    FarAbove,
}

impl HeatMap {
    /// The gaps by kind of partner, in the order of the table.
    pub(crate) fn of(block: &Block) -> Self {
        let comparison = &block.comparison;
        let kinds = comparison.kinds();
        let cells = |pair: &Pair| kinds.iter().map(|kind| cell(pair.of_kind(kind))).collect();
        let row = |pair: &Pair| HeatRow { label: pair.label.clone(), cells: cells(pair) };
        Self {
            heading: "By type of partner".to_owned(),
            caption:
                "Gaps from the mean of all library staff. Below zero, more is asked for than offered. The \
                 darker the colour, the larger the gap."
                    .to_owned(),
            rows: comparison.by_gap().into_iter().map(row).collect(),
            kinds: kinds
                .iter()
                .map(|kind| HeatColumn { label: block.kind_name(kind), n: answers(&comparison.pairs, kind) })
                .collect(),
        }
    }

    /// The cells of a row, each with its column.
    pub(crate) fn across<'a>(&'a self, row: &'a HeatRow) -> impl Iterator<Item = (&'a HeatColumn, &'a Cell)> {
        self.kinds.iter().zip(&row.cells)
    }
}

impl Heat {
    /// The colour of a gap in points of the scale.
    pub(crate) fn of(gap: f64) -> Self {
        match gap {
            gap if gap < -1.2 => Self::FarBelow,
            gap if gap < -0.4 => Self::Below,
            gap if gap <= 0.4 => Self::Level,
            gap if gap <= 1.2 => Self::Above,
            _ => Self::FarAbove,
        }
    }

    /// The stylesheet’s class.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::FarBelow => "heat-1",
            Self::Below => "heat-2",
            Self::Level => "heat-3",
            Self::Above => "heat-4",
            Self::FarAbove => "heat-5",
        }
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
