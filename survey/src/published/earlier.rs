//! What earlier versions kept of what they showed.

use std::collections::BTreeMap;

use common_ground_reports::{counts::Counts, scale::Missing, small_numbers::MinGroup};

use super::{Record, Size, Told, now::ANY, unit::Unit};
use crate::{Side, Survey, Tally};

impl Record {
    /// The batch that an earlier version showed of an open round: ratings of everybody together, each by itself. Who is
    /// in them is not known, so that everybody may be, of whatever group.
    pub fn from_ratings(
        survey: &Survey,
        side: Side,
        ratings: &BTreeMap<String, Counts>,
        min: MinGroup,
    ) -> Self {
        let mut record = Self::blank(min);
        for unit in Unit::all(survey, side).iter().filter(|unit| unit.interim && !unit.key.is_empty()) {
            let shown = ratings.iter().filter(|(item, counts)| unit.holds(item) && counts.n() > 0);
            let (mut column, mut size) = (Tally::default(), Size::default());
            for (item, counts) in shown {
                add(&mut column, item, counts);
                let missing = column.values(item).map(|(_, n)| n).sum::<u64>();
                size = Size { asked: size.asked.max(missing), valued: size.valued.max(counts.n()) };
            }
            if size != Size::default() {
                record.tell(unit, Told::Whole { column, counted: [(ANY.to_owned(), size)].into() });
            }
        }
        record
    }
}

fn add(column: &mut Tally, item: &str, counts: &Counts) {
    let missing = [
        (Missing::DontKnow, counts.dont_know),
        (Missing::NotApplicable, counts.not_applicable),
        (Missing::PreferNotToSay, counts.prefer_not),
        (Missing::Skipped, counts.skipped),
        (Missing::NotShown, counts.not_shown),
    ];
    let values = (1..).zip(counts.values).map(|(point, n): (u8, u64)| (point.to_string(), n));
    let missing = missing.map(|(why, n)| (why.key().to_owned(), n));
    for (value, n) in values.chain(missing).filter(|(_, n)| *n > 0) {
        column.add(item, value, n);
    }
}
