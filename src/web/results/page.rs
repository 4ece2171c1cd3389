//! The result of a round or programme: what one side offers against what the other expects.

use askama::Template;

use crate::web::parts::{
    frame::Frame,
    piece::{Act, Empty, Fact, Link, Markup, Side, Trail},
};

/// The comparison of two sides, the finding first.
#[derive(Debug, Clone, Template)]
#[template(path = "results/comparison.html")]
pub(crate) struct Comparison {
    /// Top and foot.
    pub frame: Frame,
    /// Results / what is compared and when.
    pub trail: Trail,
    /// The finding in a sentence, as the heading; before there are answers, what is missing.
    pub finding: String,
    /// The figures, or what to do to get some.
    pub content: Content,
}

/// What there is to show.
#[derive(Debug, Clone)]
pub(crate) enum Content {
    /// Nothing yet.
    Nothing(Empty),
    /// The figures.
    Figures(Box<Figures>),
}

/// The figures of a comparison. All are words: rounded, signed with U+2212, small groups hidden.
#[derive(Debug, Clone)]
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

/// A chart in its two drawings; the stylesheet shows one.
#[derive(Debug, Clone)]
pub(crate) struct Chart {
    /// What it shows.
    pub heading: String,
    /// For a wide page: SVG with a title, its colours from custom properties.
    pub wide: Markup,
    /// For a phone: the same figures, labels above the rows. Ids differ from those of the wide drawing.
    pub narrow: Markup,
    /// Who answered, when, on what scale, and what the words mean.
    pub caption: String,
}

/// Heading of a column.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    /// “Staff offer”
    pub label: String,
    /// Whose answers they are.
    pub side: Side,
}

/// One pair of items.
#[derive(Debug, Clone)]
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
#[derive(Debug, Clone)]
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

/// Gaps by item and kind of partner.
#[derive(Debug, Clone)]
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
#[derive(Debug, Clone)]
pub(crate) struct HeatColumn {
    /// “Schools”
    pub label: String,
    /// “n 14”, or “too few”.
    pub n: String,
}

/// One item over all kinds.
#[derive(Debug, Clone)]
pub(crate) struct HeatRow {
    /// The item.
    pub label: String,
    /// One cell for each column.
    pub cells: Vec<Cell>,
}

/// One item for one kind of partner.
#[derive(Debug, Clone)]
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
