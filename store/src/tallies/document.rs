//! The tallies of a round as bytes: all that a batch adds is written at once, where a row for each count would be found and
//! written for each.
//!
//! A document begins with its version, one byte, and the number of its cells. Each cell follows: how much of its name is that
//! of the cell before (0 nothing, 1 the item, 2 item and group; one byte), then what is left of item, group and value, then how
//! often the value was given. A text is its length and its UTF-8. Numbers have seven bits in each byte, the lowest first, and
//! the highest bit set in all bytes but the last.
//!
//! Cells stand in the order of item, group and value, each once: nothing tells in which order people answered, and the same
//! answers make the same bytes. A round may have several documents, one for each slot; each cell is the sum over all of them.

use std::cmp::Ordering;

use super::RESPONSE;

/// The first byte of a document that is written as above.
const VERSION: u8 = 1;

/// How much of the name of a cell is that of the cell before.
const NOTHING: u8 = 0;
const ITEM: u8 = 1;
const ITEM_AND_GROUP: u8 = 2;

/// How often one value of one item was given in one group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TallyCell<'a> {
    /// The item; empty for counts of the round itself.
    pub(crate) item: &'a str,
    /// The reporting group.
    pub(crate) group: &'a str,
    pub(crate) value: &'a str,
    /// How often.
    pub(crate) n: i64,
}

impl<'a> TallyCell<'a> {
    fn name(&self) -> (&'a str, &'a str, &'a str) {
        (self.item, self.group, self.value)
    }
}

/// A document that was raised, and how many responses it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RaisedTallies {
    /// The bytes.
    pub(crate) document: Vec<u8>,
    /// Whole responses, so that lists of rounds need not read the bytes.
    pub(crate) responses: i64,
}

/// A document that cannot be read as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the stored counts are not what was written")]
pub(crate) struct DamagedTallies;

/// A document with these cells added to it; they stand in order. Without a document, these cells alone.
pub(crate) fn raised(
    document: Option<&[u8]>,
    more: &[TallyCell<'_>],
) -> Result<RaisedTallies, DamagedTallies> {
    let before = document.map(read).transpose()?.unwrap_or_default();
    let cells = merged(&before, more);
    let whole = cells.iter().filter(|cell| cell.item.is_empty() && cell.value == RESPONSE);
    let responses = whole.map(|cell| cell.n).fold(0, i64::saturating_add);
    Ok(RaisedTallies { document: written(&cells), responses })
}

/// The cells of a document, in order.
///
/// # Errors
/// Bytes that are no document, or more than one.
pub(crate) fn read(document: &[u8]) -> Result<Vec<TallyCell<'_>>, DamagedTallies> {
    parsed(document).ok_or(DamagedTallies)
}

fn parsed(document: &[u8]) -> Option<Vec<TallyCell<'_>>> {
    let mut rest = document;
    if byte(&mut rest)? != VERSION {
        return None;
    }
    let count = number(&mut rest)?;
    // No cell takes less than a byte, whatever a damaged number says.
    let mut cells = Vec::with_capacity(usize::try_from(count).ok()?.min(rest.len()));
    let (mut item, mut group) = ("", "");
    for _ in 0..count {
        let kept = byte(&mut rest)?;
        if kept > ITEM_AND_GROUP {
            return None;
        }
        if kept < ITEM {
            item = text(&mut rest)?;
        }
        if kept < ITEM_AND_GROUP {
            group = text(&mut rest)?;
        }
        let value = text(&mut rest)?;
        let n = i64::try_from(number(&mut rest)?).ok()?;
        cells.push(TallyCell { item, group, value, n });
    }
    let in_order = cells.is_sorted_by(|one, next| one.name() < next.name());
    (rest.is_empty() && in_order).then_some(cells)
}

fn byte(rest: &mut &[u8]) -> Option<u8> {
    let (first, after) = rest.split_first()?;
    *rest = after;
    Some(*first)
}

fn number(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..u64::BITS).step_by(7) {
        let next = byte(rest)?;
        let bits = u64::from(next & 0x7f);
        if bits > (u64::MAX >> shift) {
            return None;
        }
        number |= bits << shift;
        if next & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

fn text<'d>(rest: &mut &'d [u8]) -> Option<&'d str> {
    let length = usize::try_from(number(rest)?).ok()?;
    let (text, after) = rest.split_at_checked(length)?;
    *rest = after;
    std::str::from_utf8(text).ok()
}

