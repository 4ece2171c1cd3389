//! Numbers and days at each close. Two things are shown of them: the classes of everybody together, and the single answers
//! in the file that every close may hand on.
//!
//! The classes are settled at the first close with enough answers. Later their people are counted anew where enough have
//! come into each of them; until then they stay as they were. The file has everybody, so that it is handed on only where
//! those who came since an earlier one are enough, or nobody.

use std::collections::BTreeMap;

use common_ground_reports::small_numbers::MinGroup;

use super::{
    Size, TableStage, Told,
    now::{Now, counted, gained},
};
use crate::Tally;

/// How numbers or days are told, and what is left out.
pub(super) struct Followed {
    pub(super) told: Told,
    /// Whether too few came, or some went, since a file that had the others.
    pub(super) held_back: bool,
    /// Whether the classes are those of an earlier close.
    pub(super) behind: bool,
}

/// How numbers or days are told after they were told so, in a table of that stage; `lost` is whether somebody of them may
/// have been erased since. Of a round that an earlier version closed it is not known how many had answered by then, so that
/// they are never told.
pub(super) fn follow(
    shown: Told,
    (stage, lost): (TableStage, bool),
    now: &Now<'_>,
    min: MinGroup,
) -> Followed {
    let (whole, unit) = (now.whole(), now.unit);
    let Told::Whole { column, counted: given } = shown else {
        let told = match stage {
            TableStage::Batch => Told::Whole { column: unit.merged(&whole, min), counted: sizes(now) },
            TableStage::Close => Told::Nothing,
        };
        return Followed { told, held_back: false, behind: false };
    };
    let enough = |before: u64, now: u64| gained(before, now, min.get());
    let come = enough(counted(&given).asked, unit.size(&whole).asked);
    let column = match unit.in_told(&column, &whole) {
        _ if !come => column,
        _ if column == Tally::default() => unit.merged(&whole, min),
        // Whoever has the file of an earlier close knows more than its classes; others have these alone.
        Some(again) if unit.each_gained((&column, &again), false, enough) => again,
        _ => column,
    };
    let held_back = !come && (lost || sizes(now) != given);
    let is_behind = unit.in_told(&column, &whole).map_or(come || held_back, |again| again != column);
    let behind = column != Tally::default() && is_behind;
    let counted = if come { sizes(now) } else { given };
    Followed { told: Told::Whole { column, counted }, held_back, behind }
}

/// How many people of each group gave an answer; of nobody a group of nobody, so that it is known that nobody had.
fn sizes(now: &Now<'_>) -> BTreeMap<String, Size> {
    let mut sizes = now.sizes();
    if sizes.is_empty() {
        sizes.insert(String::new(), Size::default());
    }
    sizes
}
