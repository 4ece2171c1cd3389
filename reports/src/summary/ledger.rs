//! Offers against expectations as tables: all pairs, and the gaps by kind of partner.

use super::inputs::ItemBlock;
use super::table::{Table, TableCell, TableColumn, TableRow};
use crate::compare::{ComparedSides, KindFigure, Pair, SideFigures, Verdict, kind_figure};
use crate::small_numbers::{MinGroup, TOGETHER, TOO_FEW};
use crate::wording;

/// How the two sides of a direction are called and coloured.
pub(super) struct Names {
    /// What the block is about: "What the library gives".
    pub(super) block: &'static str,
    /// The heading over its picture.
    pub(super) heading: &'static str,
    /// "Staff offer"
    pub(super) offer: &'static str,
    /// "Partners expect"
    pub(super) expectation: &'static str,
    /// The class of the side that offers.
    pub(super) offer_side: &'static str,
    /// The class of the side that expects.
    pub(super) expectation_side: &'static str,
}

impl Names {
    pub(super) fn of(ledger: ComparedSides) -> Self {
        match ledger {
            ComparedSides::LibraryOffers => Self {
                block: "What the library gives",
                heading: "What partners expect, and what we say we offer",
                offer: "Staff offer",
                expectation: "Partners expect",
                offer_side: "lib",
                expectation_side: "par",
            },
            ComparedSides::PartnersOffer => Self {
                block: "What partners give",
                heading: "What we hope for, and what partners say they offer",
                offer: "Partners offer",
                expectation: "Staff hope for",
                offer_side: "par",
                expectation_side: "lib",
            },
        }
    }
}

/// What a table says where the partners’ means are weighted.
const EQUAL_KINDS: &str = " The partners’ means, and with them the gaps, count every kind of partner equally; “All \
                           answers” is the mean that counts every answer equally, and a dash that only that one is told.";

/// A word for the direction in file names and ids: "a", "b".
pub(super) fn letter(ledger: ComparedSides) -> &'static str {
    match ledger {
        ComparedSides::LibraryOffers => "a",
        ComparedSides::PartnersOffer => "b",
    }
}

/// Where nobody answered, which is not the same as too few.
const NO_ANSWERS: &str = "no answers";

/// All pairs, the largest shortfall first, as in the picture.
pub(super) fn pairs(block: &ItemBlock) -> Table {
    let comparison = &block.comparison;
    let names = Names::of(comparison.ledger);
    let is_weighted = comparison.is_weighted();
    let mut columns = vec![
        TableColumn::figures(names.offer).of(names.offer_side),
        TableColumn::figures("n"),
        TableColumn::figures(names.expectation).of(names.expectation_side),
        TableColumn::figures("n"),
    ];
    if is_weighted {
        columns.push(TableColumn::figures("All answers").of("par"));
    }
    columns.extend([
        TableColumn::figures("Gap"),
        TableColumn::figures("95% interval"),
        TableColumn::words("Reading"),
    ]);
    let row = |pair: &Pair| row(pair, is_weighted, comparison.min_group);
    Table {
        caption: format!(
            "{}. Means on a scale from 1 to 5; a gap is offer minus {}.{}",
            names.block,
            asked(block),
            if is_weighted { EQUAL_KINDS } else { "" },
        ),
        corner: "Item",
        heat: false,
        columns,
        rows: comparison.by_gap().into_iter().map(row).collect(),
    }
}

fn asked(block: &ItemBlock) -> &'static str {
    match block.comparison.ledger {
        ComparedSides::LibraryOffers => "expectation",
        ComparedSides::PartnersOffer => "hope",
    }
}

fn row(pair: &Pair, is_weighted: bool, min: MinGroup) -> TableRow {
    let [offer, expectation] = pair.means();
    let mut cells = [side(&pair.offer, offer, min), side(&pair.expectation, expectation, min)].concat();
    if is_weighted {
        cells.push(TableCell::or_dash(pair.plain_mean().map(wording::mean)));
    }
    cells.push(TableCell::or_dash(pair.printed_gap().map(wording::gap)));
    cells.push(TableCell::or_dash(pair.interval().map(wording::interval)));
    cells.push(TableCell::of(pair.verdict.words()));
    TableRow {
        key: pair.key.clone(),
        label: pair.label.clone(),
        strong: pair.verdict == Verdict::Clear,
        cells,
    }
}

/// Mean and n of a side.
fn side(side: &SideFigures, mean: Option<f64>, min: MinGroup) -> [TableCell; 2] {
    match (mean, side.n) {
        _ if side.suppressed => [TableCell::absent(TOO_FEW), TableCell::absent(min.fewer_than())],
        (Some(mean), Some(n)) => [TableCell::of(wording::mean(mean)), TableCell::of(wording::count(n))],
        _ => [TableCell::absent(NO_ANSWERS), TableCell::of("0")],
    }
}