/// Both together; each stands in order.
fn merged<'a>(mut one: &[TallyCell<'a>], mut other: &[TallyCell<'a>]) -> Vec<TallyCell<'a>> {
    let mut both = Vec::with_capacity(one.len() + other.len());
    while let ([first, after_first @ ..], [second, after_second @ ..]) = (one, other) {
        match first.name().cmp(&second.name()) {
            Ordering::Less => {
                both.push(*first);
                one = after_first;
            }
            Ordering::Greater => {
                both.push(*second);
                other = after_second;
            }
            Ordering::Equal => {
                both.push(TallyCell { n: first.n.saturating_add(second.n), ..*first });
                (one, other) = (after_first, after_second);
            }
        }
    }
    both.extend_from_slice(one);
    both.extend_from_slice(other);
    both
}

fn written(cells: &[TallyCell<'_>]) -> Vec<u8> {
    let mut document = vec![VERSION];
    write_number(&mut document, cells.len() as u64);
    let mut before = None;
    for cell in cells {
        let kept = before.map_or(NOTHING, |before| kept(before, cell));
        document.push(kept);
        if kept < ITEM {
            write_text(&mut document, cell.item);
        }
        if kept < ITEM_AND_GROUP {
            write_text(&mut document, cell.group);
        }
        write_text(&mut document, cell.value);
        // Nothing is counted less than never.
        write_number(&mut document, u64::try_from(cell.n).unwrap_or_default());
        before = Some(cell);
    }
    document
}

fn kept(before: &TallyCell<'_>, cell: &TallyCell<'_>) -> u8 {
    match (before.item == cell.item, before.group == cell.group) {
        (true, true) => ITEM_AND_GROUP,
        (true, false) => ITEM,
        (false, _) => NOTHING,
    }
}

fn write_text(document: &mut Vec<u8>, text: &str) {
    write_number(document, text.len() as u64);
    document.extend_from_slice(text.as_bytes());
}

fn write_number(document: &mut Vec<u8>, mut number: u64) {
    while number > 0x7f {
        document.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    document.push(number.to_le_bytes()[0]);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cell<'a>(item: &'a str, group: &'a str, value: &'a str, n: i64) -> TallyCell<'a> {
        TallyCell { item, group, value, n }
    }

    fn after(batches: &[&[TallyCell<'_>]]) -> RaisedTallies {
        let none = RaisedTallies { document: written(&[]), responses: 0 };
        batches.iter().fold(none, |before, batch| raised(Some(&before.document), batch).unwrap())
    }

    #[test]
    fn what_two_batches_added_is_read_as_their_sum() {
        let first = [
            cell("", "school", "response", 2),
            cell("bring_energy", "school", "4", 1),
            cell("bring_energy", "school", "5", 1),
        ];
        let second = [
            cell("", "charity", "response", 1),
            cell("", "school", "response", 300),
            cell("bring_energy", "charity", "4", 1),
            cell("bring_energy", "school", "4", 300),
        ];
        let both = after(&[&first, &second]);
        assert_eq!(
            read(&both.document).unwrap(),
            [
                cell("", "charity", "response", 1),
                cell("", "school", "response", 302),
                cell("bring_energy", "charity", "4", 1),
                cell("bring_energy", "school", "4", 301),
                cell("bring_energy", "school", "5", 1),
            ]
        );
        assert_eq!(both.responses, 303);
        assert_eq!(raised(None, &first), Ok(after(&[&first])));
    }

    #[test]
    fn the_same_answers_in_another_order_make_the_same_bytes() {
        let batches: [&[TallyCell<'_>]; 3] = [
            &[cell("", "school", "response", 1), cell("change", "school", "answered", 1)],
            &[cell("", "charity", "response", 1), cell("change", "charity", "skipped", 1)],
            &[cell("", "school", "response", 1), cell("change", "school", "skipped", 1)],
        ];
        let [one, two, three] = batches;
        let whole = after(&batches);
        for order in [[one, three, two], [two, one, three], [three, two, one]] {
            assert_eq!(after(&order), whole);
        }
    }

    #[test]
    fn bytes_that_were_cut_or_are_out_of_order_are_refused() {
        let whole = after(&[&[
            cell("", "school", "response", 1_000_000),
            cell("one_change", "school", "answered", i64::MAX),
        ]]);
        for end in 0..whole.document.len() {
            assert_eq!(read(&whole.document[..end]), Err(DamagedTallies), "cut at {end}");
        }
        let longer = [&whole.document[..], &[0]].concat();
        assert_eq!(read(&longer), Err(DamagedTallies));
        let of_tomorrow = [&[VERSION + 1][..], &whole.document[1..]].concat();
        assert_eq!(read(&of_tomorrow), Err(DamagedTallies));
        let twice = [cell("one_change", "school", "answered", 1); 2];
        assert_eq!(read(&written(&twice)), Err(DamagedTallies));
        assert_eq!(raised(Some(&[]), &[]), Err(DamagedTallies));
    }

    proptest! {
        #[test]
        fn whatever_was_counted_is_read_back(
            counted in proptest::collection::btree_map(("[a-c]{0,2}", "[a-c]{0,2}", "\\PC{0,3}"), 0..i64::MAX, 0..40),
        ) {
            let cells: Vec<TallyCell<'_>> =
                counted.iter().map(|((item, group, value), n)| cell(item, group, value, *n)).collect();
            let document = written(&cells);
            prop_assert_eq!(read(&document), Ok(cells));
        }

        #[test]
        fn no_bytes_whatever_break_the_reading(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
            let document = [&[VERSION][..], &bytes[..]].concat();
            if let Ok(cells) = read(&document) {
                prop_assert!(cells.is_sorted_by(|one, next| one.name() < next.name()));
            }
        }
    }
}
