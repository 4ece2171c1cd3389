//! The comparison for people who open it in a spreadsheet: sides and labels by name, rounded figures beside full ones.

use super::inputs::ItemBlock;
use crate::compare::{Pair, SideFigures};
use crate::figures::{
    BYTE_ORDER_MARK, FiguresError, Precision, finished, number, one_decimal, text, whole, writer,
};

/// The columns; figures are means on a scale from 1 to 5.
const COLUMNS: [&str; 16] = [
    "Direction",
    "Item",
    "Offering side",
    "Offer (rounded)",
    "Offer",
    "People, offer",
    "Expecting side",
    "Expectation (rounded)",
    "Expectation",
    "People, expectation",
    "Gap (rounded)",
    "Gap",
    "Gap, 95% interval from",
    "Gap, 95% interval to",
    "Reading",
    "Key",
];

/// The comparison as a report shows it: CSV in UTF-8 with a byte order mark, one row for each pair, the largest shortfall
/// first. Where kinds of partner are counted equally, means and gaps are those. A gap is offer minus expectation.
///
/// # Errors
/// [`FiguresError`] if the rows cannot be written to memory.
pub(super) fn comparison_sheet(blocks: &[ItemBlock]) -> Result<Vec<u8>, FiguresError> {
    let mut pairs: Vec<(&ItemBlock, &Pair)> = blocks
        .iter()
        .flat_map(|block| block.comparison.pairs.iter().map(move |pair| (block, pair)))
        .collect();
    let gap = |pair: &Pair| pair.gap.unwrap_or(f64::INFINITY);
    pairs.sort_by(|(_, a), (_, b)| gap(a).total_cmp(&gap(b)));
    let mut rows = writer();
    rows.write_record(COLUMNS)?;
    for (block, pair) in pairs {
        rows.write_record(row(block, pair))?;
    }
    Ok([BYTE_ORDER_MARK, finished(rows)?.as_slice()].concat())
}

fn row(block: &ItemBlock, pair: &Pair) -> [String; 16] {
    let [offer, expectation] = block.columns();
    let [offered, expected] = pair.means();
    let fewest = pair.offer.n.min(pair.expectation.n);
    let full = |value: Option<f64>, n: Option<u64>| {
        number(value.map(|value| Precision::Published.of(value, n.unwrap_or_default())))
    };
    let rounded = |value: Option<f64>| value.map(one_decimal).unwrap_or_default();
    let people = |side: &SideFigures| whole(side.n);
    let interval = pair.interval();
    [
        text(block.title()),
        text(&pair.label),
        offer.to_owned(),
        rounded(offered),
        full(offered, pair.offer.n),
        people(&pair.offer),
        expectation.to_owned(),
        rounded(expected),
        full(expected, pair.expectation.n),
        people(&pair.expectation),
        rounded(pair.printed_gap()),
        full(pair.gap, fewest),
        full(interval.map(|interval| interval.low), fewest),
        full(interval.map(|interval| interval.high), fewest),
        pair.verdict.words().to_owned(),
        text(&pair.key),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::{ComparedSides, Comparison, Options, PairInput};
    use crate::counts::Counts;
    use crate::scale;
    use crate::small_numbers::{Group, MinGroup};

    fn block(ledger: ComparedSides, items: &[(&str, &str, [u64; 5], [u64; 5])]) -> ItemBlock {
        let all = |values: [u64; 5]| vec![Group::new("", Counts::of(values))];
        let pairs: Vec<PairInput> = items
            .iter()
            .map(|(key, label, offer, expectation)| PairInput {
                key: (*key).to_owned(),
                label: (*label).to_owned(),
                topic: String::new(),
                offer: all(*offer),
                expectation: all(*expectation),
            })
            .collect();
        ItemBlock {
            comparison: Comparison::new(&pairs, Options { ledger, min_group: MinGroup::default() }),
            scale: scale::known("amount5").unwrap(),
            window: String::new(),
            surveys: Vec::new(),
            kinds: Vec::new(),
            response_rates: [None; 2],
        }
    }

    #[test]
    fn a_spreadsheet_names_the_sides_and_puts_the_largest_shortfall_first() {
        let blocks = [
            block(
                ComparedSides::LibraryOffers,
                &[
                    ("energy", "Energy", [0, 0, 0, 6, 6], [0, 0, 6, 6, 0]),
                    ("rules", "=Bend our rules, “if asked”", [2, 4, 6, 0, 0], [0, 0, 0, 4, 9]),
                ],
            ),
            block(
                ComparedSides::PartnersOffer,
                &[
                    ("money", "Money", [0, 12, 0, 0, 0], [0, 0, 0, 12, 0]),
                    ("few", "Few", [1; 5], [0, 0, 2, 0, 0]),
                ],
            ),
        ];
        let file = comparison_sheet(&blocks).unwrap();
        let file = std::str::from_utf8(&file).unwrap();
        assert!(file.starts_with("\u{feff}Direction,Item,Offering side,Offer (rounded),Offer,"), "{file}");
        let mut rows = csv::Reader::from_reader(file.as_bytes());
        let rows: Vec<Vec<String>> =
            rows.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        let keys: Vec<&str> = rows.iter().map(|row| row[15].as_str()).collect();
        assert_eq!(keys, ["rules", "money", "energy", "few"]);
        assert_eq!(rows[0][1], "'=Bend our rules, “if asked”");
        assert_eq!(
            rows[0][2..12],
            ["Staff offer", "2.3", "2.3", "12", "Partners expect", "4.7", "4.7", "13", "-2.4", "-2.4"]
        );
        assert_eq!(rows[1][..3], ["What partners give", "Money", "Partners offer"]);
        // Two people are too few: neither their mean nor the gap.
        assert_eq!(rows[3][7..12], ["", "", "", "", ""]);
    }

    #[test]
    fn thirty_answers_a_side_have_every_digit_beside_the_rounded_ones() {
        let file = comparison_sheet(&[block(
            ComparedSides::LibraryOffers,
            &[("a", "A", [0, 10, 20, 1, 0], [0, 0, 0, 1, 30])],
        )]);
        let file = String::from_utf8(file.unwrap()).unwrap();
        assert!(file.contains("Staff offer,2.7,2.7096774193548385,31,"), "{file}");
    }
}