/// The items that are told by kind of partner, in the order of the table of pairs, and those that are told for all kinds
/// together; none with fewer than two kinds or without a figure to show.
pub(super) fn told_by_kind(block: &ItemBlock) -> Option<(Vec<&Pair>, Vec<&Pair>)> {
    let comparison = &block.comparison;
    let kinds = comparison.kinds();
    let has = |pair: &Pair, is_it: fn(KindFigure) -> bool| {
        kinds.iter().any(|kind| is_it(pair.of_kind(kind, comparison.ledger)))
    };
    let by_gap = comparison.by_gap();
    let (told, others): (Vec<&Pair>, Vec<&Pair>) =
        by_gap.into_iter().partition(|pair| has(pair, |figure| matches!(figure, KindFigure::Shown { .. })));
    let together = others.into_iter().filter(|pair| has(pair, |figure| figure == KindFigure::Together));
    (kinds.len() > 1 && !told.is_empty()).then(|| (told, together.collect()))
}

/// The gaps by kind of partner; none where nothing is told by kind.
pub(super) fn by_kind(block: &ItemBlock) -> Option<Table> {
    let (told, together) = told_by_kind(block)?;
    let comparison = &block.comparison;
    let columns = comparison.kinds();
    let cell = |pair: &Pair, kind: &str| match pair.of_kind(kind, comparison.ledger) {
        KindFigure::Shown { gap, .. } => {
            TableCell { heat: kind_figure::step(gap), ..TableCell::of(wording::gap(gap)) }
        }
        KindFigure::NoAnswers => TableCell::absent(NO_ANSWERS),
        KindFigure::Together => TableCell::absent(TOGETHER),
        KindFigure::TooFew => TableCell::absent(TOO_FEW),
    };
    let row = |pair: &&Pair| TableRow {
        key: String::new(),
        label: pair.label.clone(),
        strong: false,
        cells: columns.iter().map(|kind| cell(pair, kind)).collect(),
    };
    let mut caption =
        "Gaps by kind of partner: the library’s mean over all staff against the mean of the kind. Below \
                       zero, more is asked than offered."
            .to_owned();
    if !together.is_empty() {
        let items: Vec<String> = together.iter().map(|pair| format!("“{}”", pair.label)).collect();
        caption = format!("{caption} Told for all partners together only: {}.", items.join(", "));
    }
    Some(Table {
        caption,
        corner: "Item",
        heat: true,
        columns: columns
            .iter()
            .map(|kind| {
                TableColumn::figures(format!("{}, n\u{a0}{}", kind_name(block, kind), of_kind(block, kind)))
            })
            .collect(),
        rows: told.iter().map(row).collect(),
    })
}

/// How many of a kind of partner answered: "7", "up to 7" where not everybody answered every item.
pub(super) fn of_kind(block: &ItemBlock, kind: &str) -> String {
    let gaps = block.comparison.pairs.iter().flat_map(|pair| &pair.by_kind).filter(|gap| gap.kind == kind);
    let answers: Vec<u64> = gaps.filter_map(|gap| gap.n).collect();
    let fewest = answers.iter().min().copied().unwrap_or(0);
    wording::up_to(fewest, answers.iter().max().copied().unwrap_or(0))
}

/// How a kind of partner is called.
pub(super) fn kind_name(block: &ItemBlock, kind: &str) -> String {
    let known = block.kinds.iter().find(|(key, _)| key == kind);
    known.map_or_else(|| wording::capitalised(&kind.replace('_', " ")), |(_, name)| name.clone())
}

/// Who answered, for captions: "14 library staff and 9 partners".
pub(super) fn people(block: &ItemBlock) -> String {
    let [offer, expectation] = answers(block);
    match block.comparison.ledger {
        ComparedSides::LibraryOffers => format!("{offer} library staff and {expectation} partners"),
        ComparedSides::PartnersOffer => format!("{offer} partners and {expectation} library staff"),
    }
}

/// How many answered on the side that offers and on the other: "14", "up to 14" where not everybody answered every item.
pub(super) fn answers(block: &ItemBlock) -> [String; 2] {
    let sides: [fn(&Pair) -> &SideFigures; 2] = [|pair| &pair.offer, |pair| &pair.expectation];
    sides.map(|of| {
        let answers = || block.comparison.pairs.iter().filter_map(|pair| of(pair).n);
        let is_whole = block.comparison.pairs.iter().all(|pair| !of(pair).suppressed);
        let fewest = if is_whole { answers().min() } else { Some(0) };
        let said = fewest.zip(answers().max()).map(|(fewest, most)| wording::up_to(fewest, most));
        said.unwrap_or_else(|| block.comparison.min_group.fewer_than())
    })
}

/// The caption of the picture.
pub(super) fn caption(block: &ItemBlock) -> String {
    let window = if block.window.is_empty() { String::new() } else { format!(", {}", block.window) };
    format!("Mean answers from {}{window}, on a scale from 1 to 5.", people(block))
}
